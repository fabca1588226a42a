package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Verdict;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private final Judgement judgement = new Judgement("S0");

    @Test
    void whenNothingFailed_thenValid() {
        judgement.warn(FindingCode.WEAK_DIGEST, "");

        assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
        assertThat(judgement.failed()).isFalse();
        assertThat(judgement.code()).isEmpty();
        assertThat(judgement.findings())
                .containsExactly(new Finding(
                        FindingCode.WEAK_DIGEST, Finding.Severity.WARNING, "S0", FindingCode.WEAK_DIGEST.sentence()));
    }

    @Test
    void whenSeveralFail_thenTheFirstDecides() {
        judgement.fail(FindingCode.NO_POE, FindingCode.WEAK_KEY, "x");
        judgement.fail(FindingCode.HASH_FAILURE, "");

        assertThat(judgement.code()).contains(FindingCode.NO_POE);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(judgement.failed()).isTrue();
        assertThat(judgement.findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.NO_POE, FindingCode.WEAK_KEY, FindingCode.HASH_FAILURE);
        assertThat(judgement.findings()).allMatch(f -> f.severity() == Finding.Severity.ERROR);
        assertThat(judgement.findings().get(1).text()).isEqualTo(FindingCode.WEAK_KEY.sentence() + " x");
    }

    @Test
    void whenAnotherStepFoundAnError_thenItDecides() {
        judgement.add(new Finding(FindingCode.WEAK_DIGEST, Finding.Severity.WARNING, "", "w"));
        assertThat(judgement.failed()).isFalse();

        judgement.add(new Finding(FindingCode.HASH_FAILURE, Finding.Severity.ERROR, "a.txt", "e"));
        judgement.add(new Finding(FindingCode.NO_POE, Finding.Severity.ERROR, "", "later"));

        assertThat(judgement.code()).contains(FindingCode.HASH_FAILURE);
        assertThat(judgement.findings()).extracting(Finding::where).containsExactly("S0", "S0 a.txt", "S0");
        assertThat(judgement.findings().get(1).severity()).isEqualTo(Finding.Severity.ERROR);
    }

    @Test
    void whenStartedAnew_thenNothingIsLeft() {
        judgement.fail(FindingCode.HASH_FAILURE, "");
        Judgement anew = judgement.restarted();

        assertThat(anew.failed()).isFalse();
        anew.warn(FindingCode.WEAK_KEY, "");
        assertThat(anew.findings()).extracting(Finding::where).containsExactly("S0");
    }

    @Test
    void whenThereAreTooMany_thenTheRestIsCountedAsOne() {
        for (int i = 0; i < 200; i++) {
            judgement.warn(FindingCode.WEAK_KEY, "number " + i);
        }
        judgement.warn(FindingCode.WEAK_KEY, "number 7");
        assertThat(judgement.findings()).hasSize(200);

        judgement.fail(FindingCode.HASH_FAILURE, "");
        judgement.warn(FindingCode.WEAK_KEY, "one more");

        assertThat(judgement.findings()).hasSize(201);
        assertThat(judgement.findings().get(200).text()).startsWith("Further findings");
        assertThat(judgement.code()).contains(FindingCode.HASH_FAILURE);
    }

    @Test
    void whenNothingIsKnownOfTheCertificate_thenNoQualification() {
        assertThat(judgement.qualification()).isEmpty();
    }
}
