package dev.eresident.core.signature.validation;

import static dev.eresident.core.signature.validation.Materials.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.revocation.AnswerMaker;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.timestamp.TokenMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One weak link in a chain that is sound otherwise. What is trusted itself needs no strong signature of its issuer, but a strong key. */
class WeakChainTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant T = AT.minusSeconds(86_400);
    private static final byte[] DATA = {1, 2, 3};
    private static final String STRONG = "SHA256with";
    private static final String WEAK = "SHA1with";
    private static final X500Name ROOT = new X500Name("CN=Root");
    private static final X500Name BETWEEN = new X500Name("CN=Between");
    private static final X500Name UNIT = new X500Name("CN=Unit");
    private static final SandboxPki PKI =
            new SandboxPki(11, Clock.fixed(AT, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final KeyPair SHORT = rsa(1024);
    private static final KeyPair LONG = rsa(2048);

    /** An authority whose key the test chooses. */
    private record Link(X509Certificate certificate, KeyPair keys) {
        Certificate read() {
            return Certificate.of(certificate);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Name name(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static Link root(Authority like) {
        KeyPair keys = like.credential().keyPair();
        return new Link(issued(like.certificate(), ROOT, keys.getPublic(), ROOT, keys.getPrivate(), STRONG), keys);
    }

    /** The same certificate, with another key, by another issuer. */
    private static X509Certificate issued(
            X509Certificate like,
            X500Name subject,
            PublicKey key,
            X500Name issuer,
            PrivateKey issuerKey,
            String digest) {
        try {
            X509CertificateHolder old = new X509CertificateHolder(like.getEncoded());
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    old.getSerialNumber(),
                    Date.from(AT.minusSeconds(9_000_000)),
                    Date.from(AT.plusSeconds(9_000_000)),
                    subject,
                    SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            for (ASN1ObjectIdentifier oid : old.getExtensions().getExtensionOIDs()) {
                boolean ofKey =
                        oid.equals(Extension.authorityKeyIdentifier) || oid.equals(Extension.subjectKeyIdentifier);
                if (!ofKey) {
                    builder.addExtension(old.getExtension(oid));
                }
            }
            String algorithm = digest + (issuerKey.getAlgorithm().equals("EC") ? "ECDSA" : issuerKey.getAlgorithm());
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Link between(Link root, Authority like, KeyPair keys, String digest) {
        return new Link(
                issued(
                        like.certificate(),
                        BETWEEN,
                        keys.getPublic(),
                        ROOT,
                        root.keys().getPrivate(),
                        digest),
                keys);
    }

    /** Time-stamps of a unit below an authority, which stands below a root or is trusted itself. */
    @Nested
    class OfATimestamp {
        private final Credential unit = PKI.tsa();
        private final Link root = root(PKI.tsaAuthority());

        private TimestampValidation.Result validate(
                AlgorithmTable table, String ofTheUnit, KeyPair keys, String above, boolean trustedBetween) {
            Link between = between(root, PKI.tsaAuthority(), keys, above);
            X509Certificate named =
                    issued(unit.certificate(), UNIT, unit.keyPair().getPublic(), BETWEEN, keys.getPrivate(), ofTheUnit);
            TrustAnchors anchors = TrustAnchors.builder()
                    .add(ServiceType.TSA_QTST, trustedBetween ? between.read() : root.read())
                    .build();
            byte[] token = new TokenMaker(DigestAlgorithm.SHA256.digest(DATA), T)
                    .inTheNameOf(named, unit)
                    .make();
            return new TimestampValidation(TimestampCheck.with(TrustPolicy.test(anchors)), table)
                    .validate(
                            new EmbeddedTimestamp(Bytes.of(token), digest -> digest.digest(DATA)),
                            List.of(between.read()),
                            AT,
                            AT);
        }

        private static void assertWeak(TimestampValidation.Result result) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            TimestampValidation.Result.Nothing.class,
                            nothing -> assertThat(nothing.problem()).isEqualTo(FindingCode.TIMESTAMP_WEAK));
        }

        private static void assertProven(TimestampValidation.Result result, int length) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            TimestampValidation.Result.Proven.class,
                            proven -> assertThat(proven.path()).hasSize(length));
        }

        @ParameterizedTest
        @CsvSource({"true, 2", "false, 3"})
        void whenAllIsStrong_thenProven(boolean trustedBetween, int length) {
            assertProven(validate(AlgorithmTable.ETSI, STRONG, LONG, STRONG, trustedBetween), length);
        }

        @ParameterizedTest
        @CsvSource({"true, 2", "false, 3"})
        void whenTheUnitWasCertifiedWithAWeakDigest_thenItProvesNothing(boolean trustedBetween, int length) {
            assertWeak(validate(AlgorithmTable.ETSI, WEAK, LONG, STRONG, trustedBetween));
            assertProven(validate(AlgorithmTable.ESTONIA, WEAK, LONG, STRONG, trustedBetween), length);
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenTheKeyAboveIsShort_thenItProvesNothing(boolean trustedBetween) {
            assertWeak(validate(AlgorithmTable.ETSI, STRONG, SHORT, STRONG, trustedBetween));
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenTheAuthorityWasCertifiedWithAWeakDigest_thenItCountsUnlessItIsTrustedItself(boolean trustedBetween) {
            TimestampValidation.Result result = validate(AlgorithmTable.ETSI, STRONG, LONG, WEAK, trustedBetween);

            if (trustedBetween) {
                assertProven(result, 2);
            } else {
                assertWeak(result);
            }
        }
    }

    /** A signature, its signer's chain and the answer about him. */
    @Nested
    class OfASigner {
        private static final Authority LIKE = PKI.esteid2018();
        private static final KeyPair SIGNER = LONG;
        private static final List<FindingCode> WEAK_DIGEST =
                List.of(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST);
        private static final List<FindingCode> WEAK_KEY =
                List.of(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_KEY);
        private final Link root = root(LIKE);
        private final Judgement judgement = new Judgement("S0");

        private List<FindingCode> validate(
                ValidationPolicy policy,
                String ofTheSigner,
                KeyPair keys,
                String above,
                String ofTheAnswer,
                boolean trustedBetween) {
            Link between = between(root, LIKE, keys, above);
            X509Certificate like = PKI.issue(new CertificateSpec(new X500Principal("CN=Signer"), AT, AT)
                            .keyUsage(KeyUse.NON_REPUDIATION))
                    .certificate();
            Certificate signer = Certificate.of(
                    issued(like, name(like), SIGNER.getPublic(), BETWEEN, keys.getPrivate(), ofTheSigner));
            List<Bytes> answers = new ArrayList<>();
            answers.add(answer(signer, between, ofTheAnswer));
            answers.add(answer(between.read(), root, STRONG));
            byte[] token = new TokenMaker(DigestAlgorithm.SHA256.digest(DATA), T)
                    .by(PKI.tsa())
                    .make();
            SignatureMaterial material = new SignatureMaterial(
                    signer,
                    List.of(between.read()),
                    Optional.of(new SignatureAlgorithm(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA256)),
                    Set.of(DigestAlgorithm.SHA256),
                    Optional.of(T),
                    Profile.LT,
                    Bytes.of(new byte[] {4, 5, 6}),
                    List.of(),
                    List.of(new EmbeddedTimestamp(Bytes.of(token), asked -> asked.digest(DATA))),
                    List.of(),
                    answers,
                    List.of(),
                    Optional.empty(),
                    List.of());
            TrustAnchors anchors = TrustAnchors.builder()
                    .add(ServiceType.CA_QC, trustedBetween ? between.read() : root.read())
                    .add(ServiceType.TSA_QTST, Certificate.of(PKI.tsa().certificate()))
                    .build();
            new SignatureValidation(TrustPolicy.test(anchors), Rules.of(policy)).validate(material, AT, judgement);
            return errors(judgement);
        }

        /** A responder of the issuer answers; its own certificate is strong. */
        private static Bytes answer(Certificate subject, Link issuer, String digest) {
            Credential responder = PKI.ocspResponder(LIKE);
            X509Certificate named = issued(
                    responder.certificate(),
                    name(responder.certificate()),
                    responder.keyPair().getPublic(),
                    name(issuer.certificate()),
                    issuer.keys().getPrivate(),
                    STRONG);
            try {
                return new AnswerMaker(subject, issuer.read(), responder, T.plusSeconds(1))
                        .including(Certificate.of(named))
                        .signedBy(new JcaContentSignerBuilder(digest + "ECDSA").build(responder.privateKey()))
                        .make();
            } catch (OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        @ParameterizedTest
        @CsvSource({"ETSI, true", "ETSI, false", "ESTONIA, true"})
        void whenAllIsStrong_thenValid(ValidationPolicy policy, boolean trustedBetween) {
            assertThat(validate(policy, STRONG, LONG, STRONG, STRONG, trustedBetween))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"ETSI, true", "ETSI, false", "ESTONIA, true"})
        void whenTheAnswerIsSignedWithAWeakDigest_thenPlainEtsiRefuses(
                ValidationPolicy policy, boolean trustedBetween) {
            assertThat(validate(policy, STRONG, LONG, STRONG, WEAK, trustedBetween))
                    .isEqualTo(policy == ValidationPolicy.ETSI ? WEAK_DIGEST : List.of());
        }

        @ParameterizedTest
        @CsvSource({"ETSI, true", "ETSI, false", "ESTONIA, true"})
        void whenTheSignerWasCertifiedWithAWeakDigest_thenPlainEtsiRefuses(
                ValidationPolicy policy, boolean trustedBetween) {
            assertThat(validate(policy, WEAK, LONG, STRONG, STRONG, trustedBetween))
                    .isEqualTo(policy == ValidationPolicy.ETSI ? WEAK_DIGEST : List.of());
        }

        @ParameterizedTest
        @CsvSource({"ETSI, true", "ETSI, false", "ESTONIA, true"})
        void whenTheIssuersKeyIsShort_thenPlainEtsiRefuses(ValidationPolicy policy, boolean trustedBetween) {
            assertThat(validate(policy, STRONG, SHORT, STRONG, STRONG, trustedBetween))
                    .isEqualTo(policy == ValidationPolicy.ETSI ? WEAK_KEY : List.of());
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenTheIssuerWasCertifiedWithAWeakDigest_thenItCountsUnlessItIsTrustedItself(boolean trustedBetween) {
            assertThat(validate(ValidationPolicy.ETSI, STRONG, LONG, WEAK, STRONG, trustedBetween))
                    .isEqualTo(trustedBetween ? List.of() : WEAK_DIGEST);
        }
    }
}
