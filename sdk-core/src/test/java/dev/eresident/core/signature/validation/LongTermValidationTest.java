package dev.eresident.core.signature.validation;

import static dev.eresident.core.signature.validation.Materials.FROM;
import static dev.eresident.core.signature.validation.Materials.UNTIL;
import static dev.eresident.core.signature.validation.Materials.elliptic;
import static dev.eresident.core.signature.validation.Materials.errors;
import static dev.eresident.core.signature.validation.Materials.good;
import static dev.eresident.core.signature.validation.Materials.list;
import static dev.eresident.core.signature.validation.Materials.ocsp;
import static dev.eresident.core.signature.validation.Materials.status;
import static dev.eresident.core.signature.validation.Materials.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.validation.CertificateStatus.Says;
import dev.eresident.core.signature.validation.Materials.Read;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step by itself, with answers and proofs of time that are taken as given: every border to the second. */
class LongTermValidationTest {
    private static final Instant STAMPED = Instant.parse("2020-06-01T00:00:00Z");
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Certificate SIGNER = elliptic("SHA256withECDSA");

    private static Judgement judged(
            ValidationPolicy policy,
            Read read,
            Optional<Instant> proven,
            Instant at,
            Consumer<LongTermValidation> step) {
        Judgement judgement = new Judgement("S0");
        ProofsOfExistence proofs = ProofsOfExistence.of(proven, proven.orElse(at));
        step.accept(new LongTermValidation(read.material(), Rules.of(policy), proofs, at, judgement));
        return judgement;
    }

    private static Judgement proven(Consumer<LongTermValidation> step) {
        return judged(ValidationPolicy.ESTONIA, Read.of(SIGNER), Optional.of(STAMPED), AT, step);
    }

    private static Judgement unproven(Consumer<LongTermValidation> step) {
        return judged(ValidationPolicy.ESTONIA, Read.of(SIGNER), Optional.empty(), STAMPED, step);
    }

    private static CertificateStatus revoked(Instant since, boolean suspended) {
        return status(ocsp(Says.REVOKED, STAMPED.plusSeconds(10), since, suspended));
    }

    @Nested
    class Status {
        @Test
        void whenGood_thenNothingToSay() {
            assertThat(proven(v -> v.status(status(good(STAMPED)))).findings()).isEmpty();
        }

        @Test
        void whenRevokedInTheSecondOfTheTimestamp_thenRevoked() {
            assertThat(proven(v -> v.status(revoked(STAMPED, false))).code()).contains(FindingCode.REVOKED);
            assertThat(proven(v -> v.status(revoked(STAMPED.plusSeconds(1), false)))
                            .findings())
                    .isEmpty();
        }

        @Test
        void whenRevokedAndNothingProvesATime_thenNobodyKnowsWhichCameFirst() {
            assertThat(unproven(v -> v.status(revoked(STAMPED, false))).code()).contains(FindingCode.REVOKED_NO_POE);
        }

        @Test
        void whenSuspended_thenItMayComeBack() {
            assertThat(errors(proven(v -> v.status(revoked(STAMPED, true)))))
                    .containsExactly(FindingCode.TRY_LATER, FindingCode.CERT_SUSPENDED);
        }

        @Test
        void whenALaterRevocationStandsBeforeAnEarlier_thenTheEarlierCounts() {
            CertificateStatus both = status(
                    ocsp(Says.REVOKED, STAMPED.plusSeconds(1), STAMPED.plusSeconds(1), false),
                    ocsp(Says.REVOKED, STAMPED.plusSeconds(2), STAMPED, false));

            assertThat(proven(v -> v.status(both)).code()).contains(FindingCode.REVOKED);
        }

        @Test
        void whenUnknown_thenNotGood() {
            assertThat(errors(proven(v -> v.status(status(ocsp(Says.UNKNOWN, STAMPED, STAMPED, false))))))
                    .containsExactly(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CERT_STATUS_UNKNOWN);
        }

        @Test
        void whenNoAnswerIsAcceptable_thenWhyNot() {
            CertificateStatus none = new CertificateStatus(
                    List.of(), List.of(new CertificateStatus.Problem(FindingCode.OCSP_SIGNATURE_INVALID, "")));

            assertThat(errors(proven(v -> v.status(none))))
                    .containsExactly(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.OCSP_SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @CsvSource({"0, OCSP_MISSING", "1, CRL_NOT_ACCEPTED"})
        void whenNoAnswerIsEmbedded_thenThatIsSaid(int crls, FindingCode code) {
            Judgement judgement = judged(
                    ValidationPolicy.ESTONIA,
                    Read.of(SIGNER).answers(0, crls),
                    Optional.of(STAMPED),
                    AT,
                    v -> v.status(CertificateStatus.none()));

            assertThat(errors(judgement)).containsExactly(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, code);
        }

        @Test
        void whenOnlyAListSpeaks_thenThePolicyDecides() {
            CertificateStatus listed = status(list(Says.GOOD, STAMPED, STAMPED));
            Read read = Read.of(SIGNER).answers(0, 1);
            Optional<Instant> proof = Optional.of(STAMPED);

            assertThat(judged(ValidationPolicy.ESTONIA, read, proof, AT, v -> v.status(listed))
                            .code())
                    .contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
            assertThat(judged(ValidationPolicy.ETSI, read, proof, AT, v -> v.status(listed))
                            .findings())
                    .isEmpty();
            assertThat(judged(ValidationPolicy.ETSI, read, proof, AT, v -> v.status(CertificateStatus.none()))
                            .code())
                    .contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }
    }

    @Nested
    class Intermediate {
        @Test
        void whenGood_thenNothingToSay() {
            assertThat(proven(v -> v.intermediate(status(good(STAMPED)))).findings())
                    .isEmpty();
        }

        @Test
        void whenThereIsNoAnswer_thenNotValid() {
            assertThat(proven(v -> v.intermediate(CertificateStatus.none())).code())
                    .contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenRevokedByThen_thenNotValid() {
            assertThat(proven(v -> v.intermediate(revoked(STAMPED, false))).code())
                    .contains(FindingCode.REVOKED_CA_NO_POE);
            assertThat(proven(v -> v.intermediate(revoked(STAMPED.plusSeconds(1), false)))
                            .findings())
                    .isEmpty();
        }

        @Test
        void whenUnknown_thenNotValid() {
            assertThat(errors(proven(v -> v.intermediate(status(ocsp(Says.UNKNOWN, STAMPED, STAMPED, false))))))
                    .containsExactly(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CERT_STATUS_UNKNOWN);
        }
    }

    @Nested
    class Validity {
        private Optional<FindingCode> code(boolean proof, Instant time) {
            return judged(
                            ValidationPolicy.ETSI,
                            Read.of(SIGNER),
                            proof ? Optional.of(time) : Optional.empty(),
                            proof ? AT : time,
                            LongTermValidation::validity)
                    .code();
        }

        @Test
        void whenInTheFirstOrLastSecond_thenValid() {
            assertThat(code(true, FROM)).isEmpty();
            assertThat(code(true, UNTIL)).isEmpty();
            assertThat(code(false, UNTIL)).isEmpty();
        }

        @Test
        void whenBefore_thenNotYetValid() {
            assertThat(code(true, FROM.minusSeconds(1))).contains(FindingCode.NOT_YET_VALID);
            assertThat(code(false, FROM.minusSeconds(1))).contains(FindingCode.OUT_OF_BOUNDS_NO_POE);
        }

        @Test
        void whenTheCheckIsBefore_thenTheSentenceSaysSoAndSpeaksOfNoEnd() {
            Judgement judgement = judged(
                    ValidationPolicy.ETSI,
                    Read.of(SIGNER),
                    Optional.empty(),
                    FROM.minusSeconds(1),
                    LongTermValidation::validity);

            assertThat(judgement.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.text())
                        .isEqualTo("The signer's certificate was not yet valid at the time of the check.");
                assertThat(finding.where()).isEqualTo("S0");
                assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            });
        }

        @Test
        void whenAfter_thenOutOfBounds() {
            assertThat(code(true, UNTIL.plusSeconds(1))).contains(FindingCode.OUT_OF_BOUNDS_NOT_REVOKED);
            assertThat(code(false, UNTIL.plusSeconds(1))).contains(FindingCode.OUT_OF_BOUNDS_NOT_REVOKED);
        }
    }

    @Nested
    class Responder {
        private Optional<FindingCode> code(Read read, Optional<Instant> proof, Instant at) {
            return judged(ValidationPolicy.ETSI, read, proof, at, v -> v.responder(true))
                    .code();
        }

        @Test
        void whenItsCertificateHeld_thenNothingToSay() {
            assertThat(proven(v -> v.responder(false)).findings()).isEmpty();
        }

        @Test
        void whenItAndTheSignerHaveExpired_thenNothingProvesTheSignersTime() {
            assertThat(code(Read.of(SIGNER), Optional.of(STAMPED), UNTIL.plusSeconds(1)))
                    .contains(FindingCode.OUT_OF_BOUNDS_NO_POE);
        }

        @Test
        void whenOnlyItHasExpired_thenNothingProvesTheAnswersTime() {
            assertThat(code(Read.of(SIGNER), Optional.of(STAMPED), UNTIL))
                    .contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
        }

        @Test
        void whenArchived_thenItIsTheAnswerThatIsTooOld() {
            Read archived = Read.of(SIGNER).stamps(1, 1);
            Read recorded = Read.of(SIGNER).since(STAMPED);
            Instant later = UNTIL.plusSeconds(1);

            assertThat(code(archived, Optional.of(STAMPED), later))
                    .contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
            assertThat(code(recorded, Optional.of(STAMPED), later))
                    .contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
            assertThat(code(archived, Optional.empty(), later)).contains(FindingCode.OUT_OF_BOUNDS_NO_POE);
        }
    }

    @Nested
    class Algorithms {
        private static final Instant ROCA_SUSPENSION = Instant.parse("2017-11-03T22:00:00Z");

        private Judgement etsi(Read read, Instant proof) {
            return judged(ValidationPolicy.ETSI, read, Optional.of(proof), AT, LongTermValidation::algorithms);
        }

        @Test
        void whenAllIsStrong_thenNothingToSay() {
            assertThat(etsi(Read.of(SIGNER), STAMPED).findings()).isEmpty();
        }

        @Test
        void whenADigestIsNotAccepted_thenNotValid() {
            Read value = Read.of(SIGNER).digests(DigestAlgorithm.SHA1, DigestAlgorithm.SHA256);
            Read data = Read.of(SIGNER).digests(DigestAlgorithm.SHA256, DigestAlgorithm.SHA1);

            for (Read read : List.of(value, data)) {
                assertThat(errors(etsi(read, STAMPED)))
                        .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST);
                Judgement estonian = judged(
                        ValidationPolicy.ESTONIA, read, Optional.of(STAMPED), AT, LongTermValidation::algorithms);
                assertThat(estonian.verdict()).isEqualTo(Verdict.VALID);
                assertThat(warnings(estonian)).containsExactly(FindingCode.WEAK_DIGEST);
            }
        }

        @Test
        void whenTheKeyIsShort_thenItsTimeDecides() {
            Read shortKey = Read.of(Materials.rsa(Materials.modulus(1024)));

            assertThat(errors(etsi(shortKey, Instant.parse("2019-10-01T00:00:00Z"))))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_KEY);
            Judgement earlier = etsi(shortKey, Instant.parse("2019-09-30T23:59:59Z"));
            assertThat(earlier.verdict()).isEqualTo(Verdict.VALID);
            assertThat(warnings(earlier)).containsExactly(FindingCode.WEAK_KEY);
        }

        @Test
        void whenTheKeyHasTheRocaWeakness_thenOnlyATimestampFromBeforeTheSuspensionSavesIt() {
            // All residues of powers of 65537 modulo the small primes: what RocaCheck looks at.
            BigInteger weak = BigInteger.valueOf(65_537).pow(128);
            Read read = Read.of(Materials.rsa(weak));

            Judgement before = etsi(read, ROCA_SUSPENSION.minusSeconds(1));
            assertThat(before.verdict()).isEqualTo(Verdict.VALID);
            assertThat(warnings(before)).containsExactly(FindingCode.ROCA_KEY);
            assertThat(errors(etsi(read, ROCA_SUSPENSION)))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.ROCA_KEY);
            assertThat(judged(
                                    ValidationPolicy.ETSI,
                                    read,
                                    Optional.empty(),
                                    ROCA_SUSPENSION.minusSeconds(1),
                                    LongTermValidation::algorithms)
                            .verdict())
                    .isEqualTo(Verdict.INDETERMINATE);
        }

        @Test
        void whenACertificateAboveIsWeak_thenNotValid() {
            Certificate old = elliptic("SHA1withECDSA");
            Certificate shortKey = Materials.rsa(Materials.modulus(1024));

            assertThat(errors(judged(
                            ValidationPolicy.ETSI,
                            Read.of(SIGNER),
                            Optional.of(STAMPED),
                            AT,
                            v -> v.algorithms(old, SIGNER))))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST);
            assertThat(errors(judged(
                            ValidationPolicy.ETSI,
                            Read.of(SIGNER),
                            Optional.of(STAMPED),
                            AT,
                            v -> v.algorithms(SIGNER, shortKey))))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_KEY);
        }

        @Test
        void whenTheLatestAnswerIsWeak_thenNotValid() {
            CertificateStatus weak = status(
                    good(STAMPED),
                    Materials.answer(
                            Says.GOOD,
                            STAMPED.plusSeconds(1),
                            STAMPED.plusSeconds(1),
                            false,
                            "SHA-1",
                            false,
                            STAMPED.plusSeconds(1)));

            assertThat(errors(judged(
                            ValidationPolicy.ETSI, Read.of(SIGNER), Optional.of(STAMPED), AT, v -> v.algorithms(weak))))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST);
        }
    }
}
