package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.HolderStatus;
import dev.eresident.auth.internal.StatusSource;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * Step 6, done last: the certificate was not revoked (reference §8). The only step that touches the network.
 *
 * @param source whom it asks, if anybody
 */
record Step6Revocation(StatusSource source) {
    /** Gives the answer for the proof, empty when nobody is asked. */
    Outcome<Optional<Bytes>, MobileIdRefusal> check(Certificate certificate, Certificate issuer) {
        return source.check(certificate, issuer, 0)
                .match(
                        good -> Outcome.succeeded(good.answer().map(HolderStatus.Answer::response)),
                        bad -> new Outcome.Rejected<>(
                                code(bad.why()), bad.text(code(bad.why()).operatorText()), bad.ocsp()));
    }

    /** The step for a login that is verified again: nobody is asked. */
    Step6Revocation stored(Optional<Bytes> response, TrustPolicy trust, Instant at) {
        return new Step6Revocation(source.stored(response, trust, at));
    }

    private static MobileIdRefusal code(HolderStatus.Why why) {
        return switch (why) {
            case REVOKED -> MobileIdRefusal.CERTIFICATE_REVOKED;
            case UNKNOWN -> MobileIdRefusal.CERTIFICATE_STATUS_UNKNOWN;
            case FAILED -> MobileIdRefusal.OCSP_FAILED;
            case NOT_STORED -> MobileIdRefusal.PROOF_INCOMPLETE;
        };
    }
}
