package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects a table frees: counted from the start of each section. */
class FreeEntriesTest {
    private static Set<Long> lines(String table) {
        byte[] file = ("x xref\n" + table + " trailer").getBytes(StandardCharsets.ISO_8859_1);
        return FreeEntries.ofLines(file, 1, file.length - 8);
    }

    private static Set<Long> rows(String hex, int typeWidth, int width, Integer... index) throws IOException {
        return FreeEntries.ofRows(
                new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", ""))),
                typeWidth,
                width,
                Arrays.asList(index));
    }

    private static Set<Long> numbers(String text) {
        return text.isEmpty()
                ? Set.of()
                : Set.copyOf(Arrays.stream(text.split(" ")).map(Long::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "0 1 0000000000 65535 f, 0",
        "4 1 0000000000 00001 f, 4",
        "4 1 0000000017 00001 f, 4",
        "4 1 0000000017 00000 n, ''",
        "4 1 0000000001 00000 n, ''",
        "4 1 0000000000 00000 n, 4",
        "4 3 0000000017 00000 n 0000000000 00001 f 0000000018 00000 n, 5",
        "4 2 0000000017 00000 n 0000000018 00000 n 9 2 0000000000 00001 f 0000000000 00001 f, 9 10",
        "0 0 4 1 0000000000 00001 f, 4",
        "'', ''",
        "0 0, ''"
    })
    void whenATableHasLines_thenTheFreeOnesAreFound(String table, String freed) {
        assertThat(lines(table)).isEqualTo(numbers(freed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 1 0 1 7 f", "4 1 0 1 f f", "4 1 0 1 f 2 f", "1 f"})
    void whenALineHasOtherNumbers_thenMalformed(String table) {
        assertThatThrownBy(() -> lines(table)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whenTheTableEnds_thenWhatFollowsIsNotReadAsItsLine() {
        byte[] file = "xref 4 1 0 1 f 5 1 0 1 f".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FreeEntries.ofLines(file, 0, 14)).containsExactly(4L);
        assertThat(FreeEntries.ofLines(file, 0, 23)).containsExactly(4L);
        assertThat(FreeEntries.ofLines(file, 0, 24)).containsExactlyInAnyOrder(4L, 5L);
    }

    @Test
    void whenAStreamHasRows_thenThoseOfTypeZeroAreFound() throws IOException {
        assertThat(rows("01 0011 00  00 0000 01  02 0007 00", 1, 4, 4, 3)).containsExactly(5L);
        assertThat(rows("00 0011 00  00 0000 01", 1, 4, 4, 1, 9, 1)).containsExactlyInAnyOrder(4L, 9L);
        assertThat(rows("0000 11  0001 00  0100 00", 2, 3, 4, 3)).containsExactly(4L);
        assertThat(rows("0000 0000", 0, 2, 4, 2)).isEmpty();
        assertThat(rows("00 00", 1, 2, 4)).isEmpty();
    }

    @Test
    void whenTheRowsEndEarlier_thenTheRestIsNotFreed() throws IOException {
        assertThat(rows("00 00", 1, 2, 4, 2_000_000_000)).isEqualTo(Set.copyOf(List.of(4L)));
        assertThat(rows("", 1, 2, 4, 1)).isEmpty();
    }
}
