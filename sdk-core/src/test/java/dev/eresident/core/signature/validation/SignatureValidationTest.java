package dev.eresident.core.signature.validation;

import static dev.eresident.core.signature.validation.Materials.errors;
import static dev.eresident.core.signature.validation.Materials.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.revocation.AnswerMaker;
import dev.eresident.core.revocation.CrlMaker;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.testing.UnsignedList;
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
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps behind the format, on a sound signature with one thing changed: whom the lists name, who answers, and how. */
class SignatureValidationTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant T = AT.minusSeconds(86_400);
    private static final byte[] DATA = {1, 2, 3};
    private static final Bytes VALUE = Bytes.of(new byte[] {4, 5, 6});
    private static final String NONCE = "1.3.6.1.5.5.7.48.1.2";

    private static final SandboxPki PKI =
            new SandboxPki(3, Clock.fixed(AT, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final Authority ISSUER = PKI.esteid2018();
    private static final Certificate CA = Certificate.of(ISSUER.certificate());
    private static final Credential RESPONDER = PKI.ocspResponder(ISSUER);
    private static final Credential FOREIGN_RESPONDER = PKI.ocspResponder(PKI.esteid2025());
    private static final Certificate TSA = Certificate.of(PKI.tsa().certificate());
    private static final Certificate SIGNER = signer(KeyUse.NON_REPUDIATION);

    private final Judgement judgement = new Judgement("S0");
    private final List<Bytes> answers =
            new ArrayList<>(List.of(answer(RESPONDER, T.plusSeconds(1)).make()));
    private final List<Bytes> lists = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();
    private Certificate signer = SIGNER;
    private Profile profile = Profile.LT;
    private DigestAlgorithm digest = DigestAlgorithm.SHA256;

    private static Certificate signer(KeyUse use) {
        return Certificate.of(PKI.issue(new CertificateSpec(
                                new X500Principal("CN=Signer"), AT.minusSeconds(9_000_000), AT.plusSeconds(9_000_000))
                        .issuer(ISSUER)
                        .keyUsage(use))
                .certificate());
    }

    private static AnswerMaker answer(Credential responder, Instant at) {
        return new AnswerMaker(SIGNER, CA, responder, at);
    }

    private static TrustAnchors.Builder pinned() {
        return TrustAnchors.builder().add(ServiceType.CA_QC, CA).add(ServiceType.TSA_QTST, TSA);
    }

    private static UnsignedList listed() {
        return new UnsignedList("EE").granted("TSA/QTST", TSA);
    }

    private Optional<Instant> validate(ValidationPolicy policy, TrustAnchors.Builder anchors) {
        byte[] token = new TokenMaker(DigestAlgorithm.SHA256.digest(DATA), T)
                .by(PKI.tsa())
                .make();
        SignatureMaterial material = new SignatureMaterial(
                signer,
                certificates,
                Optional.of(new SignatureAlgorithm(SignatureAlgorithm.Family.ECDSA, digest)),
                Set.of(DigestAlgorithm.SHA256),
                Optional.of(T),
                profile,
                VALUE,
                List.of(),
                profile == Profile.TM
                        ? List.of()
                        : List.of(new EmbeddedTimestamp(Bytes.of(token), asked -> asked.digest(DATA))),
                List.of(),
                answers,
                lists,
                Optional.empty(),
                List.of());
        return new SignatureValidation(TrustPolicy.test(anchors.build()), Rules.of(policy))
                .validate(material, AT, judgement);
    }

    private Optional<Instant> validate(ValidationPolicy policy, UnsignedList list) {
        return validate(policy, TrustAnchors.builder().addTrustedList(list.toList()));
    }

    @Test
    void whenSound_thenValidSinceTheTimestamp() {
        assertThat(validate(ValidationPolicy.ESTONIA, pinned())).contains(T);
        assertThat(errors(judgement)).isEmpty();
        assertThat(warnings(judgement)).isEmpty();
        assertThat(judgement.qualification()).isPresent();
    }

    @Nested
    class Issuers {
        @Test
        void whenNobodyIsKnown_thenNoChain() {
            validate(ValidationPolicy.ESTONIA, listed());

            assertThat(judgement.code()).contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenTheServiceWasWithdrawnBefore_thenNotActive() {
            validate(ValidationPolicy.ESTONIA, listed().withdrawn("CA/QC", CA, T.minusSeconds(1)));

            assertThat(errors(judgement))
                    .startsWith(FindingCode.NO_CERTIFICATE_CHAIN_FOUND, FindingCode.CERT_SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenTheServiceWasWithdrawnAfterwards_thenTheChainHolds() {
            validate(ValidationPolicy.ETSI, listed().withdrawn("CA/QC", CA, T.plusSeconds(1)));

            assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheServiceIsNotForQualifiedCertificates_thenOnlyTheEstonianRulesRefuse() {
            UnsignedList list = listed().granted("CA/PKC", CA);
            validate(ValidationPolicy.ESTONIA, list);
            assertThat(judgement.code()).contains(FindingCode.CERT_SERVICE_NOT_QUALIFIED);
        }

        @Test
        void whenTheServiceIsNotForQualifiedCertificates_thenPlainEtsiDoesNotMind() {
            validate(ValidationPolicy.ETSI, listed().granted("CA/PKC", CA));

            assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheSignerItselfIsListed_thenTheEstonianRulesAskForAnIssuer() {
            validate(ValidationPolicy.ESTONIA, listed().granted("CA/QC", SIGNER));

            assertThat(judgement.code()).contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @ParameterizedTest
        @CsvSource({"SHA256, true", "SHA1, false"})
        void whenTheSignerItselfIsListed_thenPlainEtsiOnlyAsksForItsAlgorithms(DigestAlgorithm used, boolean valid) {
            digest = used;
            answers.clear();
            validate(ValidationPolicy.ETSI, listed().granted("unspecified", SIGNER));

            assertThat(errors(judgement))
                    .isEqualTo(
                            valid
                                    ? List.of()
                                    : List.of(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST));
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenOnlyTheRootIsListed_thenPlainEtsiAsksForTheStatusBetween(boolean answered) {
            Certificate root = Certificate.of(ISSUER.parent().orElseThrow().certificate());
            certificates.add(CA);
            if (answered) {
                answers.add(new AnswerMaker(
                                CA, root, PKI.ocspResponder(ISSUER.parent().orElseThrow()), T.plusSeconds(1))
                        .make());
            }
            validate(ValidationPolicy.ETSI, listed().granted("CA/QC", root));

            assertThat(judgement.code())
                    .isEqualTo(
                            answered ? Optional.empty() : Optional.of(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE));
        }
    }

    @Nested
    class Purpose {
        @Test
        void whenTheKeyIsNotForSigning_thenTheEstonianRulesRefuse() {
            signer = signer(KeyUse.DIGITAL_SIGNATURE);
            answers.set(0, new AnswerMaker(signer, CA, RESPONDER, T.plusSeconds(1)).make());
            validate(ValidationPolicy.ESTONIA, pinned());

            assertThat(errors(judgement))
                    .containsExactly(FindingCode.CHAIN_CONSTRAINTS_FAILURE, FindingCode.CERT_KEY_USAGE);
        }

        @Test
        void whenTheKeyIsNotForSigning_thenPlainEtsiWarns() {
            signer = signer(KeyUse.DIGITAL_SIGNATURE);
            answers.set(0, new AnswerMaker(signer, CA, RESPONDER, T.plusSeconds(1)).make());
            validate(ValidationPolicy.ETSI, pinned());

            assertThat(errors(judgement)).isEmpty();
            assertThat(warnings(judgement)).containsExactly(FindingCode.CERT_KEY_USAGE);
        }

        @Test
        void whenTheListsDoNotMakeItQualified_thenTheStrictRulesRefuse() {
            validate(ValidationPolicy.QES, listed().granted("CA/QC", CA));

            assertThat(judgement.code()).contains(FindingCode.LEVEL_NOT_QUALIFIED);
            assertThat(judgement.findings())
                    .extracting(Finding::text)
                    .contains("The signature is not a qualified one, which these rules ask for. It is UNKNOWN.");
        }

        @Test
        void whenNoListSpeaksOfTheIssuer_thenWhetherItIsQualifiedCannotBeTold() {
            validate(ValidationPolicy.QES, pinned());

            assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(judgement.code()).contains(FindingCode.LEVEL_NOT_QUALIFIED);
            assertThat(judgement.findings())
                    .filteredOn(f -> f.code() == FindingCode.LEVEL_NOT_QUALIFIED)
                    .singleElement()
                    .extracting(Finding::text)
                    .asString()
                    .contains("it cannot be told whether this is one")
                    .doesNotContain("is not a qualified one", "NA");
        }
    }

    /** Each step is asked, and what it finds counts. */
    @Nested
    class Steps {
        @Test
        void whenTheAnswerIsOlderThanTheTimestamp_thenTheEstonianRulesRefuse() {
            answers.set(0, answer(RESPONDER, T.minusSeconds(1)).make());
            validate(ValidationPolicy.ESTONIA, pinned());

            assertThat(errors(judgement)).containsExactly(FindingCode.OCSP_BEFORE_TIMESTAMP);
        }

        @Test
        void whenTheSignerHadExpired_thenOutOfBounds() {
            signer = Certificate.of(PKI.issue(new CertificateSpec(
                                    new X500Principal("CN=Signer"), T.minusSeconds(9_000_000), T.minusSeconds(1))
                            .issuer(ISSUER)
                            .keyUsage(KeyUse.NON_REPUDIATION))
                    .certificate());
            answers.set(0, new AnswerMaker(signer, CA, RESPONDER, T.minusSeconds(2)).make());
            validate(ValidationPolicy.ETSI, pinned());

            assertThat(errors(judgement)).containsExactly(FindingCode.OUT_OF_BOUNDS_NOT_REVOKED);
        }

        @Test
        void whenTheSignatureIsWeak_thenPlainEtsiRefuses() {
            digest = DigestAlgorithm.SHA1;
            validate(ValidationPolicy.ETSI, pinned());

            assertThat(errors(judgement))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST);
        }

        @ParameterizedTest
        @CsvSource({"ETSI, false", "ESTONIA, true"})
        void whenTheResponderHasExpiredSince_thenPlainEtsiMissesAProof(ValidationPolicy policy, boolean valid) {
            Credential expired =
                    PKI.issue(PKI.ocspResponderSpec(ISSUER).validity(T.minusSeconds(1000), T.plusSeconds(10)));
            answers.set(0, answer(expired, T.plusSeconds(1)).make());
            validate(policy, pinned());

            assertThat(judgement.code())
                    .isEqualTo(valid ? Optional.empty() : Optional.of(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE));
        }

        @ParameterizedTest
        @CsvSource({"ETSI, true", "ESTONIA, false"})
        void whenTheStampingServiceIsListedAsAnother_thenTheEstonianRulesDoNotBelieveIt(
                ValidationPolicy policy, boolean believed) {
            TrustAnchors.Builder anchors = TrustAnchors.builder()
                    .add(ServiceType.CA_QC, CA)
                    .addTrustedList(new UnsignedList("EE")
                            .granted("Certstatus/OCSP", TSA)
                            .toList());

            assertThat(validate(policy, anchors)).isEqualTo(believed ? Optional.of(T) : Optional.empty());
            assertThat(judgement.failed()).isEqualTo(!believed);
        }

        @ParameterizedTest
        @CsvSource({"ETSI, true", "ESTONIA, false"})
        void whenTheIssuerIsListedAsAnother_thenTheEstonianRulesDoNotBelieveIt(
                ValidationPolicy policy, boolean believed) {
            validate(policy, listed().granted("unspecified", CA));

            assertThat(judgement.code())
                    .isEqualTo(believed ? Optional.empty() : Optional.of(FindingCode.NO_CERTIFICATE_CHAIN_FOUND));
        }
    }

    @Nested
    class Answers {
        private TrustAnchors.Builder andResponder(String type) {
            return pinned().addTrustedList(new UnsignedList("EE")
                    .granted(type, Certificate.of(FOREIGN_RESPONDER.certificate()))
                    .toList());
        }

        @Test
        void whenTheResponderIsListedForQualifiedCertificates_thenItIsBelieved() {
            answers.set(0, answer(FOREIGN_RESPONDER, T.plusSeconds(1)).make());
            validate(ValidationPolicy.ESTONIA, andResponder("Certstatus/OCSP/QC"));

            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenTheResponderIsListedForOtherCertificates_thenTheEstonianRulesDoNotBelieveIt() {
            answers.set(0, answer(FOREIGN_RESPONDER, T.plusSeconds(1)).make());
            validate(ValidationPolicy.ESTONIA, andResponder("Certstatus/OCSP"));

            assertThat(errors(judgement))
                    .containsExactly(
                            FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.OCSP_RESPONDER_UNTRUSTED);
        }

        @Test
        void whenTheResponderIsListedForOtherCertificates_thenPlainEtsiBelievesIt() {
            answers.set(0, answer(FOREIGN_RESPONDER, T.plusSeconds(1)).make());
            validate(ValidationPolicy.ETSI, andResponder("Certstatus/OCSP"));

            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenTheOnlyAnswerIsAboutAnother_thenThatIsSaid() {
            answers.set(0, new AnswerMaker(TSA, CA, RESPONDER, T.plusSeconds(1)).make());
            validate(ValidationPolicy.ESTONIA, pinned());

            assertThat(errors(judgement))
                    .containsExactly(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.OCSP_NOT_ACCEPTABLE);
        }
    }

    @Nested
    class Lists {
        private CrlMaker list(Instant thisUpdate) {
            return new CrlMaker(ISSUER.credential(), thisUpdate).next(AT.plusSeconds(86_400));
        }

        private void validate(CrlMaker... makers) {
            answers.clear();
            for (CrlMaker maker : makers) {
                lists.add(Bytes.of(maker.der()));
            }
            SignatureValidationTest.this.validate(ValidationPolicy.ETSI, pinned());
        }

        @Test
        void whenAListDoesNotNameTheSigner_thenValid() {
            validate(list(T.minusSeconds(60)));

            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenAListNamesTheSigner_thenRevoked() {
            validate(list(T.minusSeconds(60)).revoke(SIGNER.serialNumber(), T.minusSeconds(70), null));

            assertThat(judgement.code()).contains(FindingCode.REVOKED);
        }

        @Test
        void whenTheListIsFromAfterTheCheck_thenItIsNotUsed() {
            validate(list(AT.plusSeconds(301)));

            assertThat(errors(judgement))
                    .startsWith(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CRL_NOT_ACCEPTABLE);
        }

        @Test
        void whenTheListIsAnotherIssuers_thenItSaysNothing() {
            validate(new CrlMaker(PKI.esteid2025().credential(), T.minusSeconds(60)).next(AT.plusSeconds(86_400)));

            assertThat(errors(judgement))
                    .containsExactly(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CRL_NOT_ACCEPTED);
        }

        @Test
        void whenOneListCannotBeRead_thenTheOtherStillCounts() {
            lists.add(Bytes.of(new byte[3]));
            validate(list(T.minusSeconds(60)));

            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenNoListCanBeRead_thenNotValid() {
            lists.add(Bytes.of(new byte[3]));
            validate();

            assertThat(judgement.code()).contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenANewerListWasDue_thenTheOldOneDoesNotTell() {
            validate(new CrlMaker(ISSUER.credential(), T.minusSeconds(60)).next(T.minusSeconds(1)));

            assertThat(errors(judgement))
                    .startsWith(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CRL_NOT_ACCEPTABLE);
        }
    }

    /** BDOC 2.1 §6.2: the nonce of the answer is the digest of the signature value. */
    @Nested
    class TimeMarks {
        private final Credential marker = PKI.issue(
                PKI.ocspResponderSpec(ISSUER).subject(new X500Principal("CN=TEST of SK OCSP RESPONDER 2011")));
        private AnswerMaker answer = new AnswerMaker(SIGNER, CA, marker, T);

        private static byte[] nonce(byte[] value) {
            try {
                return new DigestInfo(
                                new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE),
                                DigestAlgorithm.SHA256.digest(value))
                        .getEncoded();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] octets(byte[] content) {
            try {
                return new DEROctetString(content).getEncoded();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Optional<Instant> marked() {
            profile = Profile.TM;
            answers.set(0, answer.make());
            return validate(ValidationPolicy.ESTONIA, pinned());
        }

        @Test
        void whenTheNonceBindsTheValue_thenValidSinceTheAnswer() {
            answer.extension(NONCE, false, octets(nonce(VALUE.toByteArray())));

            assertThat(marked()).contains(T);
            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenTheNonceBindsAnotherValue_thenNothingIsProven() {
            answer.extension(NONCE, false, octets(nonce(new byte[] {9})));

            assertThat(marked()).isEmpty();
            assertThat(judgement.code()).contains(FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        @Test
        void whenThereIsNoNonce_thenNothingIsProven() {
            assertThat(marked()).isEmpty();
            assertThat(judgement.code()).contains(FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({"00", "3000", "300306012a", "3080"})
        void whenTheNonceIsNoDigestInfo_thenNothingIsProven(String hex) {
            answer.extension(NONCE, false, octets(HexFormat.of().parseHex(hex)));

            assertThat(marked()).isEmpty();
            assertThat(judgement.code()).contains(FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        @Test
        void whenTheResponderIsNotBoundByContract_thenItMayNotMark() {
            answer = new AnswerMaker(SIGNER, CA, RESPONDER, T)
                    .extension(NONCE, false, octets(nonce(VALUE.toByteArray())));
            marked();

            assertThat(judgement.code()).contains(FindingCode.TIMEMARK_RESPONDER);
        }

        @Test
        void whenThePolicyOfTheResponderSaysSo_thenItMayMark() {
            Credential named = PKI.issue(PKI.ocspResponderSpec(ISSUER).policies("1.3.6.1.4.1.10015.4.1.2"));
            answer = new AnswerMaker(SIGNER, CA, named, T).extension(NONCE, false, octets(nonce(VALUE.toByteArray())));
            marked();

            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenSomethingFollowsInTheNonce_thenNothingIsProven() throws IOException {
            byte[] more = new DERSequence(new ASN1Encodable[] {
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE),
                        new DEROctetString(DigestAlgorithm.SHA256.digest(VALUE.toByteArray())),
                        DERNull.INSTANCE
                    })
                    .getEncoded();
            answer.extension(NONCE, false, octets(more));

            assertThat(marked()).isEmpty();
            assertThat(judgement.code()).contains(FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        @Test
        void whenTheIssuerIsNotForQualifiedCertificates_thenAMarkDoesNotHelp() {
            answer.extension(NONCE, false, octets(nonce(VALUE.toByteArray())));
            profile = Profile.TM;
            answers.set(0, answer.make());
            validate(ValidationPolicy.ESTONIA, listed().granted("CA/PKC", CA));

            assertThat(judgement.code()).contains(FindingCode.CERT_SERVICE_NOT_QUALIFIED);
        }

        @Test
        void whenNoAnswerIsAcceptable_thenNothingIsProven() {
            answer = new AnswerMaker(SIGNER, CA, FOREIGN_RESPONDER, T)
                    .extension(NONCE, false, octets(nonce(VALUE.toByteArray())));

            assertThat(marked()).isEmpty();
            assertThat(judgement.verdict()).isNotEqualTo(Verdict.VALID);
        }
    }
}
