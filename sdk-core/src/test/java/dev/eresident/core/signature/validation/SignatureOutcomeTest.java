package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureOutcomeTest {
    private final Judgement judgement = new Judgement("S0");

    private SignatureOutcome unread() {
        return SignatureOutcome.unread("S0", judgement, Profile.B, Optional.empty(), Optional.empty());
    }

    @Test
    void whenASignatureCouldNotBeReadAndNobodySaidWhy_thenItIsMalformed() {
        assertThat(unread().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(unread().code()).contains(FindingCode.FORMAT_FAILURE);
        assertThat(unread().files()).isEmpty();
    }

    @Test
    void whenAReasonWasFound_thenThatDecides() {
        judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, "");

        assertThat(unread().verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(unread().code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        assertThat(unread().findings()).hasSize(1);
    }
}
