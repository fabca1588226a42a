package dev.eresident.auth.webeid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ConfigurationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://bank.example, https://bank.example",
        "HTTPS://Bank.EXAMPLE, https://bank.example",
        "https://bank.example:443, https://bank.example",
        "https://bank.example:0443, https://bank.example",
        "https://bank.example:8443, https://bank.example:8443",
        "https://bank.example:65535, https://bank.example:65535",
        "https://päike.ee, https://xn--pike-loa.ee",
        "https://PÄIKE.ee:443, https://xn--pike-loa.ee",
        "https://xn--pike-loa.ee, https://xn--pike-loa.ee",
        "https://localhost:8443, https://localhost:8443",
        "https://127.0.0.1:8443, https://127.0.0.1:8443",
    })
    void whenItCanBeAnOrigin_thenWrittenAsABrowserDoes(String text, String origin) {
        assertThat(Origin.normalise(text)).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-url",
                "http://bank.example",
                "https://",
                "https:///bank.example",
                "https://bank.example/",
                "https://bank.example/login",
                "https://bank.example?x",
                "https://bank.example#x",
                "https://user@bank.example",
                "https://bank.example:",
                "https://bank.example:0",
                "https://bank.example:65536",
                "https://bank.example:999999",
                "https://bank.example:8x",
                "https://bank..example",
                "https://bank.example.",
                "https://-bank.example",
                "https://bank_1.example",
                "https://bank example",
                "https://[::1]",
                "https://straße.example",
                " https://bank.example",
                "https://bank.example\n",
                "https://bank%2eexample",
            })
    void whenItCanNeverBeAnOrigin_thenRefused(String text) {
        assertThatThrownBy(() -> Origin.normalise(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("location.origin")
                .extracting(e -> ((ConfigurationException) e).code(), InstanceOfAssertFactories.STRING)
                .isEqualTo("ORIGIN_INVALID");
    }

    @Test
    void whenMissing_thenSaidSo() {
        assertThatThrownBy(() -> Origin.normalise(" "))
                .isInstanceOf(ConfigurationException.class)
                .extracting(e -> ((ConfigurationException) e).code())
                .isEqualTo("ORIGIN_MISSING");
    }
}
