package dev.eresident.core.certificate;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads certificates (RFC 5280 §4.1) and bundles of them. */
final class CertificateReader {
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_BUNDLE_BYTES = 16 * 1024 * 1024;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** The fields of a certificate that need no extension. */
    record Fields(
            BigInteger serialNumber,
            Subject issuer,
            Bytes issuerName,
            Instant notBefore,
            Instant notAfter,
            Subject subject,
            Bytes subjectName,
            Bytes publicKeyInfo,
            Bytes publicKeyBits,
            String publicKeyAlgorithm) {}

    private CertificateReader() {}

    static Certificate read(byte[] foreign) {
        byte[] der = foreign.clone();
        try {
            DerReader parts =
                    DerReader.single(der, DerElement.SEQUENCE, MAX_BYTES).reader();
            DerReader tbs = parts.next(DerElement.SEQUENCE).reader();
            parts.next(DerElement.SEQUENCE);
            parts.next(DerElement.BIT_STRING).bitOctets();
            parts.expectEnd();
            Fields fields = fields(tbs);
            Extensions extensions = extensions(tbs);
            X509Certificate x509 = x509(der, fields);
            PublicKey key = x509 == null
                    ? new UnsupportedKey(fields.publicKeyAlgorithm(), fields.publicKeyInfo())
                    : x509.getPublicKey();
            return new Certificate(Bytes.of(der), fields, extensions, x509, key);
        } catch (ProtocolException e) {
            throw e.code().equals("CERTIFICATE_UNREADABLE") ? e : unreadable(e.getMessage(), e);
        }
    }

    private static Fields fields(DerReader tbs) {
        tbs.nextIf(DerElement.explicit(0));
        BigInteger serialNumber = tbs.next(DerElement.INTEGER).integer();
        tbs.next(DerElement.SEQUENCE);
        DerElement issuer = tbs.next(DerElement.SEQUENCE);
        DerReader validity = tbs.next(DerElement.SEQUENCE).reader();
        Instant notBefore = validity.next().time();
        Instant notAfter = validity.next().time();
        validity.expectEnd();
        DerElement subject = tbs.next(DerElement.SEQUENCE);
        DerElement keyInfo = tbs.next(DerElement.SEQUENCE);
        DerReader key = keyInfo.reader();
        String algorithm =
                key.next(DerElement.SEQUENCE).reader().next(DerElement.OID).oid();
        byte[] keyBits = key.next(DerElement.BIT_STRING).bitOctets();
        key.expectEnd();
        return new Fields(
                serialNumber,
                NameReader.read(issuer),
                Bytes.of(issuer.encoded()),
                notBefore,
                notAfter,
                NameReader.read(subject),
                Bytes.of(subject.encoded()),
                Bytes.of(keyInfo.encoded()),
                Bytes.of(keyBits),
                algorithm);
    }

    private static Extensions extensions(DerReader tbs) {
        tbs.nextIf(DerElement.implicit(1));
        tbs.nextIf(DerElement.implicit(2));
        Extensions extensions = Extensions.NONE;
        if (tbs.peekTag() == DerElement.explicit(3)) {
            DerReader wrapper = tbs.next().reader();
            extensions = Extensions.read(wrapper.next(DerElement.SEQUENCE).reader());
            wrapper.expectEnd();
        }
        tbs.expectEnd();
        return extensions;
    }

    /** Gives null when only the key is beyond the JDK: such a certificate can be read and listed, but verifies nothing. */
    private static @Nullable X509Certificate x509(byte[] der, Fields fields) {
        try {
            return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            if (keyIsReadable(fields)) {
                throw unreadable("the JDK refused it", e);
            }
            return null;
        }
    }

    private static boolean keyIsReadable(Fields fields) {
        String algorithm = switch (fields.publicKeyAlgorithm()) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
            case "1.2.840.10045.2.1" -> "EC";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            // The JDK keeps keys of unknown algorithms as they are, so they cannot be the reason.
            return true;
        }
        try {
            KeyFactory.getInstance(algorithm, algorithm.equals("EC") ? "SunEC" : "SunRsaSign")
                    .generatePublic(
                            new X509EncodedKeySpec(fields.publicKeyInfo().toByteArray()));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The JDK's own reader by name, so that a provider that a host put first cannot change what is accepted. */
    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509", "SUN");
        } catch (CertificateException | NoSuchProviderException e) {
            throw new BugException(
                    "JDK_WITHOUT_X509",
                    "This JVM has no X.509 reader of the provider SUN; run on an OpenJDK build.",
                    e);
        }
    }

    static List<Certificate> readAll(byte[] pemOrDer) {
        if (pemOrDer.length > MAX_BUNDLE_BYTES) {
            throw unreadable("a bundle may have at most " + MAX_BUNDLE_BYTES + " bytes", null);
        }
        if (pemOrDer.length > 0 && pemOrDer[0] == DerElement.SEQUENCE) {
            return List.of(read(pemOrDer));
        }
        String text = new String(pemOrDer, StandardCharsets.ISO_8859_1);
        List<Certificate> found = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int body = begin + BEGIN.length();
            int end = text.indexOf(END, body);
            if (end < 0) {
                throw unreadable("a PEM certificate has no END line", null);
            }
            found.add(read(base64(text.substring(body, end))));
            begin = text.indexOf(BEGIN, end + END.length());
        }
        if (found.isEmpty()) {
            throw unreadable("there is neither DER nor a line " + BEGIN, null);
        }
        return List.copyOf(found);
    }

    private static byte[] base64(String body) {
        StringBuilder digits = new StringBuilder(body.length());
        body.chars().filter(c -> c > ' ').forEach(c -> digits.append((char) c));
        try {
            return Base64.getDecoder().decode(digits.toString());
        } catch (IllegalArgumentException e) {
            throw unreadable("the text of a PEM certificate is not Base64", null);
        }
    }

    private static ProtocolException unreadable(@Nullable String reason, @Nullable Throwable cause) {
        return new ProtocolException(
                "CERTIFICATE_UNREADABLE",
                "The certificate cannot be read: " + reason + ". Expected one X.509 certificate in DER or PEM.",
                cause);
    }
}
