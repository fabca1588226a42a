package dev.eresident.auth.mobileid;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Step 6, done last: the certificate was not revoked (reference §8). The only step that touches the network. */
sealed interface Step6Revocation {
    /** Gives the answer for the proof, empty when nobody is asked. */
    Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer);

    /** Asks the responder now. */
    record Asked(OcspClient client) implements Step6Revocation {
        @Override
        public Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer) {
            if (!client.hasAddress(certificate, issuer)) {
                return Step.refused(
                        MobileIdRefusal.OCSP_FAILED, "neither the certificate nor the client names a responder");
            }
            return judge(client.ask(certificate, issuer));
        }
    }

    /** The caller chose not to ask. */
    record NotAsked() implements Step6Revocation {
        @Override
        public Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer) {
            return Step.passed(Optional.empty());
        }
    }

    /** The status as it was answered at a login that is verified again; nobody is asked. */
    record Stored(Optional<Bytes> response, TrustPolicy trust, Instant at) implements Step6Revocation {
        private static final Duration OLDEST = Duration.ofDays(1);
        private static final Duration SKEW = Duration.ofMinutes(15);

        @Override
        public Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer) {
            if (response.isEmpty()) {
                return Step.refused(MobileIdRefusal.PROOF_INCOMPLETE, "it holds no OCSP answer");
            }
            OcspStatus status = OcspCheck.with(trust).checkEmbedded(response.get(), certificate, issuer, List.of());
            if (status instanceof OcspStatus.Good good && !(isOf(good.producedAt()) && isOf(good.thisUpdate()))) {
                return Step.refused(MobileIdRefusal.OCSP_FAILED, "the stored answer is not of the time of the login");
            }
            return judge(status);
        }

        private boolean isOf(Instant time) {
            return !time.isBefore(at.minus(OLDEST)) && !time.isAfter(at.plus(SKEW));
        }
    }

    private static Step<Optional<Bytes>> judge(OcspStatus status) {
        if (status instanceof OcspStatus.Good good) {
            return Step.passed(Optional.of(good.response()));
        }
        MobileIdRefusal code = MobileIdRefusal.OCSP_FAILED;
        String detail = "";
        if (status instanceof OcspStatus.Revoked revoked) {
            code = MobileIdRefusal.CERTIFICATE_REVOKED;
            detail = revoked.suspended() ? ": suspended" : ": revoked, CRLReason " + revoked.reason();
        } else if (status instanceof OcspStatus.Unknown) {
            code = MobileIdRefusal.CERTIFICATE_STATUS_UNKNOWN;
        } else if (status instanceof OcspStatus.Unacceptable unacceptable) {
            detail = ": " + unacceptable.problem().name();
        }
        return new Step.Refused<>(code, code.operatorText() + detail, Optional.of(status));
    }
}
