package dev.eresident.core.timestamp;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustPolicy;
import java.util.Collection;

/** Judges a time-stamp token (RFC 3161, RFC 5035; signatures reference §6.2). Immutable, thread-safe. */
public final class TimestampCheck {
    private final TrustPolicy policy;

    private TimestampCheck(TrustPolicy policy) {
        this.policy = policy;
    }

    public static TimestampCheck with(TrustPolicy policy) {
        return new TimestampCheck(policy);
    }

    /**
     * Judges the token: one signer, signed attributes, ESSCertID, signature, critical sole EKU timeStamping, path to a TSA service at genTime. The imprint is compared with the
     * digest of the stamped data that the caller computed with the token's imprint algorithm.
     */
    public TimestampStatus check(TimestampToken token, byte[] dataDigest, Collection<Certificate> candidates) {
        throw new UnsupportedOperationException("contract " + policy + token + dataDigest.length + candidates);
    }
}
