package dev.eresident.core.internal.cms;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ESSCertID (RFC 2634 §5.4.1) or ESSCertIDv2 (RFC 5035 §4): the signed attribute that binds a signature to its signer's certificate.
 *
 * @param digest with which algorithm; empty when it is not known
 * @param hash digest of the certificate
 * @param issuer DER of the issuer's name; null when not stated
 * @param serial serial number; null when not stated
 */
public record CertificateHash(
        Optional<DigestAlgorithm> digest,
        Bytes hash,
        @Nullable Bytes issuer,
        @Nullable BigInteger serial) {
    /**
     * Reads SigningCertificate or SigningCertificateV2.
     *
     * @param attribute the attribute's value
     * @param second whether it is the second version
     * @return the first of its hashes: the signer's own certificate
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is anything else
     */
    static CertificateHash read(DerElement attribute, boolean second) {
        DerReader certificates = attribute.reader().next(DerElement.SEQUENCE).reader();
        DerReader parts = certificates.next(DerElement.SEQUENCE).reader();
        Optional<DigestAlgorithm> digest = Optional.of(second ? DigestAlgorithm.SHA256 : DigestAlgorithm.SHA1);
        if (second && parts.peekTag() == DerElement.SEQUENCE) {
            digest = AlgorithmIdentifiers.digest(parts.next());
        }
        Bytes hash = Bytes.of(parts.next(DerElement.OCTET_STRING).octets());
        Optional<DerElement> issuerSerial = parts.nextIf(DerElement.SEQUENCE);
        parts.expectEnd();
        if (issuerSerial.isEmpty()) {
            return new CertificateHash(digest, hash, null, null);
        }
        DerReader inner = issuerSerial.get().reader();
        DerReader names = inner.next(DerElement.SEQUENCE).reader();
        BigInteger serial = inner.next(DerElement.INTEGER).integer();
        inner.expectEnd();
        DerElement name = names.next();
        Bytes issuer = name.tag() == DerElement.explicit(4) ? Bytes.of(name.content()) : null;
        return new CertificateHash(digest, hash, issuer, serial);
    }

    /**
     * Tells whether a certificate has this digest.
     *
     * @param certificate DER
     * @return false also when the digest algorithm is not known
     */
    public boolean matches(Bytes certificate) {
        return digest.isPresent() && hash.equals(Bytes.of(digest.get().digest(certificate.toByteArray())));
    }

    /**
     * Tells whether what is stated beside the digest fits.
     *
     * @param issuerName DER of the certificate's issuer
     * @param serialNumber its serial number
     * @return true also when nothing is stated
     */
    public boolean issuerFits(Bytes issuerName, BigInteger serialNumber) {
        return serial == null
                || (serial.equals(serialNumber) && (issuer == null || SignerId.sameName(issuerName, issuer)));
    }
}
