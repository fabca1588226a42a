package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of a PDF: names of fields are compared by them. */
class PdfValueTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "41, A",
        "41d5, A\u00d5",
        // UTF-16 with its mark
        "feff00410161, A\u0161",
        "feff, ''",
        "fe, \u00fe",
        "fe41, \u00feA",
        "41ff, A\u00ff",
        "fffe41, \u00ff\u00feA",
        // UTF-8 with its mark
        "efbbbf41c5a1, A\u0161",
        "efbbbf, ''",
        "efbb, \u00ef\u00bb",
        "efbb41, \u00ef\u00bbA",
        "ef41bf, \u00efA\u00bf",
        "41bbbf, A\u00bb\u00bf",
        "ef, \u00ef"
    })
    void whenATextIsDecoded_thenOnlyAWholeMarkSaysHow(String hex, String text) {
        PdfValue.Text value = new PdfValue.Text(Bytes.of(HexFormat.of().parseHex(hex)));
        assertThat(value.decoded().getBytes(StandardCharsets.UTF_16BE))
                .isEqualTo(text.getBytes(StandardCharsets.UTF_16BE));
    }
}
