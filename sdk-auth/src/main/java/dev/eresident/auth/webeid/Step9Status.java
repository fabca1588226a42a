package dev.eresident.auth.webeid;

import dev.eresident.auth.webeid.WebEidOutcome.Rejected;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.revocation.OcspStatus;
import java.util.Optional;

/**
 * Step 9, done last: the certificate was not revoked (Web eID §5).
 *
 * <p>The only step that touches the network. It comes after the signature, so that nobody without a valid card can make this
 * server call others.
 */
sealed interface Step9Status permits Step9Status.Asked, Step9Status.NotAsked, StoredStatus {
    /** Gives the answer for the proof, empty when nobody is asked. */
    Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer);

    /** Asks the responder now. */
    record Asked(OcspClient client) implements Step9Status {
        @Override
        public Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer) {
            try {
                client.address(certificate);
            } catch (ConfigurationException e) {
                return Step.refused(
                        WebEidRefusal.OCSP_FAILED, "neither the certificate nor the client names a responder");
            }
            return judge(client.ask(certificate, issuer));
        }
    }

    /** The caller chose not to ask. */
    record NotAsked() implements Step9Status {
        @Override
        public Step<Optional<Bytes>> check(Certificate certificate, Certificate issuer) {
            return Step.passed(Optional.empty());
        }
    }

    static Step<Optional<Bytes>> judge(OcspStatus status) {
        if (status instanceof OcspStatus.Good good) {
            return Step.passed(Optional.of(good.response()));
        }
        WebEidRefusal code = WebEidRefusal.OCSP_FAILED;
        String detail = "";
        if (status instanceof OcspStatus.Revoked revoked) {
            code = WebEidRefusal.CERTIFICATE_REVOKED;
            detail = revoked.suspended() ? ": suspended" : ": revoked, CRLReason " + revoked.reason();
        } else if (status instanceof OcspStatus.Unknown) {
            code = WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN;
        } else if (status instanceof OcspStatus.Unacceptable unacceptable) {
            detail = ": " + unacceptable.problem().name();
        }
        return new Step.Refused<>(new Rejected(code, code.operatorText() + detail, Optional.of(status)));
    }
}
