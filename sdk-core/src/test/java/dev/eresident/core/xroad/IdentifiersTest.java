package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoding and refusal of the parts of identifiers. */
class IdentifiersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bank|bank",
                "a b|a%20b",
                "a+b|a%2Bb",
                "ä|%C3%A4",
                "õ,1|%C3%B5%2C1",
                "'(=)?|%27%28%3D%29%3F",
                "A-Z._~|A-Z._~",
                "a&b#c|a%26b%23c",
                "𝄞|%F0%9D%84%9E"
            })
    void whenPartHasAnyAllowedCharacter_thenItIsEncodedExactlyAndReadBack(String part, String encoded) {
        XRoadClientId id = XRoadClientId.subsystem("EE", "COM", "12345678", part);

        assertThat(id.toPath()).isEqualTo("EE/COM/12345678/" + encoded);
        assertThat(XRoadClientId.parse(id.toPath())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a%b",
                "a:b",
                "a;b",
                "a/b",
                "a\\b",
                "a\u200bb",
                "\ufeffa",
                "a\nb",
                "a\u0000",
                "\u0085",
                ".",
                ".."
            })
    void whenPartIsEmptyOrHoldsAForbiddenCharacter_thenItIsRefused(String part) {
        assertThatIllegalArgumentException().isThrownBy(() -> XRoadClientId.subsystem("EE", "COM", "1", part));
        assertThatIllegalArgumentException().isThrownBy(() -> new XRoadClientId(part, "COM", "1", Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XRoadServiceId.of(XRoadClientId.subsystem("EE", "COM", "1", "s"), part));
    }

    @Test
    void whenPartHasALoneSurrogate_thenItIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> XRoadClientId.subsystem("EE", "COM", "1", "\ud834"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EE/COM",
                "EE/COM/1/2/3",
                "EE//1",
                "EE/COM/%4",
                "EE/COM/%zz",
                "EE/COM/%ff",
                "EE/COM/ä",
                "EE/COM/a%2Fb"
            })
    void whenPathIsNotAnIdentifier_thenItIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> XRoadClientId.parse(path));
    }

    @Test
    void whenCaseDiffers_thenIdentifiersDiffer() {
        assertThat(XRoadClientId.parse("EE/COM/1/Bank")).isNotEqualTo(XRoadClientId.parse("EE/COM/1/bank"));
    }

    @Test
    void whenServiceIsWritten_thenPathHasNoVersion() {
        XRoadServiceId service = XRoadServiceId.of(XRoadClientId.parse("EE/GOV/70000310/arireg"), "esindus_v2", "v1");

        assertThat(service.toPath()).isEqualTo("EE/GOV/70000310/arireg/esindus_v2");
        assertThat(service).hasToString("EE/GOV/70000310/arireg/esindus_v2 v1");
    }
}
