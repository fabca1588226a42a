package dev.eresident.core.revocation;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a live OCSP answer must satisfy.
 *
 * @param allowedSkew how far the clocks may differ; positive
 * @param maximumAge how old {@code thisUpdate} may be; positive. Responders that sign their answers in advance need more than the
 *     default
 * @param nonceRequired whether an answer without the nonce is refused; an answer with another nonce always is
 * @param designatedResponder the only responder certificate that is accepted, instead of the rules of RFC 6960 §4.2.2.2; it must be
 *     marked for OCSP signing
 */
public record OcspRules(
        Duration allowedSkew, Duration maximumAge, boolean nonceRequired, Optional<Certificate> designatedResponder) {
    /**
     * Checks the durations.
     *
     * @throws ConfigurationException with code {@code DURATION_NOT_POSITIVE}
     */
    public OcspRules {
        requirePositive(allowedSkew, "allowed skew");
        requirePositive(maximumAge, "maximum age");
        Objects.requireNonNull(designatedResponder, "designatedResponder");
    }

    /**
     * The rules of the state's own library: skew 15 minutes, thisUpdate at most 2 minutes old, nonce required, no designated
     * responder.
     *
     * @return the default rules
     */
    public static OcspRules standard() {
        return new OcspRules(Duration.ofMinutes(15), Duration.ofMinutes(2), true, Optional.empty());
    }

    /**
     * The same rules with another skew.
     *
     * @param skew positive
     * @return new rules
     */
    public OcspRules withAllowedSkew(Duration skew) {
        return new OcspRules(skew, maximumAge, nonceRequired, designatedResponder);
    }

    /**
     * The same rules with another greatest age of {@code thisUpdate}.
     *
     * @param age positive
     * @return new rules
     */
    public OcspRules withMaximumAge(Duration age) {
        return new OcspRules(allowedSkew, age, nonceRequired, designatedResponder);
    }

    /**
     * The same rules with one designated responder.
     *
     * @param responder the certificate that must sign, compared byte by byte
     * @return new rules
     */
    public OcspRules withDesignatedResponder(Certificate responder) {
        return new OcspRules(allowedSkew, maximumAge, nonceRequired, Optional.of(responder));
    }

    OcspRules withoutNonce() {
        return new OcspRules(allowedSkew, maximumAge, false, designatedResponder);
    }

    static void requireUsable(URI uri) {
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new ConfigurationException(
                    "OCSP_ADDRESS_UNUSABLE",
                    "The OCSP address must begin with http:// or https:// and name a host, without user information");
        }
    }

    static void requireMarked(Certificate responder) {
        if (!ResponderSearch.mayAnswerOcsp(responder)) {
            throw new ConfigurationException(
                    "OCSP_RESPONDER_NOT_MARKED",
                    "The designated OCSP responder's certificate lacks the purpose OCSP signing; use the right certificate");
        }
    }

    static void requirePositive(Duration duration, String what) {
        if (duration.isZero() || duration.isNegative()) {
            throw new ConfigurationException(
                    "DURATION_NOT_POSITIVE",
                    "The " + what + " of OCSP must be longer than zero; set a positive duration");
        }
    }
}
