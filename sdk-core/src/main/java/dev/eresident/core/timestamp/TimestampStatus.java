package dev.eresident.core.timestamp;

import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.Optional;

/** Whether a time-stamp token proves a time. */
public sealed interface TimestampStatus {
    /** The token proves that the data existed at this time. */
    record Proven(Instant generatedAt, Certificate authority, boolean qualified) implements TimestampStatus {}

    /** The token proves nothing. */
    record Unacceptable(Problem problem, String text, Optional<Instant> claimed) implements TimestampStatus {}

    /** Why. */
    enum Problem {
        MALFORMED,
        IMPRINT_MISMATCH,
        SIGNATURE,
        ALGORITHM,
        SIGNER_COUNT,
        CERTIFICATE_NOT_FOUND,
        CERTIFICATE_BINDING,
        PURPOSE,
        NOT_TRUSTED,
        NOT_VALID_AT_GENERATION,
        SERVICE_NOT_ACTIVE
    }
}
