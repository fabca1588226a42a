package dev.eresident.core.trust;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Builds certificate paths to the anchors at a given time, with a bounded cache of verified certificate signatures. */
public final class CertificatePaths {
    private final TrustAnchors anchors;
    private final CryptoChoice crypto;

    CertificatePaths(TrustAnchors anchors, CryptoChoice crypto) {
        this.anchors = anchors;
        this.crypto = crypto;
    }

    /**
     * Builds a path from the certificate to an anchor of one of the types, through the candidates, valid at the time.
     * The certificate itself may be the anchor when it is listed.
     */
    public PathResult build(
            Certificate certificate, Collection<Certificate> candidates, Set<ServiceType> types, Instant at) {
        throw new UnsupportedOperationException("contract " + anchors + crypto + certificate + candidates + types + at);
    }

    /** Whether the certificate was signed by the issuer's key (names and key identifiers must match too); cached when true. */
    public boolean isIssuedBy(Certificate certificate, Certificate issuer) {
        throw new UnsupportedOperationException("contract " + certificate + issuer);
    }
}
