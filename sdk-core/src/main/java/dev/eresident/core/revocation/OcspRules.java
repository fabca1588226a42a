package dev.eresident.core.revocation;

import dev.eresident.core.certificate.Certificate;
import java.time.Duration;
import java.util.Optional;

/** What a live OCSP answer must satisfy. Durations must be positive. */
public record OcspRules(
        Duration allowedSkew, Duration maximumAge, boolean nonceRequired, Optional<Certificate> designatedResponder) {
    /** Skew 15 minutes, thisUpdate at most 2 minutes old, nonce required, no designated responder. */
    public static OcspRules standard() {
        return new OcspRules(Duration.ofMinutes(15), Duration.ofMinutes(2), true, Optional.empty());
    }
}
