package dev.eresident.core.trust;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Builds certificate paths to the anchors at a given time, with a bounded cache of verified certificate signatures. Thread-safe.
 *
 * <p>The shell model holds: every certificate of a path, the anchor's included, must be valid at the given time. Revocation is not looked at, and nothing is fetched: issuers come
 * from the anchors and from the candidates only.
 */
public final class CertificatePaths {
    /** How many good certificate signatures are remembered; a busy login server sees a few hundred issuers but many leaves. */
    static final int CACHE_SIZE = 10_000;

    private final TrustAnchors anchors;
    private final CertificateSignatures signatures;
    private final SignatureCache cache = new SignatureCache(CACHE_SIZE);

    CertificatePaths(TrustAnchors anchors, CryptoChoice crypto) {
        this.anchors = anchors;
        this.signatures = new CertificateSignatures(crypto);
    }

    /**
     * Builds a path from the certificate to an anchor of one of the types, valid at the time.
     *
     * <p>A certificate that is itself listed as a service of one of the types is its own path, and its status is final. For a type that issues certificates this holds only
     * for a CA certificate: an end-entity certificate that was configured as a CA by mistake vouches neither for itself nor for others. Otherwise issuers are found by
     * encoded name and key identifiers, and each step's signature is verified; the first anchor of a fitting type that was active at the time ends the path, the shortest path
     * winning. An intermediate must be a CA that may sign certificates and must not be a listed one. At most six certificates, 128 candidates and 256 signatures are looked at.
     *
     * <p>Of several failures the most telling one is returned; when a chain exists, the leaf's own validity comes first.
     *
     * @param certificate the leaf
     * @param candidates possible intermediates from anywhere: they are not believed
     * @param types what the anchor's service must be, at the time
     * @param at the time
     * @return the path, or why there is none
     */
    public PathResult build(
            Certificate certificate, Collection<Certificate> candidates, Set<ServiceType> types, Instant at) {
        return new PathSearch(this, anchors, candidates, types, at, List.of(at)).from(certificate);
    }

    /**
     * Builds a path like {@link #build}, to an anchor whose service was of one of the types and active also when the certificate was issued, as signers' certificates need it
     * (signatures reference §7.3; TS 119 615 §4.4). Validity is judged at the given time only.
     *
     * @param certificate the leaf
     * @param candidates possible intermediates from anywhere: they are not believed
     * @param types what the anchor's service must be, at the time and at the leaf's notBefore
     * @param at the time
     * @return the path, or why there is none
     */
    public PathResult buildActiveAtIssuance(
            Certificate certificate, Collection<Certificate> candidates, Set<ServiceType> types, Instant at) {
        return new PathSearch(this, anchors, candidates, types, at, List.of(at, certificate.notBefore()))
                .from(certificate);
    }

    /**
     * Finds the services above a certificate, whatever their type and status are: what the lists say about the certificate depends on all of them (TS 119 615 §4.3). A service that holds
     * the certificate itself counts only when that is a CA. Nothing is judged here but names and signatures; a certificate with services may be far from trusted.
     *
     * @param certificate the leaf
     * @param candidates possible intermediates from anywhere: they are not believed
     * @return the services by level, the issuer's first, then those of the issuer's issuer and so on; only levels with services, so that the list is empty when no listed or pinned
     *     certificate is reached
     */
    public List<List<TrustService>> issuingServices(Certificate certificate, Collection<Certificate> candidates) {
        return new IssuerSearch(this, anchors, candidates).above(certificate);
    }

    /**
     * Tells whether the certificate was signed by the issuer's key. The encoded names must be equal, as must the key identifiers where both are present. Only good signatures are
     * remembered. Whether the issuer is a CA or was valid is not looked at.
     *
     * @param certificate the certificate that was signed
     * @param issuer the certificate of the presumed issuer
     * @return whether names, key identifiers and signature fit
     */
    public boolean isIssuedBy(Certificate certificate, Certificate issuer) {
        if (!namesFit(certificate, issuer)) {
            return false;
        }
        SignatureCache.Key key = new SignatureCache.Key(certificate.sha256(), issuer.publicKeyInfo());
        if (cache.contains(key)) {
            return true;
        }
        boolean good = signatures.isSignedBy(certificate, issuer.publicKey());
        if (good) {
            cache.add(key);
        }
        return good;
    }

    static boolean namesFit(Certificate certificate, Certificate issuer) {
        return certificate.issuerName().equals(issuer.subjectName())
                && certificate
                        .authorityKeyIdentifier()
                        .flatMap(aki -> issuer.subjectKeyIdentifier().map(aki::equals))
                        .orElse(true);
    }

    int cachedSignatures() {
        return cache.size();
    }
}
