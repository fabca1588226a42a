package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.pades.PdfDocument;
import dev.eresident.core.signature.pades.PdfRemark;
import dev.eresident.core.signature.pades.PdfSignature;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revisions behind a signature by which some reader shows something else than was signed. The CMS is a bare number: nothing of it is verified in this step. */
class PdfReaderDifferenceTest {
    private static final byte[] CMS = {0x30, 3, 2, 1, 5};
    private static final String FORM = "<</Fields[10 0 R 40 0 R]/SigFlags 3>>";
    private static final String CATALOG = "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/OpenAction 60 1 R>>";

    private static byte[] signed(PdfForge document) {
        return PdfSigning.with(document, PdfSigning.CADES).signed(covered -> CMS);
    }

    private static byte[] signed() {
        return signed(PdfForge.document());
    }

    private static byte[] then(byte[] file, UnaryOperator<PdfForge> change) {
        return change.apply(PdfForge.continuing(file)).finish().bytes();
    }

    private static PdfSignature first(byte[] file) {
        return PdfDocument.read(file).signatures().stream()
                .filter(s -> s.field().equals("First"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertUnchanged(byte[] file) {
        assertThat(first(file).remarks()).isEmpty();
    }

    private static void assertChanged(byte[] file) {
        assertThat(first(file).remarks())
                .filteredOn(PdfRemark::fatal)
                .extracting(PdfRemark::code)
                .containsOnly(FindingCode.CONTENT_CHANGED_AFTER_SIGNING)
                .isNotEmpty();
    }

    /** Fields that draw over the page without a signature of their own. */
    @Nested
    class AddedFields {
        private byte[] added(String entries) {
            return then(
                    signed(),
                    f -> f
                            .object(PdfForge.FORM, FORM)
                            .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                            .object(40, "<</Type/Annot/FT/Sig/T(New)/P 3 0 R/Rect[0 0 200 200]" + entries + ">>")
                            .stream(41, "/Type/XObject/Subtype/Form", new byte[0]));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/Subtype/Widget/AP<</N 41 0 R>>/V 11 0 R",
                    "/Subtype/Widget/AP<</N 41 0 R>>/Parent 10 0 R",
                    "/Subtype/FreeText/Contents(Pay 999 euros.)/DA(/Helv 12 Tf)",
                    "/Subtype/Square/IC[1 1 1]",
                    "/Subtype/Widget/MK<</BG[1 1 1]>>",
                    "/Subtype/Widget/A<</S/JavaScript/JS(x)>>",
                    "/Subtype/Widget/AA<</PO<</S/JavaScript/JS(x)>>>>",
                    "/Rect[0 0 200 200 0]/Subtype/Widget/AP<</N 41 0 R>>",
                    "/Kids[<</Subtype/Square/Rect[0 0 9 9]/IC[1 1 1]>>]"
                })
        void whenOneDrawsWithoutASignatureOfItsOwn_thenChanged(String entries) {
            assertChanged(added(entries));
        }

        @Test
        void whenItOnlyHasAnArea_thenUnchanged() {
            assertUnchanged(added("/Subtype/Widget"));
        }

        @Test
        void whenAnEmptyFieldGetsTheSignatureThatWasThere_thenChanged() {
            String empty = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Second)/Rect[0 0 99 9]/P 3 0 R>>";
            byte[] file = PdfForge.document()
                    .object(PdfForge.FORM, FORM)
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .object(40, empty)
                    .signature(11, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            assertChanged(then(
                    file,
                    f -> f.object(40, empty.replace(">>", "/V 11 0 R/AP<</N 41 0 R>>>>")).stream(
                            41, "/Type/XObject/Subtype/Form", new byte[0])));
        }
    }

    /** Where a reader starts: at the last startxref of the file, whatever stands around it. */
    @Nested
    class Starts {
        private String table(byte[] file, String trailer) {
            return "xref\n4 1\n0000000000 00001 f\r\ntrailer\n<</Size 100/Root 1 0 R/Prev "
                    + PdfForge.continuing(file).prev().substring(6) + trailer + ">>\nstartxref\n" + file.length + "\n";
        }

        @Test
        void whenATableStandsBehindTheLastEnd_thenChanged() {
            byte[] file = signed();
            assertChanged(PdfForge.continuing(file).raw(table(file, "")).bytes());
        }

        @ParameterizedTest
        @ValueSource(strings = {"startxref\n9\n", "%startxref 9\n", "% startxref\n9 0 obj\n1\nendobj\n", "%\n"})
        void whenTheMarkOfATableStandsBehindTheLastEnd_thenChanged(String mark) {
            byte[] file = then(signed(), f -> f.object(40, "<</A 1>>"));
            assertUnchanged(file);
            assertChanged(PdfForge.continuing(file).raw(mark).bytes());
        }
    }

    /** Trailers: PDFBox joins those of all revisions, other readers use the newest alone. */
    @Nested
    class Trailers {
        private byte[] trailer(String entries) {
            byte[] file = signed();
            return PdfForge.continuing(file)
                    .raw("xref\n40 1\n0000000000 00001 f\r\ntrailer\n<<"
                            + entries.replace("PREV", PdfForge.continuing(file).prev()) + ">>\nstartxref\n"
                            + file.length + "\n%%EOF\n")
                    .bytes();
        }

        @Test
        void whenItSaysAllThatIsNeeded_thenUnchanged() {
            assertUnchanged(trailer("/Size 100/Root 1 0 R PREV"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/Size 100 PREV",
                    "/Root 1 0 R PREV",
                    "/Size 100/Root 1 0 R/Root 9 0 R/Root 1 0 R PREV",
                    "/Size 100/Root 1 0 R/Prev 9 PREV"
                })
        void whenItDoesNot_thenChanged(String entries) {
            assertChanged(trailer(entries));
        }
    }

    /** Objects that readers read in more than one way. */
    @Nested
    class Readings {
        private byte[] catalog(String body) {
            return then(signed(), f -> f.object(PdfForge.CATALOG, body).object(50, "<</Type/Pages/Kids[]/Count 0>>"));
        }

        @Test
        void whenTheCatalogIsWrittenAgain_thenUnchanged() {
            assertUnchanged(catalog("<< /Type /Catalog % pages\n /P#61ges 2 0 R\n/AcroForm\t5 0 R/Lang null"
                    + "/Metadata (a\\)(b)\\053\\\n)/Version/1.7/DSS<</A[1 -2 .5 true <4a 4>]>> >>"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<</Type/Catalog/Pages 50 0 R/Pages 2 0 R/AcroForm 5 0 R>>",
                    "<</Type/Catalog/Pages 50 0 R/P#61ges 2 0 R/AcroForm 5 0 R>>",
                    "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/X null/Metadata<</A 1/A 2>>>>",
                    "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R x>>",
                    "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/Metadata<4x>>>",
                    "<</Type/Catalog/Pages +2 0 R/AcroForm 5 0 R>>"
                })
        void whenTheCatalogCanBeReadInTwoWays_thenChanged(String body) {
            assertThat(first(catalog(body)).broken()).isTrue();
        }

        @Test
        void whenAReferenceHasAnotherGeneration_thenChanged() {
            byte[] file =
                    signed(PdfForge.document().object(PdfForge.CATALOG, CATALOG).object(60, "<</S/A>>"));
            assertUnchanged(then(file, f -> f.object(61, "<</S/B>>")));
            assertChanged(then(file, f -> f.object(60, "<</S/B>>")));
        }

        @Test
        void whenALengthThatIsAnObjectChanges_thenChanged() {
            byte[] text = PdfForge.text("Pay 100 euros.");
            byte[] file = signed(PdfForge.document()
                    .object(60, String.valueOf(text.length))
                    .object(
                            PdfForge.TEXT,
                            "<</Length 60 0 R>>\nstream\n" + new String(text, StandardCharsets.ISO_8859_1)
                                    + "\nendstream"));
            assertUnchanged(then(file, f -> f.object(61, "1")));
            assertChanged(then(file, f -> f.object(60, "20")));
        }
    }
}
