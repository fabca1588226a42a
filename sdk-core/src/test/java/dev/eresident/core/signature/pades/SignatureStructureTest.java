package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.pades.RawScan.RawObject;
import dev.eresident.core.signature.pades.RawScan.RawSignature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places and ranges at their limits, on a few bytes. */
class SignatureStructureTest {
    private static SignatureStructure structure(String file) {
        byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);
        return new SignatureStructure(bytes, RawScan.of(bytes, new PdfBudget()));
    }

    @Nested
    class Places {
        private static final String FILE = "1 0 obj 5 endobj \n\r\t2 0 obj 6 endobj x \n ";

        @ParameterizedTest
        @CsvSource({"16, 2", "17, 2", "19, 2", "20, 2", "21, 0", "15, 0", "1, 0", "0, 0", "-1, 0", "36, 0", "38, 0"})
        void whenAnObjectIsLookedUp_thenOnlyWhiteSpaceMayStandBeforeIt(long offset, int number) {
            RawObject found = structure(FILE).objectAt(offset);
            assertThat(found == null ? 0 : found.number()).isEqualTo(number);
        }

        @Test
        void whenOnlyWhiteSpaceFollowsOrNothing_thenThereIsNone() {
            int size = FILE.length();
            for (long offset : new long[] {size - 3, size - 1, size, size + 1L, 1L << 32, (1L << 32) + 20}) {
                assertThat(structure(FILE).objectAt(offset)).isNull();
            }
        }
    }

    @Nested
    class Ranges {
        /** Six digits between the place 2 and the place 10, and the end of a revision at 20. */
        private static final String FILE = "%\n<300100>%\n   %%EOF";

        private PdfSignature check(Integer... byteRange) {
            RawSignature raw = new RawSignature(0, List.of(byteRange), 2, 10, "");
            return structure(FILE).check("A", PdfSignature.Kind.CADES, raw, Optional.empty(), true);
        }

        @Test
        void whenEverythingButTheGapIsCovered_thenSound() {
            PdfSignature signature = check(0, 2, 10, 10);
            assertThat(signature.remarks()).isEmpty();
            assertThat(signature.range()).contains(new ByteRange(2, 10, 20));
            assertThat(signature.coversDocument()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0, 10, 10, false",
            "0, -1, 10, 10, false",
            "1, 2, 10, 10, false",
            "0, 2, 1, 19, false",
            "0, 2, 10, 11, false",
            "0, 2, 2147483647, 2147483647, false",
            "0, 1, 10, 10, true",
            "0, 2, 2, 18, true",
            "0, 2, 9, 11, true",
            "0, 2, 10, 9, true"
        })
        void whenARangeIsWrong_thenItIsReportedWithItsBytesOnlyWhenItFits(int a, int b, int c, int d, boolean fits) {
            PdfSignature signature = check(a, b, c, d);
            assertThat(signature.remarks())
                    .extracting(PdfRemark::code)
                    .containsExactly(FindingCode.PDF_BYTE_RANGE_INVALID);
            assertThat(signature.broken()).isTrue();
            assertThat(signature.range().isPresent()).isEqualTo(fits);
        }
    }

    /** Signatures and stamps as they would be found in a file of hundred bytes. */
    @Nested
    class Order {
        private PdfSignature covering(PdfSignature.Kind kind, int gapStart, int end) {
            return new PdfSignature(
                    "A",
                    kind,
                    Bytes.empty(),
                    Optional.of(new ByteRange(gapStart, gapStart + 5, end)),
                    Optional.empty(),
                    false,
                    false,
                    false,
                    List.of());
        }

        private List<PdfSignature> over(PdfSignature signature, PdfSignature... stamps) {
            ValidationMaterial none = new ValidationMaterial(List.of(), List.of(), List.of());
            return new PdfDocument(Arrays.asList(stamps), none, List.of()).timestampsOver(signature);
        }

        @Test
        void whenAStampStartsBehindTheSignature_thenItCoversIt() {
            PdfSignature signature = covering(PdfSignature.Kind.CADES, 10, 40);
            PdfSignature touching = covering(PdfSignature.Kind.DOCUMENT_TIMESTAMP, 40, 60);
            PdfSignature behind = covering(PdfSignature.Kind.DOCUMENT_TIMESTAMP, 70, 100);
            PdfSignature within = covering(PdfSignature.Kind.DOCUMENT_TIMESTAMP, 39, 60);
            assertThat(over(signature, touching, behind)).containsExactly(touching, behind);
            assertThat(over(signature, within)).isEmpty();
        }

        @Test
        void whenItIsBrokenOrNoStamp_thenItCoversNothing() {
            PdfSignature signature = covering(PdfSignature.Kind.CADES, 10, 40);
            PdfSignature stamp = covering(PdfSignature.Kind.DOCUMENT_TIMESTAMP, 50, 60);
            PdfRemark error = PdfRemark.error(FindingCode.PDF_BYTE_RANGE_INVALID, "");
            PdfRemark warning = PdfRemark.warning(FindingCode.PDF_PERMITTED_CHANGE, "");
            assertThat(over(signature, stamp.with(List.of(error)))).isEmpty();
            assertThat(over(signature, stamp.with(List.of(warning)))).hasSize(1);
            assertThat(over(signature, covering(PdfSignature.Kind.CADES, 50, 60)))
                    .isEmpty();
        }

        @Test
        void whenRangesTouch_thenTheyDoNotOverlap() {
            PdfSignature first = covering(PdfSignature.Kind.CADES, 10, 40);
            List<PdfSignature> touching =
                    SignatureStructure.nested(List.of(first, covering(PdfSignature.Kind.CADES, 40, 80)));
            assertThat(touching).noneMatch(PdfSignature::broken);
            List<PdfSignature> overlapping =
                    SignatureStructure.nested(List.of(first, covering(PdfSignature.Kind.CADES, 39, 80)));
            assertThat(overlapping).allMatch(PdfSignature::broken);
        }
    }
}
