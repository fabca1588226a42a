package dev.eresident.core.internal.crypto;

import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.SignatureAlgorithm.Family;
import java.util.Optional;

/** Reads the AlgorithmIdentifiers of OCSP and CMS: digests, and signatures whose digest may stand apart. */
public final class AlgorithmIdentifiers {
    private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";

    private AlgorithmIdentifiers() {}

    /**
     * Reads a digest algorithm; parameters may be absent or NULL.
     *
     * @param identifier an AlgorithmIdentifier
     * @return the algorithm, empty when the SDK does not know it
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is not an AlgorithmIdentifier
     */
    public static Optional<DigestAlgorithm> digest(DerElement identifier) {
        DerReader parts = identifier.reader();
        String oid = parts.next(DerElement.OID).oid();
        return noParameters(parts) ? DigestAlgorithm.byOid(oid) : Optional.empty();
    }

    /**
     * Reads a signature algorithm as CMS names it: the digest may stand apart (RFC 3370 §3.2), and must agree when it does not.
     *
     * @param identifier the signatureAlgorithm of a SignerInfo
     * @param digest its digestAlgorithm
     * @return the algorithm; empty when the SDK does not know it or the digests differ
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is not an AlgorithmIdentifier
     */
    public static Optional<SignatureAlgorithm> cmsSignature(DerElement identifier, DigestAlgorithm digest) {
        DerReader parts = identifier.reader();
        String oid = parts.next(DerElement.OID).oid();
        if (oid.equals(RSA_ENCRYPTION)) {
            return noParameters(parts)
                    ? Optional.of(new SignatureAlgorithm(Family.RSA_PKCS1, digest))
                    : Optional.empty();
        }
        if (oid.equals(EC_PUBLIC_KEY)) {
            return Optional.of(new SignatureAlgorithm(Family.ECDSA, digest));
        }
        return SignatureAlgorithm.ofAlgorithmIdentifier(identifier.encoded())
                .filter(algorithm -> algorithm.digest() == digest);
    }

    private static boolean noParameters(DerReader parts) {
        if (!parts.hasNext()) {
            return true;
        }
        DerElement parameters = parts.next();
        return parameters.tag() == DerElement.NULL && parameters.content().length == 0 && !parts.hasNext();
    }
}
