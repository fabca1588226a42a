package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;

/** What an OCSP answer says about a certificate, or why it cannot be used. */
public sealed interface OcspStatus {
    /** Acceptable and good. */
    record Good(Instant producedAt, Instant thisUpdate, Certificate responder, Bytes response) implements OcspStatus {}

    /** Acceptable and revoked (reason 6 = suspended). */
    record Revoked(Instant producedAt, Instant revokedAt, int reason, Certificate responder, Bytes response)
            implements OcspStatus {}

    /** Acceptable, and the responder does not know the certificate. */
    record Unknown(Instant producedAt, Certificate responder, Bytes response) implements OcspStatus {}

    /** Not acceptable: nothing may be concluded from it. */
    record Unacceptable(Problem problem, String text) implements OcspStatus {}

    /** Why an answer was not acceptable. */
    enum Problem {
        MALFORMED,
        RESPONSE_STATUS,
        RESPONSE_COUNT,
        CERTID_MISMATCH,
        RESPONDER_NOT_FOUND,
        RESPONDER_NOT_AUTHORISED,
        RESPONDER_NOT_TRUSTED,
        RESPONDER_NOT_YET_VALID,
        RESPONDER_EXPIRED,
        RESPONDER_MISMATCH,
        SIGNATURE,
        ALGORITHM,
        THIS_UPDATE_FUTURE,
        THIS_UPDATE_TOO_OLD,
        NEXT_UPDATE_PAST,
        NEXT_UPDATE_BEFORE_THIS_UPDATE,
        NONCE_MISSING,
        NONCE_MISMATCH
    }
}
