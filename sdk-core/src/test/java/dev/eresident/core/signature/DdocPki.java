package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of the years of DDOC with its responder and signers, all RSA and SHA-1, made up for the tests. */
final class DdocPki {
    static final String ISSUER = "C=EE,O=AS Sertifitseerimiskeskus,CN=TEST of ESTEID-SK 2011";
    static final Instant FROM = Instant.parse("2002-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2024-01-01T00:00:00Z");
    private static final DdocPki SHARED = new DdocPki();

    final Holder authority = new Holder(keys(), ISSUER);
    final Holder signer;
    final Holder other;
    final Holder authenticating;
    final Holder expired;
    final Holder responder;
    final Holder liveResponder;
    final Holder foreignResponder;
    private int serial = 1000;

    /** A key with its certificate. */
    static final class Holder {
        final KeyPair keys;
        final X500Name name;
        private X509Certificate certificate;

        @SuppressWarnings("NullAway.Init")
        Holder(KeyPair keys, String name) {
            this.keys = keys;
            this.name = new X500Name(name);
        }

        X509Certificate certificate() {
            return certificate;
        }

        byte[] der() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private DdocPki() {
        issue(authority, authority, FROM, TO, KeyUsage.keyCertSign | KeyUsage.cRLSign, "ca");
        signer = person("LISA", KeyUsage.nonRepudiation, TO);
        other = person("OTHER", KeyUsage.nonRepudiation, TO);
        authenticating = person("AUTH", KeyUsage.digitalSignature, TO);
        expired = person("EXPIRED", KeyUsage.nonRepudiation, Instant.parse("2012-01-01T00:00:00Z"));
        responder = responder("TEST of SK OCSP RESPONDER 2011", authority);
        liveResponder = responder("TEST of AIA OCSP RESPONDER", authority);
        Holder foreign = new Holder(keys(), "C=EE,CN=Somebody");
        issue(foreign, foreign, FROM, TO, KeyUsage.keyCertSign, "ca");
        foreignResponder = responder("TEST of SK OCSP RESPONDER 2011", foreign);
    }

    static DdocPki shared() {
        return SHARED;
    }

    SignatureChecker checker() {
        TrustAnchors anchors = TrustAnchors.builder()
                .add(ServiceType.CA_QC, Certificate.of(authority.certificate()))
                .build();
        return SignatureChecker.with(
                TrustPolicy.test(anchors), Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));
    }

    /** A person with these keys, which may be used for signing. */
    Holder person(String name, KeyPair keys) {
        return person(name, keys, KeyUsage.nonRepudiation, TO);
    }

    private Holder person(String name, int usage, Instant to) {
        return person(name, keys(), usage, to);
    }

    private Holder person(String name, KeyPair keys, int usage, Instant to) {
        Holder person = new Holder(
                keys,
                "C=EE,O=ESTEID (DIGI-ID E-RESIDENT),OU=digital signature,CN=TEST\\," + name
                        + "\\,39912310174,SURNAME=TEST,GIVENNAME=" + name + ",SERIALNUMBER=39912310174");
        issue(person, authority, FROM, to, usage, "1.3.6.1.4.1.10015.3.2.1");
        return person;
    }

    private Holder responder(String name, Holder issuer) {
        Holder made = new Holder(keys(), "C=EE,O=AS Sertifitseerimiskeskus,OU=OCSP,CN=" + name);
        issue(made, issuer, FROM, TO, 0, "ocsp");
        return made;
    }

    private void issue(Holder subject, Holder issuer, Instant from, Instant to, int usage, String kind) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer.name,
                    BigInteger.valueOf(++serial),
                    Date.from(from),
                    Date.from(to),
                    subject.name,
                    SubjectPublicKeyInfo.getInstance(subject.keys.getPublic().getEncoded()));
            if (usage != 0) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            }
            switch (kind) {
                case "ca" -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                case "ocsp" ->
                    builder.addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
                default ->
                    builder.addExtension(
                            Extension.certificatePolicies,
                            false,
                            new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(kind))));
            }
            subject.certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA1withRSA").build(issuer.keys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
