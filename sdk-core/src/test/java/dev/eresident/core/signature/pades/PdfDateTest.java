package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 32000-1 §7.9.4. */
class PdfDateTest {
    @ParameterizedTest
    @CsvSource({
        "D:20261122130405+02'30', 2026-11-22T10:34:05Z",
        "D:20261122130405-02'30', 2026-11-22T15:34:05Z",
        "D:20261122130405+02'30, 2026-11-22T10:34:05Z",
        "D:20261122130405+02, 2026-11-22T11:04:05Z",
        "D:20261122130405+02', 2026-11-22T11:04:05Z",
        "D:20261122130405+, 2026-11-22T13:04:05Z",
        "D:20261122130405+0, 2026-11-22T13:04:05Z",
        "D:20261122130405Z, 2026-11-22T13:04:05Z",
        "D:20261122130405Z00'00', 2026-11-22T13:04:05Z",
        "D:20261122130405, 2026-11-22T13:04:05Z",
        "20261122130405, 2026-11-22T13:04:05Z",
        "D:202611221304, 2026-11-22T13:04:00Z",
        "D:2026112213, 2026-11-22T13:00:00Z",
        "D:20261122, 2026-11-22T00:00:00Z",
        "D:202611, 2026-11-01T00:00:00Z",
        "D:2026, 2026-01-01T00:00:00Z",
        "D:19990909, 1999-09-09T00:00:00Z"
    })
    void whenPartsAreLeftOut_thenTheyAreTheirFirst(String text, Instant time) {
        assertThat(PdfDate.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "D:",
                "D:202",
                "D:20261",
                "D:20261122130",
                "D:20261301",
                "D:20261131",
                "D:20261122240000",
                "D:20261122130405x",
                "D:202611221304051",
                "D:20261122130405+19'00'",
                "D:20261122130405+0x",
                "X:20261122",
                "D:2o26"
            })
    void whenItIsNoDate_thenThereIsNone(String text) {
        assertThat(PdfDate.parse(text)).isEmpty();
    }
}
