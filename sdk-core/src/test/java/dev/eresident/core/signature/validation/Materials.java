package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.validation.CertificateStatus.Answer;
import dev.eresident.core.signature.validation.CertificateStatus.Says;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signers and answers put together by hand, for the steps that take what others have verified. */
final class Materials {
    static final Instant FROM = Instant.parse("2016-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2021-01-01T00:00:00Z");

    private static final KeyPair KEYS = ellipticKeys();

    private Materials() {}

    /** A certificate of this key that is valid from {@link #FROM} to {@link #UNTIL}; nobody checks its signature here. */
    static Certificate certificate(PublicKey key, String signatureAlgorithm, KeyPair issuer) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                new X500Name("CN=Issuer"),
                BigInteger.TEN,
                Date.from(FROM),
                Date.from(UNTIL),
                new X500Name("CN=Signer"),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        try {
            return Certificate.read(
                    builder.build(new JcaContentSignerBuilder(signatureAlgorithm).build(issuer.getPrivate()))
                            .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Certificate elliptic(String signatureAlgorithm) {
        return certificate(KEYS.getPublic(), signatureAlgorithm, KEYS);
    }

    /** A certificate of an RSA key that nobody has the other half of. */
    static Certificate rsa(BigInteger modulus) {
        try {
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
            return certificate(key, "SHA256withECDSA", KEYS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static KeyPair ellipticKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a format read: a signer, and lists that only count by whether they are empty. */
    record Read(
            Certificate signer,
            DigestAlgorithm value,
            DigestAlgorithm data,
            int signatureStamps,
            int archiveStamps,
            int ocspAnswers,
            int crls,
            Optional<Instant> existedSince) {
        static Read of(Certificate signer) {
            return new Read(signer, DigestAlgorithm.SHA256, DigestAlgorithm.SHA256, 1, 0, 1, 0, Optional.empty());
        }

        Read digests(DigestAlgorithm ofTheValue, DigestAlgorithm ofTheData) {
            return new Read(
                    signer, ofTheValue, ofTheData, signatureStamps, archiveStamps, ocspAnswers, crls, existedSince);
        }

        Read stamps(int signature, int archive) {
            return new Read(signer, value, data, signature, archive, ocspAnswers, crls, existedSince);
        }

        Read answers(int ocsp, int lists) {
            return new Read(signer, value, data, signatureStamps, archiveStamps, ocsp, lists, existedSince);
        }

        Read since(Instant time) {
            return new Read(signer, value, data, signatureStamps, archiveStamps, ocspAnswers, crls, Optional.of(time));
        }

        SignatureMaterial material() {
            EmbeddedTimestamp stamp = new EmbeddedTimestamp(Bytes.of(new byte[1]), digest -> new byte[0]);
            return material(
                    List.of(stamp).subList(0, signatureStamps), List.of(stamp).subList(0, archiveStamps));
        }

        SignatureMaterial material(List<EmbeddedTimestamp> overTheValue, List<EmbeddedTimestamp> overEverything) {
            return material(List.of(), overTheValue, overEverything);
        }

        SignatureMaterial material(
                List<EmbeddedTimestamp> overTheData,
                List<EmbeddedTimestamp> overTheValue,
                List<EmbeddedTimestamp> overEverything) {
            return new SignatureMaterial(
                    signer,
                    List.of(),
                    Optional.of(new SignatureAlgorithm(SignatureAlgorithm.Family.ECDSA, value)),
                    Set.of(data),
                    Optional.empty(),
                    Profile.LT,
                    Bytes.of(new byte[0]),
                    overTheData,
                    overTheValue,
                    overEverything,
                    List.of(Bytes.of(new byte[1])).subList(0, ocspAnswers),
                    List.of(Bytes.of(new byte[1])).subList(0, crls),
                    existedSince,
                    List.of());
        }
    }

    static Answer ocsp(Says says, Instant producedAt, Instant revokedAt, boolean suspended) {
        return answer(says, producedAt, revokedAt, suspended, "SHA-256", false, producedAt);
    }

    static Answer good(Instant producedAt) {
        return ocsp(Says.GOOD, producedAt, producedAt, false);
    }

    static Answer list(Says says, Instant thisUpdate, Instant nextUpdate) {
        return answer(says, thisUpdate, thisUpdate, false, "SHA-256", true, nextUpdate);
    }

    static Answer answer(
            Says says,
            Instant producedAt,
            Instant revokedAt,
            boolean suspended,
            String digest,
            boolean list,
            Instant validUntil) {
        return new Answer(
                says,
                producedAt,
                revokedAt,
                suspended,
                elliptic("SHA256withECDSA"),
                List.of(),
                digest,
                false,
                Optional.empty(),
                list,
                validUntil,
                producedAt);
    }

    static CertificateStatus status(Answer... answers) {
        return new CertificateStatus(List.of(answers), List.of());
    }

    static List<FindingCode> errors(Judgement judgement) {
        return judgement.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::code)
                .toList();
    }

    static List<FindingCode> warnings(Judgement judgement) {
        return judgement.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.WARNING)
                .map(Finding::code)
                .toList();
    }
}
