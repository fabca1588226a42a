package dev.eresident.core.signature.validation;

import static dev.eresident.core.signature.validation.Materials.errors;
import static dev.eresident.core.signature.validation.Materials.good;
import static dev.eresident.core.signature.validation.Materials.status;
import static dev.eresident.core.signature.validation.Materials.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.validation.CertificateStatus.Says;
import dev.eresident.core.signature.validation.Materials.Read;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstonianRulesTest {
    private static final Instant STAMPED = Instant.parse("2020-06-01T00:00:00Z");
    private static final Read READ = Read.of(Materials.elliptic("SHA256withECDSA"));

    private static Judgement judged(
            ValidationPolicy policy, Read read, ProofsOfExistence proofs, CertificateStatus status) {
        Judgement judgement = new Judgement("S0");
        EstonianRules.timeAndStatus(read.material(), proofs, status, Rules.of(policy), judgement);
        return judgement;
    }

    private static ProofsOfExistence proofs(Optional<Instant> best, boolean qualified, @Nullable FindingCode problem) {
        return new ProofsOfExistence(
                best, qualified, ProofsOfExistence.AnswerTimes.of(STAMPED), problem, "why", Optional.empty());
    }

    private static ProofsOfExistence proven() {
        return proofs(Optional.of(STAMPED), true, null);
    }

    private static Judgement answered(CertificateStatus status) {
        return judged(ValidationPolicy.ESTONIA, READ, proven(), status);
    }

    @Test
    void whenStampedAndAnsweredAtOnce_thenNothingToSay() {
        assertThat(answered(status(good(STAMPED))).findings()).isEmpty();
    }

    @Test
    void whenTheTimestampIsNotQualified_thenOnlyTheQualifiedRulesRefuse() {
        ProofsOfExistence unqualified = proofs(Optional.of(STAMPED), false, null);

        assertThat(judged(ValidationPolicy.ESTONIA, READ, unqualified, status(good(STAMPED)))
                        .code())
                .contains(FindingCode.TIMESTAMP_UNTRUSTED);
        assertThat(judged(ValidationPolicy.QES, READ, unqualified, status(good(STAMPED)))
                        .findings())
                .isEmpty();
    }

    @Test
    void whenThereIsNoTimestamp_thenMissing() {
        Read unstamped = READ.stamps(0, 1);

        assertThat(judged(ValidationPolicy.ESTONIA, unstamped, proven(), status(good(STAMPED)))
                        .code())
                .contains(FindingCode.TIMESTAMP_MISSING);
        assertThat(judged(ValidationPolicy.QES, unstamped, proven(), status(good(STAMPED)))
                        .findings())
                .as("proven by an archive time-stamp")
                .isEmpty();
        assertThat(judged(ValidationPolicy.QES, unstamped, proofs(Optional.empty(), true, null), status(good(STAMPED)))
                        .code())
                .contains(FindingCode.TIMESTAMP_MISSING);
    }

    @Test
    void whenTheFirstTimestampProvesNothing_thenItsProblemDecides() {
        assertThat(errors(judged(
                        ValidationPolicy.QES,
                        READ,
                        proofs(Optional.of(STAMPED), true, FindingCode.TIMESTAMP_IMPRINT_MISMATCH),
                        status(good(STAMPED)))))
                .containsExactly(FindingCode.TIMESTAMP_IMPRINT_MISMATCH);
    }

    @Test
    void whenTheAnswerIsOlderThanTheTimestamp_thenInvalid() {
        assertThat(answered(status(good(STAMPED.minusSeconds(1)))).code()).contains(FindingCode.OCSP_BEFORE_TIMESTAMP);
        assertThat(answered(status(good(STAMPED.minusSeconds(1)), good(STAMPED.plusSeconds(1))))
                        .findings())
                .isEmpty();
        assertThat(judged(ValidationPolicy.QES, READ, proven(), status(good(STAMPED.minusSeconds(1))))
                        .findings())
                .isEmpty();
    }

    @Test
    void whenTheAnswerComesAQuarterOfAnHourLater_thenAWarning() {
        assertThat(answered(status(good(STAMPED.plusSeconds(899)))).findings()).isEmpty();
        Judgement late = answered(status(good(STAMPED.plusSeconds(900))));
        assertThat(late.verdict()).isEqualTo(Verdict.VALID);
        assertThat(warnings(late)).containsExactly(FindingCode.OCSP_LATE);
        assertThat(late.findings().get(0).text()).endsWith("It came 15 minutes later.");
    }

    @Test
    void whenNoAnswerIsThere_thenTheStepBeforeHasSaidSo() {
        assertThat(answered(CertificateStatus.none()).findings()).isEmpty();
        assertThat(answered(status(Materials.list(Says.GOOD, STAMPED, STAMPED))).findings())
                .isEmpty();
        assertThat(judged(
                                ValidationPolicy.ESTONIA,
                                READ,
                                proofs(Optional.empty(), true, null),
                                status(good(STAMPED.minusSeconds(1))))
                        .findings())
                .isEmpty();
    }
}
