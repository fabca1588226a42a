package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Judges an OCSP answer about one certificate (RFC 6960; signatures reference §5.2). Immutable, thread-safe. */
public final class OcspCheck {
    private final TrustPolicy policy;

    private OcspCheck(TrustPolicy policy) {
        this.policy = policy;
    }

    public static OcspCheck with(TrustPolicy policy) {
        return new OcspCheck(policy);
    }

    /**
     * Judges an embedded answer (no freshness, no nonce): signature, responder authorisation (issuing CA, delegated by it with EKU OCSPSigning, or listed as OCSP service and active at
     * producedAt), responder validity at producedAt, CertID match with the hash it names, status.
     *
     * @param candidates further certificates in which the responder's may be found
     */
    public OcspStatus checkEmbedded(
            Bytes response, Certificate subject, Certificate issuer, Collection<Certificate> candidates) {
        throw new UnsupportedOperationException("contract " + policy + response + subject + issuer + candidates);
    }

    /** Judges a live answer: as above plus exactly one response, times against now, and the nonce last. */
    public OcspStatus checkLive(
            Bytes response,
            Certificate subject,
            Certificate issuer,
            Optional<Bytes> nonce,
            OcspRules rules,
            Instant now) {
        throw new UnsupportedOperationException(
                "contract " + policy + response + subject + issuer + nonce + rules + now);
    }
}
