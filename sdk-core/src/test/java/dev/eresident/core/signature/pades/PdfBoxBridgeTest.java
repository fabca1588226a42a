package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects as PDFBox reads them: handed out as they stand in the file, and a failure is none that is swallowed. */
class PdfBoxBridgeTest {
    /** A document whose objects from 10 on are the given ones; the table may say that one stands elsewhere. */
    private static PdfObjects open(Map<Integer, Integer> elsewhere, String... values) {
        StringBuilder file = new StringBuilder("%PDF-1.7\n");
        StringBuilder table = new StringBuilder("xref\n0 1\n0000000000 65535 f\r\n");
        for (int i = -2; i < values.length; i++) {
            String value = i == -2 ? "<</Type/Catalog/Pages 9 0 R>>" : i == -1 ? "<</Kids[]/Count 0>>" : values[i];
            int number = 10 + i;
            int at = elsewhere.getOrDefault(number, file.length());
            table.append(String.format(Locale.ROOT, "%d 1\n%010d 00000 n\r\n", number, at));
            file.append(number).append(" 0 obj\n").append(value).append("\nendobj\n");
        }
        int start = file.length();
        file.append(table)
                .append("trailer\n<</Size 100/Root 8 0 R>>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        byte[] bytes = file.toString().getBytes(StandardCharsets.ISO_8859_1);
        return PdfBoxBridge.open(bytes, bytes.length, new PdfBudget());
    }

    private static PdfValue.Ref ref(int number) {
        return new PdfValue.Ref(number, 0);
    }

    private static void assertMalformed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("PDF_MALFORMED"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "-0.25, -0.25",
        "2, 2",
        "2.0, 2",
        "-7, -7",
        "16777217, 16777217",
        "2147483647, 2147483647",
        "0, 0"
    })
    void whenANumberIsRead_thenItIsThatNumber(String written, double value) {
        try (PdfObjects objects = open(Map.of(), written)) {
            assertThat(objects.get(ref(10))).isEqualTo(new PdfValue.Num(value));
        }
    }

    @Test
    void whenAnObjectIsInNoTable_thenItIsNothing() {
        try (PdfObjects objects = open(Map.of(), "1")) {
            assertThat(objects.get(ref(11))).isEqualTo(PdfValue.NOTHING);
            assertThat(objects.get(new PdfValue.Ref(10, 1))).isEqualTo(PdfValue.NOTHING);
            assertThat(objects.get(ref(10))).isEqualTo(new PdfValue.Num(1));
        }
    }

    @Test
    void whenTheTablePointsElsewhere_thenMalformedInsteadOfNothing() {
        try (PdfObjects objects = open(Map.of(11, 3), "1", "2")) {
            assertThat(objects.get(ref(10))).isEqualTo(new PdfValue.Num(1));
            assertMalformed(() -> objects.get(ref(11)));
        }
    }

    @Test
    void whenAnObjectIsAReferenceItself_thenMalformed() {
        try (PdfObjects objects = open(Map.of(), "11 0 R", "(end)")) {
            assertThat(objects.text(ref(11))).isEqualTo("end");
            assertMalformed(() -> objects.resolve(ref(10)));
        }
    }

    @Test
    void whenADictionaryIsThatOfAStream_thenItIsFound() {
        try (PdfObjects objects = open(Map.of(), "<</A/B/Length 1>>\nstream\nx\nendstream", "<</A/C>>", "[1]")) {
            assertThat(objects.name(objects.dict(ref(10)).get("A"))).isEqualTo("B");
            assertThat(objects.name(objects.dict(ref(11)).get("A"))).isEqualTo("C");
            assertThat(objects.dict(ref(12)).entries()).isEmpty();
        }
    }
}
