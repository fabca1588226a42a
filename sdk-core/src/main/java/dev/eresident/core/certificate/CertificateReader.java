package dev.eresident.core.certificate;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.PublicKeyInfo;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads certificates (RFC 5280 §4.1) and bundles of them. */
final class CertificateReader {
    static final int MAX_BYTES = 64 * 1024;

    private static final Oid SUBJECT_ALTERNATIVE_NAME = Oid.of("2.5.29.17");
    private static final int MAX_BUNDLE_BYTES = 16 * 1024 * 1024;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** The fields of a certificate that need no extension. */
    record Fields(
            int version,
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
            parts.next(DerElement.SEQUENCE).reader().next(DerElement.OID).oid();
            requireBits(parts.next(DerElement.BIT_STRING));
            parts.expectEnd();
            Fields fields = fields(tbs);
            Extensions extensions = extensions(tbs, fields.version());
            requireNames(fields, extensions);
            return new Certificate(Bytes.of(der), fields, extensions, key(der, fields));
        } catch (ProtocolException e) {
            throw e.code().equals("CERTIFICATE_UNREADABLE") ? e : unreadable(e.getMessage(), e);
        }
    }

    /** The signature value need not be whole octets: a listed certificate of 2014 has an unused bit there. It verifies nothing, but can be read. */
    private static void requireBits(DerElement signature) {
        signature.bit(0);
    }

    private static Fields fields(DerReader tbs) {
        int version = version(tbs);
        BigInteger serialNumber = tbs.next(DerElement.INTEGER).integer();
        tbs.next(DerElement.SEQUENCE).reader().next(DerElement.OID).oid();
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
                version,
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

    private static int version(DerReader tbs) {
        Optional<DerElement> explicit = tbs.nextIf(DerElement.explicit(0));
        if (explicit.isEmpty()) {
            return 1;
        }
        DerReader wrapper = explicit.get().reader();
        BigInteger number = wrapper.next(DerElement.INTEGER).integer();
        wrapper.expectEnd();
        if (number.signum() < 0 || number.compareTo(BigInteger.TWO) > 0) {
            throw unreadable("its version is not 1, 2 or 3", null);
        }
        return number.intValue() + 1;
    }

    private static Extensions extensions(DerReader tbs, int version) {
        if (version > 1) {
            tbs.nextIf(DerElement.implicit(1));
            tbs.nextIf(DerElement.implicit(2));
        }
        Extensions extensions = Extensions.NONE;
        if (version == 3 && tbs.peekTag() == DerElement.explicit(3)) {
            DerReader wrapper = tbs.next().reader();
            extensions = Extensions.read(wrapper.next(DerElement.SEQUENCE).reader());
            wrapper.expectEnd();
        }
        tbs.expectEnd();
        return extensions;
    }

    /** RFC 5280 §4.1.2.4, §4.1.2.6: somebody issued it, and to somebody. */
    private static void requireNames(Fields fields, Extensions extensions) {
        if (isEmptyName(fields.issuerName())) {
            throw unreadable("its issuer has no name", null);
        }
        if (isEmptyName(fields.subjectName()) && !extensions.isCritical(SUBJECT_ALTERNATIVE_NAME)) {
            throw unreadable("its subject has no name", null);
        }
    }

    private static boolean isEmptyName(Bytes name) {
        return name.size() <= 2;
    }

    /** Keys of kinds that the SDK does not verify with are the JDK's business, and may be beyond it too: such a certificate can be read and listed. */
    private static PublicKey key(byte[] der, Fields fields) {
        Optional<PublicKey> known = PublicKeyInfo.read(fields.publicKeyInfo());
        if (known.isPresent()) {
            return known.get();
        }
        String algorithm = fields.publicKeyAlgorithm();
        if (!algorithm.equals(PublicKeyInfo.RSA_ENCRYPTION) && !algorithm.equals(PublicKeyInfo.EC_PUBLIC_KEY)) {
            try {
                return x509(der).getPublicKey();
            } catch (CertificateException e) {
                return new UnsupportedKey(algorithm, fields.publicKeyInfo());
            }
        }
        return new UnsupportedKey(algorithm, fields.publicKeyInfo());
    }

    /** The JDK's own reader by name, so that a provider that a host put first cannot change what is accepted. */
    static X509Certificate x509(byte[] der) throws CertificateException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509", "SUN").generateCertificate(new ByteArrayInputStream(der));
        } catch (NoSuchProviderException e) {
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
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) > ' ') {
                digits.append(body.charAt(i));
            }
        }
        try {
            return Base64.getDecoder().decode(digits.toString());
        } catch (IllegalArgumentException e) {
            throw unreadable("the text of a PEM certificate is not Base64", null);
        }
    }

    static ProtocolException unreadable(@Nullable String reason, @Nullable Throwable cause) {
        return new ProtocolException(
                "CERTIFICATE_UNREADABLE",
                "The certificate cannot be read, one X.509 certificate in DER or PEM was expected: " + reason,
                cause);
    }
}
