package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDateTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:00:00Z, 2026-11-22T12:00:00Z",
        "' 2026-11-22T12:00:00Z ', 2026-11-22T12:00:00Z",
        "2026-11-22T14:30:05+02:30, 2026-11-22T12:00:05Z",
        "2026-11-22T09:30:05-02:30, 2026-11-22T12:00:05Z",
        "2026-11-22T12:00:00.5Z, 2026-11-22T12:00:00.500Z",
        "2026-11-22T12:00:00.05Z, 2026-11-22T12:00:00.050Z",
        "2026-11-22T12:00:00.123456789Z, 2026-11-22T12:00:00.123456789Z",
        "2026-11-22T12:00:00.1234567891Z, 2026-11-22T12:00:00.123456789Z",
        "2026-11-22T12:00:00.Z, 2026-11-22T12:00:00Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
    })
    void whenItIsATimeWithZone_thenThatInstant(String text, Instant expected) {
        assertThat(XmlDateTime.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-11-22T12:00:00",
                "2026-11-22T12:00:00.5",
                "2026-11-22T12:00:0Z",
                "2026/11-22T12:00:00Z",
                "2026-11/22T12:00:00Z",
                "2026-11-22 12:00:00Z",
                "2026-11-22T12.00:00Z",
                "2026-11-22T12:00.00Z",
                "2026-11-22T12:00:00z",
                "2026-11-22T12:00:00ZZ",
                "2026-11-22T12:00:00+0200",
                "2026-11-22T12:00:00+02.00",
                "2026-11-22T12:00:00*02:00",
                "2026-11-22T12:00:00+19:00",
                "2026-11-22T12:00:00+a2:00",
                "2026-02-30T12:00:00Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T12:60:00Z",
                "2026-11-22T12:00:60Z",
                "2026-13-22T12:00:00Z",
                "-026-11-22T12:00:00Z",
                "２０２６-11-22T12:00:00Z",
                "12026-11-22T12:00:00Z"
            })
    void whenItIsNot_thenNothing(String text) {
        assertThat(XmlDateTime.parse(text)).isEmpty();
    }
}
