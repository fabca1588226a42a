package dev.eresident.core.revocation;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * An OCSP responder that is asked when the first one gave no usable answer; see {@link OcspClient.Builder#fallback}.
 *
 * @param uri where it answers, http or https
 * @param responder the only certificate by which its answers are accepted, marked for OCSP signing; when empty, those rules apply
 *     that apply to the first responder
 * @param nonceRequired whether an answer without the nonce is refused; an answer with another nonce always is
 */
public record FallbackResponder(URI uri, Optional<Certificate> responder, boolean nonceRequired) {
    /**
     * Checks the address and the certificate.
     *
     * @throws ConfigurationException with code {@code OCSP_ADDRESS_UNUSABLE} or {@code OCSP_RESPONDER_NOT_MARKED}
     */
    public FallbackResponder {
        OcspRules.requireUsable(uri);
        Objects.requireNonNull(responder, "responder").ifPresent(OcspRules::requireMarked);
    }

    /**
     * A responder under the rules of the first one, which must return the nonce.
     *
     * @param uri where it answers
     * @return the responder
     */
    public static FallbackResponder at(URI uri) {
        return new FallbackResponder(uri, Optional.empty(), true);
    }

    /**
     * The same responder, accepted by one certificate only. A shared responder that neither the issuer nor the trust policy
     * names needs this.
     *
     * @param certificate marked for OCSP signing, compared byte by byte
     * @return the responder
     */
    public FallbackResponder designated(Certificate certificate) {
        return new FallbackResponder(uri, Optional.of(certificate), nonceRequired);
    }

    /**
     * The same responder, whose answers need no nonce: they can be replayed while they are fresh. Logs WARN at its first use.
     *
     * @return the responder
     */
    public FallbackResponder withoutNonce() {
        return new FallbackResponder(uri, responder, false);
    }

    /** The rules for the first responder, but for what is said of this one. */
    OcspRules rules(OcspRules first) {
        return new OcspRules(
                first.allowedSkew(), first.maximumAge(), nonceRequired, responder.or(first::designatedResponder));
    }
}
