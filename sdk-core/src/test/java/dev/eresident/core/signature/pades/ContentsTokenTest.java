package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the CMS in Contents ends, and what stands behind it. */
class ContentsTokenTest {
    @ParameterizedTest
    @CsvSource({"<0a1B>, 0a1b", "<0a 1 b>, 0a1b", "<0a1>, 0a10", "<f>, f0", "<>, ''", "<00ff80>, 00ff80"})
    void whenDigitsAreDecoded_thenAnOddLastOneIsFollowedByZero(String text, String hex) {
        byte[] file = ("x" + text + "9").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HexFormat.of().formatHex(ContentsToken.decode(file, 1, file.length - 1)))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "0500, 2",
        "0500ff, 2",
        "048100, 3",
        "04020102, 4",
        "0403 0102, -1",
        "04810101, 4",
        "0482000101, 5",
        "048400000001ff, 7",
        "04850000000001ff, -1",
        "0484000000, -1",
        "0484ffffffff00, -1",
        "04847fffffff00, -1",
        "30800000, 4",
        "3080040101 0000, 7",
        "3080308005000000 0000, 10",
        "3080040101, -1",
        "3080040101 00, -1",
        "30800402 0000 0000, 8",
        "30, -1",
        "'', -1",
        "1f0500, -1",
        "3f0500, -1",
        "3080 1f00 0000, -1"
    })
    void whenAnElementIsMeasured_thenItsOwnBytesCount(String hex, int length) {
        assertThat(ContentsToken.length(HexFormat.of().parseHex(hex.replace(" ", ""))))
                .isEqualTo(length);
    }

    @Test
    void whenTheLengthHasSeveralBytes_thenTheFirstIsTheHighest() {
        byte[] longForm = HexFormat.of().parseHex("04820102" + "00".repeat(300));
        assertThat(ContentsToken.length(longForm)).isEqualTo(4 + 258);
    }

    @Test
    void whenElementsAreNestedDeeply_thenTheyAreNone() {
        assertThat(ContentsToken.length(nested(40))).isEqualTo(160);
        assertThat(ContentsToken.length(nested(41))).isEqualTo(164);
        assertThat(ContentsToken.length(nested(42))).isEqualTo(-1);
    }

    private static byte[] nested(int depth) {
        return HexFormat.of().parseHex("3080".repeat(depth) + "0000".repeat(depth));
    }

    @Test
    void whenOnlyZerosStandThere_thenItIsBlank() {
        assertThat(ContentsToken.isBlank(new byte[0])).isTrue();
        assertThat(ContentsToken.isBlank(new byte[3])).isTrue();
        assertThat(ContentsToken.isBlank(new byte[] {0, 0, 1})).isFalse();
    }
}
