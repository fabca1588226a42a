package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "AA, 1", "_-8, 2", "AAAA, 3"})
    void whenWrittenInTheOneSpelling_thenDecoded(String text, int bytes) {
        assertThat(Base64Url.decode(text))
                .hasValueSatisfying(value -> assertThat(value).hasSize(bytes));
    }

    /** Spare bits, padding, the other alphabet, a lone letter, blanks. */
    @ParameterizedTest
    @ValueSource(strings = {"AB", "AA==", "+/8", "A", "A A", "AA\n", "AAB"})
    void whenWrittenInAnotherSpelling_thenRefused(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }
}
