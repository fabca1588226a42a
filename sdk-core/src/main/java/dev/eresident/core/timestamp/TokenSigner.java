package dev.eresident.core.timestamp;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The SignerInfo of a time-stamp token (RFC 5652 §5.3, RFC 5035 §3, §5.4.1).
 *
 * @param id names the certificate by issuer and serial number, or by key identifier
 * @param digest digestAlgorithm, empty when not known
 * @param attributes signed attributes by OID: the single value of each; empty when there are none
 * @param signedBytes DER of the signed attributes as SET OF, which is what is signed
 * @param algorithm signatureAlgorithm, empty when not known or in conflict with the digest
 * @param signature signature value
 */
record TokenSigner(
        SignerId id,
        Optional<DigestAlgorithm> digest,
        Map<String, DerElement> attributes,
        Bytes signedBytes,
        Optional<SignatureAlgorithm> algorithm,
        Bytes signature) {
    static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    private static final int MAX_ATTRIBUTES = 64;

    /** SignerIdentifier: issuer and serial, or the key identifier. */
    record SignerId(
            @Nullable Bytes issuer,
            @Nullable BigInteger serial,
            @Nullable Bytes keyId) {
        boolean names(Certificate certificate) {
            if (keyId != null) {
                return certificate.subjectKeyIdentifier().map(keyId::equals).orElse(false);
            }
            return certificate.serialNumber().equals(serial) && sameName(certificate.issuerName(), issuer);
        }
    }

    /** ESSCertID or ESSCertIDv2; the digest is empty when it is not known. */
    record CertificateHash(
            Optional<DigestAlgorithm> digest,
            Bytes hash,
            @Nullable Bytes issuer,
            @Nullable BigInteger serial) {
        boolean matches(Certificate certificate) {
            return digest.isPresent()
                    && hash.equals(
                            Bytes.of(digest.get().digest(certificate.der().toByteArray())));
        }

        boolean issuerFits(Certificate certificate) {
            return serial == null
                    || (serial.equals(certificate.serialNumber())
                            && (issuer == null || sameName(certificate.issuerName(), issuer)));
        }
    }

    static TokenSigner read(DerReader parts) {
        parts.next(DerElement.INTEGER);
        DerElement sid = parts.next();
        SignerId id;
        if (sid.tag() == DerElement.SEQUENCE) {
            DerReader inner = sid.reader();
            Bytes issuer = Bytes.of(inner.next(DerElement.SEQUENCE).encoded());
            id = new SignerId(issuer, inner.next(DerElement.INTEGER).integer(), null);
            inner.expectEnd();
        } else if (sid.tag() == DerElement.implicit(0)) {
            id = new SignerId(null, null, Bytes.of(sid.content()));
        } else {
            throw TimestampToken.unreadable("its signer is named in an unknown way");
        }
        Optional<DigestAlgorithm> digest = AlgorithmIdentifiers.digest(parts.next(DerElement.SEQUENCE));
        Optional<DerElement> signed = parts.nextIf(DerElement.explicit(0));
        DerElement algorithmId = parts.next(DerElement.SEQUENCE);
        Optional<SignatureAlgorithm> algorithm =
                digest.flatMap(value -> AlgorithmIdentifiers.cmsSignature(algorithmId, value));
        Bytes signature = Bytes.of(parts.next(DerElement.OCTET_STRING).octets());
        parts.nextIf(DerElement.explicit(1));
        parts.expectEnd();
        Map<String, DerElement> attributes = new HashMap<>();
        List<byte[]> encoded = new ArrayList<>();
        if (signed.isPresent()) {
            DerReader list = signed.get().reader();
            while (list.hasNext()) {
                DerElement attribute = list.next(DerElement.SEQUENCE);
                encoded.add(attribute.encoded());
                addAttribute(attribute.reader(), attributes);
            }
        }
        return new TokenSigner(id, digest, attributes, setOf(encoded), algorithm, signature);
    }

    private static void addAttribute(DerReader parts, Map<String, DerElement> attributes) {
        String oid = parts.next(DerElement.OID).oid();
        DerReader values = parts.next(DerElement.SET).reader();
        parts.expectEnd();
        DerElement value = values.next();
        if (values.hasNext() && known(oid)) {
            throw TimestampToken.unreadable("a signed attribute has several values");
        }
        if (attributes.size() >= MAX_ATTRIBUTES || attributes.put(oid, value) != null) {
            throw TimestampToken.unreadable("a signed attribute occurs twice, or there are too many");
        }
    }

    private static boolean known(String oid) {
        return oid.equals(CONTENT_TYPE)
                || oid.equals(MESSAGE_DIGEST)
                || oid.equals(SIGNING_CERTIFICATE)
                || oid.equals(SIGNING_CERTIFICATE_V2);
    }

    /** The first ESSCertID of each version that is present: the one that names the signer's own certificate. */
    List<CertificateHash> certificateHashes() {
        List<CertificateHash> hashes = new ArrayList<>();
        DerElement second = attributes.get(SIGNING_CERTIFICATE_V2);
        if (second != null) {
            hashes.add(certificateHash(second, true));
        }
        DerElement first = attributes.get(SIGNING_CERTIFICATE);
        if (first != null) {
            hashes.add(certificateHash(first, false));
        }
        return hashes;
    }

    private static CertificateHash certificateHash(DerElement attribute, boolean second) {
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

    private static boolean sameName(Bytes one, @Nullable Bytes other) {
        if (other == null) {
            return false;
        }
        if (one.equals(other)) {
            return true;
        }
        try {
            return new X500Principal(one.toByteArray()).equals(new X500Principal(other.toByteArray()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Writes DER of SET OF: the elements sorted by their encodings (X.690 §11.6). */
    private static Bytes setOf(List<byte[]> elements) {
        List<byte[]> sorted = new ArrayList<>(elements);
        sorted.sort(Arrays::compareUnsigned);
        int size = sorted.stream().mapToInt(element -> element.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + 6);
        out.write(DerElement.SET);
        if (size < 0x80) {
            out.write(size);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(size) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(size >> (8 * i));
            }
        }
        sorted.forEach(out::writeBytes);
        return Bytes.of(out.toByteArray());
    }

    /** Reads the value of contentType; empty when the attribute is absent. */
    Optional<String> contentType() {
        return Optional.ofNullable(attributes.get(CONTENT_TYPE)).map(DerElement::oid);
    }

    /** Reads the value of messageDigest; empty when the attribute is absent. */
    Optional<byte[]> messageDigest() {
        return Optional.ofNullable(attributes.get(MESSAGE_DIGEST)).map(DerElement::octets);
    }

    /** Whether the attributes that the check will read can be read. */
    void requireReadable() {
        contentType();
        messageDigest();
        certificateHashes();
    }
}
