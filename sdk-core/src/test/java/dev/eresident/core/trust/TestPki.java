package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A small PKI for the tests of this room, one key per certificate. */
final class TestPki {
    static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2030-01-01T00:00:00Z");

    /** A certificate and its key. */
    record Issued(Certificate certificate, KeyPair keys, X500Name name) {}

    /** What a certificate shall say; every setter changes one thing. */
    static final class Spec {
        private final String name;
        private KeyPair keys = newKeys();
        private Instant from = FROM;
        private Instant to = TO;
        private int pathLength = -1;
        private boolean ca;
        private boolean keyIdentifiers = true;
        private boolean versionOne;
        private int keyUsage;
        private final List<KeyPurposeId> purposes = new ArrayList<>();
        private final Map<ASN1ObjectIdentifier, ASN1Encodable> critical = new LinkedHashMap<>();

        private Spec(String name) {
            this.name = name;
        }

        Spec valid(String validFrom, String validTo) {
            this.from = Instant.parse(validFrom);
            this.to = Instant.parse(validTo);
            return this;
        }

        Spec keys(KeyPair given) {
            this.keys = given;
            return this;
        }

        Spec pathLength(int length) {
            this.pathLength = length;
            return this;
        }

        Spec keyUsage(int usage) {
            this.keyUsage = usage;
            return this;
        }

        Spec purpose(KeyPurposeId purpose) {
            this.purposes.add(purpose);
            return this;
        }

        Spec critical(String oid, ASN1Encodable value) {
            this.critical.put(new ASN1ObjectIdentifier(oid), value);
            return this;
        }

        Spec withoutKeyIdentifiers() {
            this.keyIdentifiers = false;
            return this;
        }

        Spec versionOne() {
            this.versionOne = true;
            return this;
        }

        Issued selfSigned() {
            return signed(name, keys);
        }

        Issued by(Issued issuer) {
            return signed(issuer.certificate().subject().commonName().orElseThrow(), issuer.keys());
        }

        private Issued signed(String issuerName, KeyPair issuerKeys) {
            try {
                X500Name issuer = new X500Name("CN=" + issuerName);
                X500Name subject = new X500Name("CN=" + name);
                BigInteger serial = BigInteger.valueOf(System.nanoTime());
                ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
                SubjectPublicKeyInfo key =
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
                X509CertificateHolder holder;
                if (versionOne) {
                    holder = new X509v1CertificateBuilder(issuer, serial, Date.from(from), Date.from(to), subject, key)
                            .build(signer);
                } else {
                    X509v3CertificateBuilder builder =
                            new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(to), subject, key);
                    extend(builder, issuerKeys);
                    holder = builder.build(signer);
                }
                return new Issued(Certificate.read(holder.getEncoded()), keys, subject);
            } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        private void extend(X509v3CertificateBuilder builder, KeyPair issuerKeys)
                throws GeneralSecurityException, IOException {
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            if (ca) {
                add(
                        builder,
                        Extension.basicConstraints,
                        pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength));
            }
            if (keyUsage != 0) {
                add(builder, Extension.keyUsage, new KeyUsage(keyUsage));
            }
            if (!purposes.isEmpty()) {
                add(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
            }
            for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> extension : critical.entrySet()) {
                add(builder, extension.getKey(), extension.getValue());
            }
            if (keyIdentifiers) {
                builder.addExtension(
                        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        utils.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            }
        }

        private static void add(X509v3CertificateBuilder builder, ASN1ObjectIdentifier oid, ASN1Encodable value)
                throws IOException {
            builder.addExtension(oid, true, value);
        }
    }

    private TestPki() {}

    static Spec ca(String name) {
        Spec spec = new Spec(name);
        spec.ca = true;
        return spec.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    static Spec leaf(String name) {
        return new Spec(name).keyUsage(KeyUsage.digitalSignature);
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n" + certificate.der().base64() + "\n-----END CERTIFICATE-----\n";
    }
}
