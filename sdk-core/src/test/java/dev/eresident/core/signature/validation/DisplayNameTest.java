package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    @Test
    void whenHarmless_thenAsItIs() {
        assertThat(DisplayName.of("leping õ 𝒜.txt")).isEqualTo("\"leping õ 𝒜.txt\"");
        assertThat(DisplayName.of("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\u202e", "\ud800", "\uffff", "\u2028", "\u2029", "\"", "\0"})
    void whenACharacterHidesOrTurns_thenAQuestionMark(String hidden) {
        assertThat(DisplayName.of("a" + hidden + "b")).isEqualTo("\"a?b\"");
    }

    @Test
    void whenTooLong_thenCut() {
        assertThat(DisplayName.of("x".repeat(78))).isEqualTo("\"" + "x".repeat(78) + "\"");
        assertThat(DisplayName.of("x".repeat(79))).isEqualTo("\"" + "x".repeat(79) + "…\"");
        assertThat(DisplayName.of("x".repeat(5000))).isEqualTo("\"" + "x".repeat(79) + "…\"");
    }
}
