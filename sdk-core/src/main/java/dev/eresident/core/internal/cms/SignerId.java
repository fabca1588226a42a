package dev.eresident.core.internal.cms;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.math.BigInteger;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * SignerIdentifier (RFC 5652 §5.3): which certificate a signer says that it has. Not signed, so that nothing may depend on it alone.
 *
 * @param issuer DER of the issuer's name; null with a key identifier
 * @param serial serial number; null with a key identifier
 * @param keyId subjectKeyIdentifier; null with issuer and serial number
 */
public record SignerId(
        @Nullable Bytes issuer,
        @Nullable BigInteger serial,
        @Nullable Bytes keyId) {
    static SignerId read(DerElement element) {
        if (element.tag() == DerElement.SEQUENCE) {
            DerReader parts = element.reader();
            Bytes issuer = Bytes.of(parts.next(DerElement.SEQUENCE).encoded());
            BigInteger serial = parts.next(DerElement.INTEGER).integer();
            parts.expectEnd();
            return new SignerId(issuer, serial, null);
        }
        if (element.tag() == DerElement.implicit(0)) {
            return new SignerId(null, null, Bytes.of(element.content()));
        }
        throw CmsSignedData.malformed("a signer is named in an unknown way");
    }

    /**
     * Tells whether this names a certificate.
     *
     * @param issuerName DER of the certificate's issuer
     * @param serialNumber its serial number
     * @param subjectKeyIdentifier its extension
     * @return whether it does
     */
    public boolean names(Bytes issuerName, BigInteger serialNumber, Optional<Bytes> subjectKeyIdentifier) {
        if (keyId != null) {
            return subjectKeyIdentifier.map(keyId::equals).orElse(false);
        }
        return serialNumber.equals(serial) && issuer != null && sameName(issuerName, issuer);
    }

    static boolean sameName(Bytes one, Bytes other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return new X500Principal(one.toByteArray()).equals(new X500Principal(other.toByteArray()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
