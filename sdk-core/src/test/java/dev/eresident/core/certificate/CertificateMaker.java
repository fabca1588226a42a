package dev.eresident.core.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates for tests, with BouncyCastle, independently of the code under test. */
final class CertificateMaker {
    private static final KeyPair KEYS = keys();

    private record Added(String oid, boolean critical, ASN1Encodable value) {}

    private String issuer = "C=EE,CN=ESTEID2018";
    private String subject = "CN=Test";
    private SubjectPublicKeyInfo key =
            SubjectPublicKeyInfo.getInstance(KEYS.getPublic().getEncoded());
    private final List<Added> extensions = new ArrayList<>();

    static KeyPair keyPair() {
        return KEYS;
    }

    CertificateMaker issuer(String name) {
        this.issuer = name;
        return this;
    }

    CertificateMaker subject(String name) {
        this.subject = name;
        return this;
    }

    CertificateMaker key(SubjectPublicKeyInfo info) {
        this.key = info;
        return this;
    }

    CertificateMaker policies(String... oids) {
        PolicyInformation[] policies = new PolicyInformation[oids.length];
        for (int i = 0; i < oids.length; i++) {
            policies[i] = new PolicyInformation(new ASN1ObjectIdentifier(oids[i]));
        }
        return extension(Extension.certificatePolicies.getId(), false, new CertificatePolicies(policies));
    }

    CertificateMaker extension(String oid, boolean critical, ASN1Encodable value) {
        extensions.add(new Added(oid, critical, value));
        return this;
    }

    byte[] der() {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.TEN,
                    Date.from(Instant.parse("2025-01-01T00:00:00Z")),
                    Date.from(Instant.parse("2055-01-01T00:00:00Z")),
                    new X500Name(subject),
                    key);
            for (Added added : extensions) {
                builder.addExtension(new ASN1ObjectIdentifier(added.oid()), added.critical(), added.value());
            }
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate());
            return builder.build(signer).getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    Certificate make() {
        return Certificate.read(der());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
