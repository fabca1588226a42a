package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.existence.DataObject;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.timestamp.TokenMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Evidence records and tokens that stand by themselves: what is proven, and that a failure proves nothing about any file. */
class EvidenceValidationTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant T = AT.minusSeconds(86_400);
    private static final byte[] DATA = {1, 2, 3};
    private static final List<SignedFile> FILES = List.of(new SignedFile("a.txt", "SHA-256", Bytes.of(new byte[32])));
    private static final SandboxPki PKI =
            new SandboxPki(9, Clock.fixed(AT, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final Certificate TSA = Certificate.of(PKI.tsa().certificate());
    private static final Credential STRANGER =
            PKI.issue(PKI.tsaSpec().label("stranger").issuer(PKI.stranger()));
    private static final TrustPolicy POLICY = TrustPolicy.test(
            TrustAnchors.builder().add(ServiceType.TSA_QTST, TSA).build());

    private static TokenMaker token(DigestAlgorithm digest, Instant at, Credential by) {
        TokenMaker token = new TokenMaker(digest.digest(DATA), at).by(by);
        return digest == DigestAlgorithm.SHA1 ? token.imprintAlgorithm("1.3.14.3.2.26") : token;
    }

    private static void nothing(SignatureOutcome outcome, FindingCode code) {
        assertThat(outcome.code()).contains(code);
        assertThat(outcome.verdict()).isNotEqualTo(Verdict.VALID);
        assertThat(outcome.provenAt()).isEmpty();
        assertThat(outcome.files()).isEmpty();
    }

    @Nested
    class Records {
        private static byte[] record(TokenMaker token) {
            try {
                return new EvidenceRecord(null, null, new ArchiveTimeStamp(ContentInfo.getInstance(token.make())))
                        .getEncoded("DER");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static SignatureOutcome check(ValidationPolicy policy, byte[] record, DataObject... data) {
            return new EvidenceValidation(POLICY, Rules.of(policy))
                    .validate("E0", record, List.of(data), FILES, AT, new Judgement("E0"));
        }

        private static DataObject data(byte[] bytes) {
            return DataObject.of(Bytes.of(bytes));
        }

        @Test
        void whenItCoversTheData_thenProvenSinceItsTime() {
            SignatureOutcome outcome =
                    check(ValidationPolicy.ETSI, record(token(DigestAlgorithm.SHA256, T, PKI.tsa())), data(DATA));

            assertThat(outcome.verdict()).isEqualTo(Verdict.VALID);
            assertThat(outcome.provenAt()).contains(T);
            assertThat(outcome.claimedAt()).contains(T);
            assertThat(outcome.signer()).contains(TSA);
            assertThat(outcome.files()).isEqualTo(FILES);
        }

        @Test
        void whenItCannotBeRead_thenFormatFailure() {
            nothing(check(ValidationPolicy.ETSI, new byte[5], data(DATA)), FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheDataAreOthersOrNotThere_thenNothingIsProven() {
            byte[] record = record(token(DigestAlgorithm.SHA256, T, PKI.tsa()));

            nothing(check(ValidationPolicy.ETSI, record, data(new byte[] {9})), FindingCode.HASH_FAILURE);
            nothing(check(ValidationPolicy.ETSI, record), FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenTheAuthorityIsAStranger_thenNothingIsProven() {
            nothing(
                    check(ValidationPolicy.ETSI, record(token(DigestAlgorithm.SHA256, T, STRANGER)), data(DATA)),
                    FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenItsDigestWasWeakBeforeItWasNeeded_thenNothingIsProven() {
            byte[] record = record(token(DigestAlgorithm.SHA1, T, PKI.tsa()));

            nothing(check(ValidationPolicy.ETSI, record, data(DATA)), FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
            assertThat(check(ValidationPolicy.ESTONIA, record, data(DATA)).verdict())
                    .isEqualTo(Verdict.VALID);
        }
    }

    @Nested
    class Tokens {
        private final Judgement judgement = new Judgement("T0");

        private SignatureOutcome check(TrustPolicy policy, ValidationPolicy rules, TokenMaker token) {
            return new TokenValidation(policy, Rules.of(rules))
                    .validate(
                            "T0",
                            new EmbeddedTimestamp(Bytes.of(token.make()), digest -> digest.digest(DATA)),
                            AT,
                            AT,
                            FILES,
                            judgement);
        }

        private SignatureOutcome check(TokenMaker token) {
            return check(POLICY, ValidationPolicy.ETSI, token);
        }

        @Test
        void whenGood_thenProven() {
            SignatureOutcome outcome = check(token(DigestAlgorithm.SHA256, T, PKI.tsa()));

            assertThat(outcome.verdict()).isEqualTo(Verdict.VALID);
            assertThat(outcome.provenAt()).contains(T);
            assertThat(outcome.claimedAt()).contains(T);
            assertThat(outcome.signer()).contains(TSA);
            assertThat(outcome.files()).isEqualTo(FILES);
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenTheContainerHasFailedAlready_thenNothingIsProven() {
            judgement.fail(FindingCode.HASH_FAILURE, "");

            nothing(check(token(DigestAlgorithm.SHA256, T, PKI.tsa())), FindingCode.HASH_FAILURE);
        }

        @Test
        void whenOnlyTheIssuerOfTheAuthorityIsListed_thenPlainEtsiMissesItsStatus() {
            TrustPolicy issuer = TrustPolicy.test(TrustAnchors.builder()
                    .add(ServiceType.TSA_QTST, Certificate.of(PKI.tsaAuthority().certificate()))
                    .build());

            assertThat(check(issuer, ValidationPolicy.ESTONIA, token(DigestAlgorithm.SHA256, T, PKI.tsa()))
                            .verdict())
                    .isEqualTo(Verdict.VALID);
            nothing(
                    check(issuer, ValidationPolicy.ETSI, token(DigestAlgorithm.SHA256, T, PKI.tsa())),
                    FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenTheServiceIsNotQualified_thenAWarning() {
            TrustPolicy unqualified = TrustPolicy.test(
                    TrustAnchors.builder().add(ServiceType.TSA, TSA).build());
            SignatureOutcome outcome =
                    check(unqualified, ValidationPolicy.ESTONIA, token(DigestAlgorithm.SHA256, T, PKI.tsa()));

            assertThat(outcome.verdict()).isEqualTo(Verdict.VALID);
            assertThat(Materials.warnings(judgement)).containsExactly(FindingCode.TIMESTAMP_NOT_QUALIFIED);
        }

        @Test
        void whenItIsAboutOtherData_thenHashFailure() {
            nothing(
                    check(new TokenMaker(DigestAlgorithm.SHA256.digest(new byte[1]), T).by(PKI.tsa())),
                    FindingCode.HASH_FAILURE);
        }

        @Test
        void whenNobodyKnowsTheAuthority_thenNoChain() {
            nothing(check(token(DigestAlgorithm.SHA256, T, STRANGER)), FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenItIsWeak_thenCryptoConstraints() {
            nothing(check(token(DigestAlgorithm.SHA1, T, PKI.tsa())), FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
        }

        @Test
        void whenItIsFromTheFuture_thenNoProof() {
            nothing(check(token(DigestAlgorithm.SHA256, AT.plusSeconds(301), PKI.tsa())), FindingCode.NO_POE);
        }

        @Test
        void whenItIsGarbage_thenInvalidWithoutTime() {
            Bytes garbage = Bytes.of(new byte[3]);

            assertThat(TokenValidation.claimedTime(garbage)).isEqualTo(Optional.empty());
            assertThat(TokenValidation.imprintDigest(garbage)).isEqualTo(Optional.empty());
            Bytes token = Bytes.of(token(DigestAlgorithm.SHA256, T, PKI.tsa()).make());
            assertThat(TokenValidation.claimedTime(token)).contains(T);
            assertThat(TokenValidation.imprintDigest(token)).contains(DigestAlgorithm.SHA256);
        }
    }
}
