package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.pades.PdfDocument;
import dev.eresident.core.signature.pades.PdfRemark;
import dev.eresident.core.signature.pades.PdfSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the structure of a PDF says against a signature, whose CMS is a bare number here: nothing of it is verified in this step. */
class PdfStructureTest {
    private static final byte[] CMS = {0x30, 3, 2, 1, 5};
    private static final String CATALOG = "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R%s>>";
    private static final String FORM = "<</Fields[10 0 R%s]/SigFlags 3>>";
    private static final String CERTIFIED =
            "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P %d/V/1.2>>>>]";

    private static byte[] signed(PdfForge document, String entries) {
        return PdfSigning.with(document, PdfSigning.CADES + entries).signed(covered -> CMS);
    }

    private static byte[] signed() {
        return signed(PdfForge.document(), "");
    }

    private static byte[] then(byte[] file, UnaryOperator<PdfForge> change) {
        return change.apply(PdfForge.continuing(file)).finish().bytes();
    }

    private static PdfSignature first(byte[] file) {
        return PdfDocument.read(file).signatures().get(0);
    }

    private static List<FindingCode> remarks(byte[] file) {
        return first(file).remarks().stream().map(PdfRemark::code).toList();
    }

    private static void assertUnchanged(byte[] file) {
        assertThat(remarks(file)).isEmpty();
    }

    private static void assertChanged(byte[] file, String what) {
        assertThat(first(file).remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
            assertThat(remark.fatal()).isTrue();
            assertThat(remark.text()).contains(what);
        });
    }

    @Nested
    class Catalogs {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/DSS<</Type/DSS>>",
                    "/Extensions<</ESIC<</BaseVersion/1.7>>>>",
                    "/Version/2.0",
                    "/Metadata 40 0 R",
                    "/Perms<</DocMDP 11 0 R>>"
                })
        void whenWhatMayBeAddedIsAdded_thenUnchanged(String entry) {
            assertUnchanged(then(signed(), f -> f.object(PdfForge.CATALOG, String.format(CATALOG, entry))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/OpenAction[3 0 R/Fit]",
                    "/Names<</JavaScript<<>>>>",
                    "/AA<<>>",
                    "/Outlines 40 0 R",
                    "/OCProperties<<>>",
                    "/PageLabels<</Nums[]>>",
                    "/Lang(et)",
                    "/StructTreeRoot<</Type/StructTreeRoot>>"
                })
        void whenSomethingElseIsAdded_thenChanged(String entry) {
            String name = entry.substring(1).replaceAll("[^A-Za-z].*", "");
            assertChanged(
                    then(
                            signed(),
                            f -> f.object(PdfForge.CATALOG, String.format(CATALOG, entry))
                                    .object(40, "<</Type/Outlines>>")),
                    name);
        }

        @Test
        void whenAnEntryIsTakenAwayOrTurned_thenChanged() {
            byte[] file = signed(
                    PdfForge.document()
                            .object(PdfForge.CATALOG, String.format(CATALOG, "/Lang(et)/ViewerPreferences 60 0 R"))
                            .object(60, "<</A[1 2]/B true>>")
                            .object(61, "<</A[1 2]/B true>>")
                            .object(62, "<</A[1 3]/B true>>"),
                    "");
            assertChanged(then(file, f -> f.object(PdfForge.CATALOG, String.format(CATALOG, "/Lang(et)"))), "Viewer");
            assertChanged(
                    then(
                            file,
                            f -> f.object(
                                    PdfForge.CATALOG, String.format(CATALOG, "/Lang(en)/ViewerPreferences 60 0 R"))),
                    "Lang");
            assertChanged(
                    then(
                            file,
                            f -> f.object(
                                    PdfForge.CATALOG, String.format(CATALOG, "/Lang(et)/ViewerPreferences 62 0 R"))),
                    "");
            assertUnchanged(then(
                    file,
                    f -> f.object(PdfForge.CATALOG, String.format(CATALOG, "/Lang(et)/ViewerPreferences 61 0 R"))));
            assertChanged(then(file, f -> f.object(60, "<</A[1 2 3]/B true>>")), "");
            assertChanged(then(file, f -> f.object(60, "<</A[1 2]/B false>>")), "");
            assertChanged(then(file, f -> f.object(60, "<</A[1 2]>>")), "");
            assertChanged(then(file, f -> f.object(60, "[1 2]")), "Viewer");
            assertUnchanged(then(file, f -> f.object(60, "<</B true/A[1 2]>>")));
        }

        @Test
        void whenTheTrailerTurnsToAnotherCatalog_thenItsPartsAreCompared() {
            PdfForge other = PdfForge.continuing(signed()).object(45, String.format(CATALOG, "/Lang(et)"));
            String moved = new String(other.finish().bytes(), StandardCharsets.ISO_8859_1);
            int at = moved.lastIndexOf("/Root 1 0 R");
            byte[] file = (moved.substring(0, at) + "/Root 45 0 R" + moved.substring(at + 11))
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertChanged(file, "Lang");
        }
    }

    @Nested
    class Pages {
        @Test
        void whenOnlyTheTabOrderChanges_thenUnchanged() {
            assertUnchanged(then(signed(), f -> f.object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]/Tabs/S"))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/Rotate 90", "/AA<<>>", "/Group<<>>", "/CropBox[0 0 9 9]", "/UserUnit 2", "/Resources<<>>"})
        void whenAPageChanges_thenChanged(String entry) {
            assertChanged(
                    then(signed(), f -> f.object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]" + entry))), "page");
        }

        @Test
        void whenTheTextIsTheSameInAnotherPlace_thenUnchanged() {
            assertUnchanged(then(signed(), f -> f.stream(PdfForge.TEXT, "", PdfForge.text("Pay 100 euros."))));
            assertChanged(
                    then(signed(), f -> f.stream(PdfForge.TEXT, "/Filter/X", PdfForge.text("Pay 100 euros."))), "");
            assertChanged(then(signed(), f -> f.object(PdfForge.TEXT, "<<>>")), "");
        }

        @Test
        void whenAnAnnotationIsTakenAwayOrChanged_thenChanged() {
            byte[] file = signed(
                    PdfForge.document().object(50, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Old)>>"), "");
            // The signing names its own annotations; a page with another is signed by a second signature.
            byte[] both = PdfForge.continuing(file)
                    .object(PdfForge.FORM, String.format(FORM, " 20 0 R"))
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 50 0 R 20 0 R]"))
                    .object(20, PdfSigning.field("Second", 21))
                    .signature(21, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            PdfSignature second = PdfDocument.read(
                            then(both, f -> f.object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 20 0 R]"))))
                    .signatures()
                    .get(1);
            assertThat(second.remarks())
                    .extracting(PdfRemark::code)
                    .contains(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
            PdfSignature changed = PdfDocument.read(
                            then(both, f -> f.object(50, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(New)>>")))
                    .signatures()
                    .get(1);
            assertThat(changed.remarks())
                    .extracting(PdfRemark::code)
                    .contains(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
        }
    }

    @Nested
    class Forms {
        @ParameterizedTest
        @ValueSource(strings = {"/DR<</Font<<>>>>", "/DA(/Helv 0 Tf)", "/NeedAppearances false"})
        void whenResourcesAreAddedForAField_thenUnchanged(String entry) {
            assertUnchanged(then(
                    signed(),
                    f -> f.object(PdfForge.FORM, String.format(FORM, "").replace(">>", entry + ">>"))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/NeedAppearances true", "/XFA(x)", "/CO[]", "/Q 1"})
        void whenTheFormChanges_thenChanged(String entry) {
            assertChanged(
                    then(
                            signed(),
                            f -> f.object(PdfForge.FORM, String.format(FORM, "").replace(">>", entry + ">>"))),
                    "form");
        }

        @ParameterizedTest
        @CsvSource({
            "/DR<</Font<</F1 60 0 R>>>>, /DR<</Font<</F1 60 0 R/F2 60 0 R>>>>, true",
            "/DR<</Font<</F1 60 0 R>>>>, /DR<</Font<</F2 60 0 R>>>>, false",
            "/DR<</Font<</F1 60 0 R>>>>, '', false",
            "/DA(/F1 0 Tf), /DA(/F1 9 Tf), false",
            "/DA(/F1 0 Tf), '', false",
            "/DR<</X(a)>>, /DR[(a)], false",
            "/DR<</X[(a)(b)]>>, /DR<</X[(a)(c)(b)]>>, true",
            "/DR<</X[(a)(b)]>>, /DR<</X[(b)(a)]>>, false",
            "/DR<</X[[1]]>>, /DR<</X[[1 2]]>>, true",
            "/DR<</X[[1]]>>, /DR<</X[<<>>]>>, false",
            "/DR<</X(a)>>, /DR<</X[(a)(b)]>>, true",
            "/DR<</X(a)>>, /DR<</X[(b)]>>, false"
        })
        void whenResourcesChange_thenTheOldOnesMustStay(String before, String after, boolean unchanged) {
            byte[] file = PdfForge.document()
                    .object(PdfForge.FORM, String.format(FORM, "").replace(">>", before + ">>"))
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]"))
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .object(60, PdfForge.HELVETICA)
                    .signature(11, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            byte[] changed = then(
                    file, f -> f.object(PdfForge.FORM, String.format(FORM, "").replace(">>", after + ">>")));
            assertThat(remarks(changed).isEmpty()).isEqualTo(unchanged);
        }

        @Test
        void whenAnEmptyInvisibleFieldIsAdded_thenUnchanged() {
            assertUnchanged(then(
                    signed(),
                    f -> f.object(PdfForge.FORM, String.format(FORM, " 40 0 R"))
                            .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                            .object(40, "<</Type/Annot/Subtype/Widget/FT/Sig/T(New)/Rect[0 0 0 0]/P 3 0 R>>")));
        }

        @ParameterizedTest
        @CsvSource({
            "[0 0 200 200], true",
            "[0 0 0 200], false",
            "[0 0 200 0], false",
            "[5 5 5 9], false",
            "[0 0 200], true"
        })
        void whenAnEmptyFieldWithAppearanceIsAdded_thenItMustHaveNoArea(String rect, boolean changed) {
            byte[] file = then(
                    signed(),
                    f -> f
                            .object(PdfForge.FORM, String.format(FORM, " 40 0 R"))
                            .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                            .object(
                                    40,
                                    "<</Type/Annot/Subtype/Widget/FT/Sig/T(New)/P 3 0 R/AP<</N 41 0 R>>/Rect" + rect
                                            + ">>")
                            .stream(41, "/Type/XObject/Subtype/Form", new byte[0]));
            assertThat(remarks(file).isEmpty()).isEqualTo(!changed);
        }

        @Test
        void whenAKidOfANewFieldDraws_thenChanged() {
            for (int width : new int[] {0, 9}) {
                byte[] file = then(
                        signed(),
                        f -> f
                                .object(PdfForge.FORM, String.format(FORM, " 40 0 R"))
                                .object(40, "<</FT/Sig/T(New)/Kids[41 0 R]>>")
                                .object(
                                        41,
                                        "<</Type/Annot/Subtype/Widget/Parent 40 0 R/Rect[0 0 " + width
                                                + " 9]/AP<</N 42 0 R>>>>")
                                .stream(42, "/Type/XObject/Subtype/Form", new byte[0]));
                assertThat(remarks(file).isEmpty()).isEqualTo(width == 0);
            }
        }

        @Test
        void whenAFieldIsTakenAwayOrReordered_thenChanged() {
            byte[] file = PdfForge.document()
                    .object(PdfForge.FORM, "<</Fields[50 0 R 51 0 R 10 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]"))
                    .object(50, "<</FT/Tx/T(A)/V(1)>>")
                    .object(51, "<</FT/Tx/T(B)/V(2)>>")
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .signature(11, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            assertUnchanged(then(file, f -> f.object(PdfForge.FORM, "<</Fields[50 0 R 51 0 R 10 0 R]/SigFlags 1>>")));
            for (String fields : List.of("50 0 R 10 0 R", "51 0 R 50 0 R 10 0 R", "50 0 R 51 0 R 51 0 R 10 0 R")) {
                assertThat(remarks(then(file, f -> f.object(PdfForge.FORM, "<</Fields[" + fields + "]/SigFlags 3>>"))))
                        .contains(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
            }
        }
    }

    /** An empty field that the first signer left for the second. */
    @Nested
    class PreparedFields {
        private static final String EMPTY = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Second)/Rect[0 0 99 9]/P 3 0 R>>";

        private byte[] prepared(String field, String widget) {
            return PdfForge.document()
                    .object(PdfForge.FORM, String.format(FORM, " 40 0 R"))
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R " + (widget.isEmpty() ? 40 : 43) + " 0 R]"))
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .object(40, field)
                    .object(43, widget.isEmpty() ? "null" : widget)
                    .signature(11, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
        }

        private byte[] signing(byte[] file, String field, String dictionary) {
            return PdfForge.continuing(file)
                    .object(40, field)
                    .signature(41, dictionary, 100)
                    .finish()
                    .signed(covered -> CMS);
        }

        @Test
        void whenItIsSigned_thenUnchanged() {
            byte[] file = prepared(EMPTY, "");
            assertUnchanged(signing(file, EMPTY.replace(">>", "/V 41 0 R/AP<<>>/M(D:2026)/F 4>>"), PdfSigning.CADES));
        }

        @Test
        void whenSomethingElseOfItChangesWithTheSigning_thenChanged() {
            byte[] file = prepared(EMPTY, "");
            assertChanged(
                    signing(
                            file,
                            EMPTY.replace("99 9", "999 999").replace(">>", "/V 41 0 R/AP<<>>>>"),
                            PdfSigning.CADES),
                    "field");
            assertChanged(signing(file, EMPTY.replace(">>", "/V 41 0 R/MK<<>>>>"), PdfSigning.CADES), "field");
        }

        @Test
        void whenItIsFilledWithSomethingElse_thenChanged() {
            byte[] file = prepared(EMPTY, "");
            assertChanged(then(file, f -> f.object(40, EMPTY.replace(">>", "/V(x)>>"))), "field");
            assertChanged(then(file, f -> f.object(40, EMPTY.replace(">>", "/AP<<>>>>"))), "field");
        }

        @Test
        void whenAStampIsDrawnInIt_thenChanged() {
            byte[] file = prepared(EMPTY, "");
            assertChanged(signing(file, EMPTY.replace(">>", "/V 41 0 R/AP<<>>>>"), PdfSigning.TIMESTAMP), "field");
        }

        @Test
        void whenItIsATextField_thenASignatureDoesNotBelongThere() {
            byte[] file = prepared(EMPTY.replace("/Sig", "/Tx"), "");
            assertChanged(
                    signing(file, EMPTY.replace("/Sig", "/Tx").replace(">>", "/V 41 0 R>>"), PdfSigning.CADES),
                    "field");
        }

        @Test
        void whenTheSignatureThatWasThereIsReplaced_thenChanged() {
            byte[] file = prepared(EMPTY.replace(">>", "/V<</Type/Sig>>>>"), "");
            assertChanged(signing(file, EMPTY.replace(">>", "/V 41 0 R>>"), PdfSigning.CADES), "field");
        }

        @Test
        void whenItsWidgetGetsTheAppearance_thenUnchanged() {
            String field = "<</FT/Sig/T(Second)/Kids[43 0 R]>>";
            String widget = "<</Type/Annot/Subtype/Widget/Parent 40 0 R/Rect[0 0 99 9]/P 3 0 R>>";
            byte[] file = prepared(field, widget);
            byte[] both = PdfForge.continuing(file)
                    .object(40, field.replace(">>", "/V 41 0 R>>"))
                    .object(43, widget.replace(">>", "/AP<<>>>>"))
                    .signature(41, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            assertUnchanged(both);
            assertChanged(then(file, f -> f.object(43, widget.replace(">>", "/AP<<>>>>"))), "field");
        }
    }

    @Nested
    class Structures {
        private final byte[] file = signed(
                PdfForge.document()
                        .object(PdfForge.CATALOG, String.format(CATALOG, "/StructTreeRoot 60 0 R"))
                        .object(60, "<</Type/StructTreeRoot/K[61 0 R 62 0 R]/ParentTreeNextKey 2>>")
                        .object(61, "<</S/P/K 1>>")
                        .object(62, "<</S/P/K[1 2]>>"),
                "");

        @Test
        void whenElementsAreAdded_thenUnchanged() {
            assertUnchanged(then(
                    file,
                    f -> f.object(60, "<</Type/StructTreeRoot/K[61 0 R 63 0 R 62 0 R 64 0 R]/ParentTreeNextKey 4/X 1>>")
                            .object(63, "<</S/Form>>")
                            .object(64, "<</S/Form>>")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<</Type/StructTreeRoot/K[61 0 R]/ParentTreeNextKey 2>>",
                    "<</Type/StructTreeRoot/K[62 0 R 61 0 R]/ParentTreeNextKey 2>>",
                    "<</Type/Other/K[61 0 R 62 0 R]/ParentTreeNextKey 2>>",
                    "<</Type/StructTreeRoot/ParentTreeNextKey 2>>"
                })
        void whenElementsAreTakenAwayOrTurned_thenChanged(String root) {
            assertChanged(then(file, f -> f.object(60, root)), "");
        }

        @Test
        void whenAnElementChanges_thenChanged() {
            assertChanged(then(file, f -> f.object(62, "<</S/P/K[1 3]>>")), "");
            assertChanged(then(file, f -> f.object(61, "<</S/H1/K 1>>")), "");
        }
    }

    @Nested
    class Permissions {
        private byte[] filled(String entries, String field) {
            byte[] file = PdfForge.document()
                    .object(PdfForge.FORM, "<</Fields[50 0 R 10 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]"))
                    .object(50, "<</T(Sum)/Kids[51 0 R]>>")
                    .object(51, "<</FT/Tx/T(Net)/Parent 50 0 R/V(1)>>")
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11).replace(">>", field + ">>"))
                    .signature(11, PdfSigning.CADES + entries, 100)
                    .finish()
                    .signed(covered -> CMS);
            return then(file, f -> f.object(51, "<</FT/Tx/T(Net)/Parent 50 0 R/V(2)>>"));
        }

        private void assertMayFill(boolean may, byte[] file) {
            assertThat(remarks(file))
                    .containsExactly(
                            may ? FindingCode.PDF_PERMITTED_CHANGE : FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
        }

        @ParameterizedTest
        @CsvSource({"0, false", "1, false", "2, true", "3, true", "4, false"})
        void whenTheCertificationSaysSo_thenFormsMayBeFilled(int p, boolean may) {
            assertMayFill(may, filled(String.format(CERTIFIED, p), ""));
        }

        @Test
        void whenTheCertificationDoesNotSay_thenFormsMayBeFilled() {
            assertMayFill(true, filled("/Reference[<</TransformMethod/DocMDP>>]", ""));
        }

        @ParameterizedTest
        @CsvSource({
            "/Lock<</Action/All>>, false",
            "/Lock<</Action/Include/Fields[(Sum.Net)]>>, false",
            "/Lock<</Action/Include/Fields[(Sum)]>>, false",
            "/Lock<</Action/Include/Fields[(Su)]>>, true",
            "/Lock<</Action/Include/Fields[(Sum.Net.X)]>>, true",
            "/Lock<</Action/Include/Fields[(Net)]>>, true",
            "/Lock<</Action/Exclude/Fields[(Sum)]>>, true",
            "/Lock<</Action/Exclude/Fields[(Net)]>>, false",
            "/Lock<</Action/Exclude/Fields[(Sum)]/P 1>>, false",
            "/Lock<</Action/Exclude/Fields[(Sum)]/P 2>>, true"
        })
        void whenTheFieldIsLocked_thenOnlyOthersMayBeFilled(String lock, boolean may) {
            assertMayFill(may, filled("", lock));
        }

        @Test
        void whenTwoSaySomethingElse_thenTheStricterCounts() {
            String lax = "<</TransformMethod/DocMDP/TransformParams<</P 2>>>>";
            String strict = "<</TransformMethod/DocMDP/TransformParams<</P 1>>>>";
            assertMayFill(true, filled("/Reference[" + lax + lax + "]", ""));
            assertMayFill(false, filled("/Reference[" + lax + strict + "]", ""));
            assertMayFill(false, filled("/Reference[" + strict + lax + "]", ""));
            assertMayFill(false, filled("/Reference[" + lax + "]", "/Lock<</Action/All/P 3>>"));
        }

        @ParameterizedTest
        @CsvSource({
            "10 0 R 52 0 R 53 0 R, 3, true",
            "10 0 R 53 0 R, 3, true",
            "10 0 R 52 0 R, 3, true",
            "10 0 R, 3, true",
            "10 0 R 53 0 R 52 0 R, 3, true",
            "10 0 R 53 0 R, 2, false",
            "10 0 R, 2, false"
        })
        void whenAnnotationsAreTakenAway_thenAsTheCertificationPermits(String annotations, int p, boolean may) {
            byte[] file = PdfForge.document()
                    .object(PdfForge.FORM, String.format(FORM, ""))
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 52 0 R 53 0 R]"))
                    .object(52, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(A)>>")
                    .object(53, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(B)>>")
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .signature(11, PdfSigning.CADES + String.format(CERTIFIED, p), 100)
                    .finish()
                    .signed(covered -> CMS);
            byte[] changed = then(file, f -> f.object(PdfForge.PAGE, PdfForge.page("/Annots[" + annotations + "]")));
            assertThat(first(changed).broken()).isEqualTo(!may);
            boolean same = annotations.equals("10 0 R 52 0 R 53 0 R");
            assertThat(remarks(changed).contains(FindingCode.PDF_PERMITTED_CHANGE))
                    .isEqualTo(may && !same);
        }

        @Test
        void whenAnotherAttributeOfTheFieldChanges_thenChanged() {
            byte[] file = then(
                    filled(String.format(CERTIFIED, 2), ""),
                    f -> f.object(51, "<</FT/Tx/T(Net)/Parent 50 0 R/V(2)/Ff 1>>"));
            assertThat(remarks(file)).contains(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
        }
    }

    @Nested
    class Timestamps {
        @Test
        void whenOneIsBehindTheSignature_thenItCoversIt() {
            byte[] both = PdfSigning.second(signed(), PdfSigning.TIMESTAMP).signed(covered -> CMS);
            PdfDocument document = PdfDocument.read(both);
            assertThat(document.signatures()).hasSize(2);
            assertThat(document.timestampsOver(document.signatures().get(0)))
                    .containsExactly(document.signatures().get(1));
            assertThat(document.timestampsOver(document.signatures().get(1))).isEmpty();
            assertThat(document.signatures().get(0).coversDocument()).isFalse();
            assertThat(document.signatures().get(1).coversDocument()).isTrue();
            assertThat(document.signatures().get(0).remarks()).isEmpty();
        }

        @Test
        void whenItIsBroken_thenItCoversNothing() {
            byte[] both = PdfSigning.second(signed(), PdfSigning.TIMESTAMP).signed(covered -> CMS, n ->
                    new int[] {0, n[1] - 1, n[2], n[3]});
            PdfDocument document = PdfDocument.read(both);
            assertThat(document.timestampsOver(document.signatures().get(0))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenTheStoreIsThereBefore_thenItIsCovered(boolean before) {
            UnaryOperator<PdfForge> store =
                    f -> f.object(PdfForge.CATALOG, String.format(CATALOG, "/DSS<</Type/DSS>>"));
            byte[] file = before ? then(signed(), store) : signed();
            PdfDocument document = PdfDocument.read(
                    PdfSigning.second(file, PdfSigning.TIMESTAMP).signed(covered -> CMS));
            assertThat(document.signatures().get(1).withMaterial()).isEqualTo(before);
        }
    }

    @Nested
    class Stores {
        private final byte[] file = then(
                then(
                        signed(),
                        f -> f
                                .object(
                                        PdfForge.CATALOG,
                                        String.format(
                                                CATALOG, "/DSS<</Certs[30 0 R 30 0 R]/OCSPs[31 0 R]/CRLs[32 0 R]>>"))
                                .stream(30, "", new byte[] {1})
                                .stream(31, "", new byte[] {2})
                                .stream(32, "", new byte[] {3})),
                f -> f
                        .object(
                                PdfForge.CATALOG,
                                String.format(
                                        CATALOG,
                                        "/DSS<</VRI<</A<</Cert[33 0 R]/OCSP[34 0 R]/CRL[35 0 R 36 0 R 37 0 R]>>>>>>"))
                        .stream(33, "", new byte[] {4})
                        .stream(34, "", new byte[] {5})
                        .stream(35, "", new byte[] {6})
                        .stream(36, "/Filter/FlateDecode", new byte[] {1, 2, 3, 4})
                        .object(37, "<<>>"));

        @Test
        void whenValidationDataStandInTheLastRevision_thenTheyAreFoundByTheirKind() {
            var material = PdfDocument.read(file).material();
            assertThat(material.certificates())
                    .extracting(b -> b.toByteArray()[0])
                    .containsExactly((byte) 4);
            assertThat(material.ocspAnswers())
                    .extracting(b -> b.toByteArray()[0])
                    .containsExactly((byte) 5);
            assertThat(material.crls()).extracting(b -> b.toByteArray()[0]).containsExactly((byte) 6);
        }

        @Test
        void whenAnOlderRevisionThatIsSignedHasThem_thenTheyCountToo() {
            byte[] older = then(
                    signed(),
                    f -> f
                            .object(
                                    PdfForge.CATALOG,
                                    String.format(CATALOG, "/DSS<</Certs[30 0 R 30 0 R]/OCSPs[31 0 R]/CRLs[32 0 R]>>"))
                            .stream(30, "", new byte[] {1})
                            .stream(31, "", new byte[] {2})
                            .stream(32, "", new byte[] {3}));
            byte[] stamped = PdfSigning.second(older, PdfSigning.TIMESTAMP).signed(covered -> CMS);
            byte[] emptied = then(stamped, f -> f.object(PdfForge.CATALOG, String.format(CATALOG, "")));
            var material = PdfDocument.read(emptied).material();
            assertThat(material.certificates())
                    .extracting(b -> b.toByteArray()[0])
                    .containsExactly((byte) 1);
            assertThat(material.ocspAnswers())
                    .extracting(b -> b.toByteArray()[0])
                    .containsExactly((byte) 2);
            assertThat(material.crls()).extracting(b -> b.toByteArray()[0]).containsExactly((byte) 3);
        }
    }

    @Test
    void whenTheDictionaryIsRead_thenItsFactsAreThose() {
        PdfSignature signature = first(signed());
        assertThat(signature.field()).isEqualTo("First");
        assertThat(signature.kind()).isEqualTo(PdfSignature.Kind.CADES);
        assertThat(signature.cms().toByteArray()).isEqualTo(CMS);
        assertThat(signature.claimedInPdf()).isTrue();
        assertThat(signature.claimedAt()).contains(Signed.NOW);
        assertThat(signature.coversDocument()).isTrue();
        assertThat(signature.withMaterial()).isFalse();
        assertThat(signature.broken()).isFalse();
        assertThat(PdfDocument.read(signed()).remarks()).isEmpty();
    }
}
