package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one document may make us do: up to each limit, and not beyond. */
class PdfBudgetTest {
    private static final int VALUES = 4_000_000;
    private static final long UNPACKED = 64L << 20;
    private static final PdfValue FLATE = new PdfValue.Name("FlateDecode");

    private final PdfBudget budget = new PdfBudget();

    private static void assertTooComplex(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("PDF_TOO_COMPLEX"));
    }

    private static void assertMalformed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("PDF_MALFORMED"));
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static PdfValue.Dict dict(String key, PdfValue value) {
        return new PdfValue.Dict(Map.of(key, value));
    }

    @Nested
    class Counting {
        @Test
        void whenValuesReachTheLimit_thenOneMoreIsTooMuch() {
            budget.values(VALUES - 1);
            budget.values(1);
            assertTooComplex(() -> budget.values(1));
        }

        @Test
        void whenBytesReachTheLimit_thenOneMoreIsTooMuch() {
            budget.unpacked(UNPACKED);
            assertTooComplex(() -> budget.unpacked(1));
        }

        @Test
        void whenObjectsReachTheLimit_thenOneMoreIsTooMuchAndTheyAreValuesToo() {
            budget.xrefEntries(1_000_000);
            assertTooComplex(() -> budget.xrefEntries(1_000_001));
            budget.values(VALUES - 1_000_000);
            assertTooComplex(() -> budget.values(1));
        }

        @Test
        void whenAnotherRevisionBegins_thenValuesAndBytesAreCountedAnew() {
            budget.values(VALUES);
            budget.unpacked(UNPACKED);
            budget.restart();
            assertThatCode(() -> {
                        budget.values(VALUES);
                        budget.unpacked(UNPACKED);
                    })
                    .doesNotThrowAnyException();
        }

        @Test
        void whenComparisonsReachTheLimit_thenOneMoreIsTooMuchAndARevisionDoesNotHelp() {
            for (int i = 0; i < 20_000_000; i++) {
                budget.comparison();
            }
            budget.restart();
            assertTooComplex(budget::comparison);
        }
    }

    @Nested
    class Measuring {
        @Test
        void whenAStreamIsMeasured_thenItsBytesAreToldAndCounted() {
            assertThat(budget.measure(deflated(new byte[20_000]))).isEqualTo(20_000);
            budget.unpacked(UNPACKED - 20_000);
            assertTooComplex(() -> budget.unpacked(1));
        }

        @Test
        void whenAStreamIsMeasured_thenItsTokensAreCounted() {
            budget.measure(deflated("1 0 <</A[1(x)]/B<00>>>".getBytes(StandardCharsets.ISO_8859_1)));
            budget.values(VALUES - 11);
            assertTooComplex(() -> budget.values(1));
        }

        @Test
        void whenTokensAreLong_thenEachIsCountedOnce() {
            budget.measure(deflated("abc\0def ghi".getBytes(StandardCharsets.ISO_8859_1)));
            budget.values(VALUES - 3);
            assertTooComplex(() -> budget.values(1));
        }

        @Test
        void whenAStreamIsDamaged_thenWhatCameBeforeCounts() {
            byte[] whole = deflated("some text that is long enough".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(budget.measure(Arrays.copyOf(whole, 12))).isBetween(1L, 28L);
            assertThat(budget.measure(new byte[0])).isZero();
            assertThat(budget.measure(new byte[1])).isZero();
            assertThat(budget.measure(new byte[] {0x78, (byte) 0x9c, (byte) 0xff}))
                    .isZero();
        }
    }

    @Nested
    class Unpacking {
        private final byte[] content = "content".getBytes(StandardCharsets.ISO_8859_1);

        @Test
        void whenThereIsNoFilter_thenTheBytesAsTheyAre() {
            assertThat(budget.unpack(PdfValue.Dict.EMPTY, content)).isEqualTo(content);
            assertThat(budget.unpack(dict("Filter", new PdfValue.Array(List.of())), content))
                    .isEqualTo(content);
        }

        @Test
        void whenTheyAreDeflated_thenInflated() {
            assertThat(budget.unpack(dict("Filter", FLATE), deflated(content))).isEqualTo(content);
            assertThat(budget.unpack(dict("Filter", new PdfValue.Array(List.of(FLATE))), deflated(content)))
                    .isEqualTo(content);
            byte[] large = new byte[100_000];
            large[99_999] = 7;
            assertThat(budget.unpack(dict("Filter", FLATE), deflated(large))).isEqualTo(large);
        }

        @Test
        void whenTheyArePackedOtherwise_thenMalformed() {
            assertMalformed(() -> budget.unpack(dict("Filter", new PdfValue.Name("LZWDecode")), content));
            assertMalformed(() -> budget.unpack(dict("Filter", new PdfValue.Num(1)), content));
            assertMalformed(() ->
                    budget.unpack(dict("Filter", new PdfValue.Array(List.of(FLATE, FLATE))), deflated(content)));
            assertMalformed(() -> budget.unpack(
                    new PdfValue.Dict(Map.of("Filter", FLATE, "DecodeParms", PdfValue.Dict.EMPTY)), deflated(content)));
            assertMalformed(() -> budget.unpack(dict("Filter", FLATE), content));
        }

        @Test
        void whenTheyAreTooLarge_thenRefused() {
            byte[] most = new byte[PdfBudget.MAX_MATERIAL];
            assertThat(budget.unpack(PdfValue.Dict.EMPTY, most)).hasSize(most.length);
            assertThat(budget.unpack(dict("Filter", FLATE), deflated(most))).hasSize(most.length);
            byte[] more = new byte[PdfBudget.MAX_MATERIAL + 1];
            assertTooComplex(() -> budget.unpack(PdfValue.Dict.EMPTY, more));
            assertTooComplex(() -> budget.unpack(dict("Filter", FLATE), deflated(more)));
        }

        @Test
        void whenManyAreUnpacked_thenTheyCountTogether() {
            budget.unpacked(UNPACKED - 6);
            assertTooComplex(() -> budget.unpack(dict("Filter", FLATE), deflated(content)));
        }
    }
}
