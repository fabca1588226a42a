package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PDFs signed by the sandbox: right ones under the rules for qualified signatures, and each fault alone. */
class PdfSignatureTest {
    private static final List<Signed> SIGNED = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        SIGNED.add(new Signed());
    }

    @AfterAll
    static void stop() {
        SIGNED.forEach(Signed::close);
        SIGNED.clear();
    }

    private static PdfSigning signing() {
        return new PdfSigning(SIGNED.get(0));
    }

    private static CheckReport check(byte[] pdf) {
        return SIGNED.get(0).checker.check("contract.pdf", pdf);
    }

    private static byte[] lt() {
        return signing().withMaterial(signing().signed());
    }

    /** Level LT over a document whose signature dictionary has further entries. */
    private static byte[] ltWith(PdfForge document, String entries) {
        return signing()
                .withMaterial(
                        PdfSigning.with(document, PdfSigning.CADES + entries).signed(signing()::cms));
    }

    private static final String DSS_CATALOG = "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/DSS 30 0 R>>";

    private static List<FindingCode> codes(CheckReport report) {
        List<FindingCode> codes = new ArrayList<>();
        report.findings().forEach(f -> codes.add(f.code()));
        report.signatures().forEach(s -> s.findings().forEach(f -> codes.add(f.code())));
        return codes;
    }

    private static void refused(byte[] pdf, FindingCode code) {
        CheckReport report = check(pdf);
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(codes(report)).contains(code);
        assertThat(report.signatures().get(0).code()).contains(FindingCode.FORMAT_FAILURE);
        assertThat(report.files().get(0).coveredBy()).isEmpty();
    }

    private static void changedAfterSigning(byte[] pdf) {
        refused(pdf, FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
    }

    @Nested
    class Sound {
        @Test
        void whenValidationDataAreAdded_thenValidAtLevelLt() {
            CheckReport report = check(lt());
            assertThat(report.verdict()).as(codes(report).toString()).isEqualTo(Verdict.VALID);
            assertThat(report.format()).isEqualTo(DocumentFormat.PADES);
            CheckedSignature signature = report.signatures().get(0);
            assertThat(signature.profile()).isEqualTo(Profile.LT);
            assertThat(signature.claimedAt()).contains(Signed.NOW);
            assertThat(signature.provenAt()).contains(Signed.NOW);
            assertThat(report.files().get(0).coveredBy()).containsExactly(signature.id());
        }

        @Test
        void whenADocumentTimestampCoversTheValidationData_thenValidAtLevelLta() {
            CheckReport report = check(signing().stamped(lt()));
            assertThat(report.verdict()).as(codes(report).toString()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(1);
            assertThat(report.signatures().get(0).profile()).isEqualTo(Profile.LTA);
        }

        @Test
        void whenTwoSign_thenBothAreValid() {
            byte[] both =
                    PdfSigning.second(signing().signed(), PdfSigning.CADES).signed(signing()::cms);
            CheckReport report = check(signing().withMaterial(both));
            assertThat(report.signatures())
                    .extracting(CheckedSignature::id)
                    .containsExactly("#signature-1", "#signature-2");
            assertThat(report.verdict()).as(codes(report).toString()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenADocumentTimestampIsTheOnlyProofOfTime_thenItCounts() {
            byte[] pdf = signing().stamped(lt());
            assertThat(check(pdf).signatures().get(0).provenAt()).contains(Signed.NOW);
        }

        @Test
        void whenTheDocumentIsNotSigned_thenUnsigned() {
            CheckReport report = check(PdfForge.document().finish().bytes());
            assertThat(report.verdict()).isEqualTo(Verdict.UNSIGNED);
            assertThat(report.signatures()).isEmpty();
        }

        @Test
        void whenASignatureWasPreparedOnly_thenUnsignedWithAWarning() {
            byte[] pdf = PdfSigning.with(PdfForge.document(), PdfSigning.CADES).signed(covered -> new byte[0]);
            CheckReport report = check(pdf);
            assertThat(report.verdict()).isEqualTo(Verdict.UNSIGNED);
            assertThat(codes(report)).containsExactly(FindingCode.PDF_SIGNATURE_EMPTY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", " \n\n", ""})
        void whenOnlyWhiteSpaceFollows_thenNothingWasChanged(String end) {
            byte[] pdf = PdfForge.continuing(lt()).raw(end).bytes();
            assertThat(check(pdf).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenMetadataChange_thenValid() {
            byte[] pdf = PdfForge.continuing(lt())
                    .object(
                            PdfForge.CATALOG,
                            "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/DSS 30 0 R/Version/1.7/Metadata 41 0 R>>")
                    .stream(41, "/Type/Metadata/Subtype/XML", "<x/>".getBytes(StandardCharsets.US_ASCII))
                    .object(40, "<</Producer(Archive)>>")
                    .finish("/Info 40 0 R")
                    .bytes();
            assertThat(check(pdf).verdict()).isEqualTo(Verdict.VALID);
        }
    }

    @Nested
    class Ranges {
        private byte[] ranges(UnaryOperator<int[]> change) {
            return signing().withMaterial(signing().signed(change));
        }

        @Test
        void whenTheFirstByteIsLeftOut_thenInvalid() {
            refused(ranges(n -> new int[] {1, n[1] - 1, n[2], n[3]}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenTheGapIsWiderThanTheSignature_thenInvalid() {
            refused(ranges(n -> new int[] {0, n[1] - 1, n[2], n[3]}), FindingCode.PDF_BYTE_RANGE_INVALID);
            refused(ranges(n -> new int[] {0, n[1], n[2] + 1, n[3] - 1}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenTheGapIsNarrowerThanTheSignature_thenInvalid() {
            refused(ranges(n -> new int[] {0, n[1] + 1, n[2], n[3]}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenTheEndIsLeftOut_thenInvalid() {
            refused(ranges(n -> new int[] {0, n[1], n[2], n[3] - 8}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenItGoesBeyondTheEnd_thenInvalid() {
            refused(signing().signed(n -> new int[] {0, n[1], n[2], n[3] + 1}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenItHasMoreOrFewerNumbers_thenInvalid() {
            refused(ranges(n -> new int[] {0, n[1]}), FindingCode.PDF_BYTE_RANGE_INVALID);
            refused(ranges(n -> new int[] {0, n[1], n[2], 4, n[2] + 4, n[3] - 4}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenANumberIsNegative_thenInvalid() {
            refused(ranges(n -> new int[] {0, n[1], n[2], -1}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenTheSecondPartStartsBeforeTheGap_thenInvalid() {
            refused(ranges(n -> new int[] {0, n[1], 10, n[3]}), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenTwoDictionariesShareTheRanges_thenInvalid() {
            String pdf = new String(signing().signed(), StandardCharsets.ISO_8859_1);
            String copy = pdf.substring(pdf.indexOf("11 0 obj"), pdf.indexOf("endobj", pdf.indexOf("11 0 obj")));
            byte[] both = PdfForge.continuing(pdf.getBytes(StandardCharsets.ISO_8859_1))
                    .object(PdfForge.FORM, "<</Fields[10 0 R 20 0 R]/SigFlags 3>>")
                    .object(20, PdfSigning.field("Second", 21))
                    .object(21, copy.substring(copy.indexOf("<<")))
                    .finish()
                    .bytes();
            CheckReport report = check(both);
            assertThat(report.signatures()).hasSize(2);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(codes(report)).contains(FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenTheSecondSignatureLeavesOutTheFirst_thenBothAreInvalid() {
            byte[] one = signing().signed();
            byte[] both = PdfSigning.second(one, PdfSigning.CADES)
                    .signed(signing()::cms, n -> new int[] {0, one.length - 40, n[2], n[3]});
            CheckReport report = check(both);
            assertThat(report.signatures())
                    .allSatisfy(s ->
                            assertThat(s.findings()).anyMatch(f -> f.code() == FindingCode.PDF_BYTE_RANGE_INVALID));
        }

        @Test
        void whenRangesOrContentsAreStatedTwice_thenInvalid() {
            byte[] ranges = ltWith(PdfForge.document(), "/ByteRange[0 1 2 3]");
            refused(ranges, FindingCode.PDF_BYTE_RANGE_INVALID);
            byte[] contents = ltWith(PdfForge.document(), "/Contents<30>");
            refused(contents, FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenSomethingStandsBehindTheCms_thenInvalid() {
            byte[] pdf = PdfSigning.with(PdfForge.document(), PdfSigning.CADES).signed(covered -> {
                byte[] cms = signing().cms(covered);
                byte[] longer = Arrays.copyOf(cms, cms.length + 1);
                longer[cms.length] = 1;
                return longer;
            });
            refused(signing().withMaterial(pdf), FindingCode.PDF_BYTE_RANGE_INVALID);
        }

        @Test
        void whenACoveredByteChanges_thenTheDigestDiffers() {
            byte[] pdf = lt();
            int at = new String(pdf, StandardCharsets.ISO_8859_1).indexOf("Pay 100");
            pdf[at + 4] = '9';
            CheckReport report = check(pdf);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
        }
    }

    @Nested
    class Kinds {
        @ParameterizedTest
        @ValueSource(strings = {"adbe.pkcs7.sha1", "adbe.x509.rsa_sha1", "of.my.own"})
        void whenTheSubFilterIsAnother_thenRefused(String subFilter) {
            String dictionary = PdfSigning.CADES.replace("ETSI.CAdES.detached", subFilter);
            byte[] pdf = PdfSigning.with(PdfForge.document(), dictionary).signed(signing()::cms);
            refused(signing().withMaterial(pdf), FindingCode.PDF_SUBFILTER_REFUSED);
        }

        @Test
        void whenItIsOfTheTimeBeforePades_thenItsLevelIsNotAccepted() {
            String dictionary = PdfSigning.CADES.replace("ETSI.CAdES.detached", "adbe.pkcs7.detached");
            byte[] pdf = PdfSigning.with(PdfForge.document(), dictionary).signed(signing()::cms);
            CheckReport report = check(signing().withMaterial(pdf));
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(codes(report)).contains(FindingCode.LEVEL_NOT_ACCEPTED);
        }

        @Test
        void whenContentsIsNoCms_thenUnreadableSignature() {
            byte[] pdf = PdfSigning.with(PdfForge.document(), PdfSigning.CADES)
                    .signed(covered -> new byte[] {0x30, 3, 2, 1, 5});
            refused(pdf, FindingCode.SIGNATURE_UNREADABLE);
            byte[] text = PdfSigning.with(PdfForge.document(), PdfSigning.CADES)
                    .signed(covered -> new byte[] {0x30, 0x70, 1});
            assertThat(check(text).verdict()).isEqualTo(Verdict.INVALID);
        }
    }

    @Nested
    class Changes {
        private byte[] then(UnaryOperator<PdfForge> change) {
            return change.apply(PdfForge.continuing(lt())).finish().bytes();
        }

        @Test
        void whenThePageShowsAnotherText_thenChanged() {
            changedAfterSigning(then(f -> f.stream(PdfForge.TEXT, "", PdfForge.text("Pay 999 euros."))));
        }

        @Test
        void whenAPageIsAdded_thenChanged() {
            changedAfterSigning(then(f -> f.object(PdfForge.PAGES, "<</Type/Pages/Kids[3 0 R 40 0 R]/Count 2>>")
                    .object(40, PdfForge.page(""))));
        }

        @Test
        void whenThePageTurnsToAnotherContent_thenChanged() {
            changedAfterSigning(then(f ->
                    f.object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]").replace("4 0 R", "40 0 R")).stream(
                            40, "", PdfForge.text("Pay 999 euros."))));
        }

        @Test
        void whenAFontIsAddedToThePage_thenChanged() {
            changedAfterSigning(then(f -> f.object(
                    PdfForge.PAGE,
                    PdfForge.page("/Annots[10 0 R]/Resources<</Font<</F1 " + PdfForge.HELVETICA + ">>>>"))));
        }

        @Test
        void whenAnAnnotationIsAdded_thenChanged() {
            changedAfterSigning(then(f -> f.object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                    .object(40, "<</Type/Annot/Subtype/FreeText/Rect[0 0 200 200]/Contents(Pay 999)>>")));
        }

        @Test
        void whenTheCatalogGetsAnAction_thenChanged() {
            changedAfterSigning(then(f -> f.object(
                    PdfForge.CATALOG, DSS_CATALOG.replace(">>", "/OpenAction<</S/JavaScript/JS(app.alert)>>>>"))));
        }

        @Test
        void whenAVisibleFieldIsAddedWithoutSignature_thenChanged() {
            changedAfterSigning(then(f -> f
                    .object(PdfForge.FORM, "<</Fields[10 0 R 40 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                    .object(
                            40,
                            "<</Type/Annot/Subtype/Widget/FT/Sig/T(New)/Rect[0 0 200 200]/P 3 0 R/AP<</N 41 0 R>>>>")
                    .stream(41, "/Type/XObject/Subtype/Form/BBox[0 0 200 200]", PdfForge.text("Pay 999"))));
        }

        private static final String SHOWN =
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(New)/Rect[0 0 200 200]/P 3 0 R/V 41 0 R/AP<</N 42 0 R>>>>";

        private static PdfForge covering(PdfForge revision, String dictionary) {
            return revision
                    .object(PdfForge.FORM, "<</Fields[10 0 R 40 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                    .object(40, SHOWN)
                    .stream(42, "/Type/XObject/Subtype/Form/BBox[0 0 200 200]", PdfForge.text("Pay 999"))
                    .signature(41, dictionary, 9000)
                    .finish();
        }

        @Test
        void whenADocumentTimestampIsDrawnOverThePage_thenChanged() {
            changedAfterSigning(
                    covering(PdfForge.continuing(lt()), PdfSigning.TIMESTAMP).signed(signing()::token));
        }

        @Test
        void whenAnEmptySignatureIsDrawnOverThePage_thenChanged() {
            changedAfterSigning(
                    covering(PdfForge.continuing(lt()), PdfSigning.CADES).bytes());
        }

        @Test
        void whenAnEmptySignatureIsDrawnInAFieldThatWasThere_thenChanged() {
            PdfForge prepared = PdfForge.document()
                    .object(PdfForge.FORM, "<</Fields[10 0 R 40 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                    .object(PdfSigning.FIELD, PdfSigning.field("First", PdfSigning.DICTIONARY))
                    .object(40, SHOWN.replace("/V 41 0 R/AP<</N 42 0 R>>", ""))
                    .signature(PdfSigning.DICTIONARY, PdfSigning.CADES, 9000)
                    .finish();
            byte[] signed = signing().withMaterial(prepared.signed(signing()::cms));
            assertThat(check(signed).verdict()).isEqualTo(Verdict.VALID);

            changedAfterSigning(PdfForge.continuing(signed).object(40, SHOWN).stream(
                            42, "/Type/XObject/Subtype/Form/BBox[0 0 200 200]", PdfForge.text("Pay 999"))
                    .signature(41, PdfSigning.CADES, 9000)
                    .finish()
                    .bytes());
        }

        @Test
        void whenAFurtherSignatureIsDrawn_thenItsOwnVerdictCounts() {
            byte[] both = covering(PdfForge.continuing(signing().signed()), PdfSigning.CADES)
                    .signed(signing()::cms);

            CheckReport report = check(signing().withMaterial(both));

            assertThat(report.signatures()).hasSize(2).allMatch(s -> s.verdict() == Verdict.VALID);
        }

        @Test
        void whenATextFieldIsAdded_thenChanged() {
            changedAfterSigning(then(f -> f.object(PdfForge.FORM, "<</Fields[10 0 R 40 0 R]/SigFlags 3>>")
                    .object(40, "<</FT/Tx/T(New)/V(Pay 999)>>")));
        }

        @Test
        void whenTheSignedFieldIsDrawnAnew_thenChanged() {
            changedAfterSigning(then(f ->
                    f.object(PdfSigning.FIELD, PdfSigning.field("First", 11).replace("[0 0 0 0]", "[0 0 200 200]"))));
        }

        @Test
        void whenTheFormGetsXfa_thenChanged() {
            changedAfterSigning(then(f -> f.object(PdfForge.FORM, "<</Fields[10 0 R]/SigFlags 3/XFA(<x/>)>>")));
        }

        @Test
        void whenBytesAreAppendedThatBelongToNothing_thenChanged() {
            changedAfterSigning(PdfForge.continuing(lt()).raw("hidden").bytes());
        }

        @Test
        void whenAnObjectIsAppendedTwice_thenChanged() {
            changedAfterSigning(then(f -> f.object(40, "<</Producer(A)>>").object(40, "<</Producer(B)>>")));
        }

        @Test
        void whenObjectsAreAppendedWithoutTable_thenChanged() {
            changedAfterSigning(
                    PdfForge.continuing(lt()).object(40, "<</Producer(A)>>").bytes());
        }

        @Test
        void whenTheTablePointsIntoAStream_thenChanged() {
            PdfForge forge = PdfForge.continuing(lt());
            byte[] inner = "41 0 obj\n<</Producer(B)>>\nendobj\n".getBytes(StandardCharsets.US_ASCII);
            forge.stream(40, "", inner);
            String all = new String(forge.bytes(), StandardCharsets.ISO_8859_1);
            forge.pointing(41, all.lastIndexOf("41 0 obj"));
            changedAfterSigning(forge.finish().bytes());
        }

        @Test
        void whenTheTableTurnsToAnObjectHiddenInTheSignedBytes_thenChanged() {
            PdfForge document = PdfForge.document();
            document.stream(90, "", PdfForge.text("Pay 999 euros."));
            int hidden = document.position();
            document.raw("4 0 obj\n<</Length 5>>\nstream\nPay 9\nendstream\nendobj\n");
            byte[] pdf = PdfForge.continuing(ltWith(document, ""))
                    .pointing(PdfForge.TEXT, hidden)
                    .finish()
                    .bytes();
            changedAfterSigning(pdf);
        }

        @Test
        void whenTheSignatureIsTakenOut_thenUnsignedWithAWarning() {
            CheckReport report =
                    check(then(f -> f.object(PdfForge.FORM, "<</Fields[]>>").object(PdfForge.PAGE, PdfForge.page(""))));
            assertThat(report.verdict()).isEqualTo(Verdict.UNSIGNED);
            assertThat(codes(report)).containsExactly(FindingCode.PDF_SIGNATURE_NOT_IN_FORM);
        }

        @Test
        void whenTheFirstOfTwoSignaturesIsTakenOut_thenTheSecondIsNotValidEither() {
            byte[] both =
                    PdfSigning.second(signing().signed(), PdfSigning.CADES).signed(signing()::cms);
            byte[] pdf = PdfForge.continuing(signing().withMaterial(both))
                    .object(PdfForge.FORM, "<</Fields[20 0 R]/SigFlags 3>>")
                    .finish()
                    .bytes();
            changedAfterSigning(pdf);
        }

        @Test
        void whenTheSignatureIsInNoRevisionOfItsOwn_thenChanged() {
            byte[] pdf = PdfForge.document()
                    .signature(11, PdfSigning.CADES, 9000)
                    .finish()
                    .signed(signing()::cms);
            byte[] shown = PdfForge.continuing(pdf)
                    .object(PdfForge.FORM, "<</Fields[10 0 R]/SigFlags 3>>")
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .finish()
                    .bytes();
            changedAfterSigning(signing().withMaterial(shown));
        }
    }

    @Nested
    class Permitted {
        private static final String CERTIFIED = "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams"
                + "<</Type/TransformParams/P %d/V/1.2>>>>]";
        private static final String FIELD = "<</FT/Tx/T(Amount)/V(%s)>>";

        private byte[] certified(int p) {
            return ltWith(form(), CERTIFIED.replace("%d", String.valueOf(p)));
        }

        /** A document with a text field; the signing adds its own to the form. */
        private PdfForge form() {
            return PdfForge.document().object(50, FIELD.replace("%s", "100"));
        }

        private byte[] formed(String reference) {
            byte[] signed = form().object(PdfForge.FORM, "<</Fields[50 0 R 10 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]"))
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 11))
                    .signature(11, PdfSigning.CADES + reference, 9000)
                    .finish()
                    .signed(signing()::cms);
            return signing().withMaterial(signed);
        }

        private byte[] filled(String reference) {
            return PdfForge.continuing(formed(reference))
                    .object(50, FIELD.replace("%s", "999"))
                    .finish()
                    .bytes();
        }

        @Test
        void whenNothingIsSaidAboutForms_thenFillingThemIsAChange() {
            changedAfterSigning(filled(""));
        }

        @ParameterizedTest
        @CsvSource({"1,INVALID", "2,VALID", "3,VALID"})
        void whenAFormIsFilled_thenAsTheCertificationPermits(int p, Verdict verdict) {
            CheckReport report = check(filled(CERTIFIED.replace("%d", String.valueOf(p))));
            assertThat(report.verdict()).as(codes(report).toString()).isEqualTo(verdict);
            assertThat(codes(report))
                    .contains(
                            verdict == Verdict.VALID
                                    ? FindingCode.PDF_PERMITTED_CHANGE
                                    : FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
        }

        @ParameterizedTest
        @CsvSource({
            "/Action/All,INVALID",
            "/Action/Include/Fields[(Amount)],INVALID",
            "/Action/Exclude/Fields[(Amount)],VALID",
            "/Action/Include/Fields[(Other)],VALID",
            "/Action/Exclude/Fields[(Other)],INVALID"
        })
        void whenFieldsAreLocked_thenOnlyTheOthersMayBeFilled(String lock, Verdict verdict) {
            String reference = "/Reference[<</TransformMethod/FieldMDP/TransformParams<<" + lock + ">>>>]";
            assertThat(check(filled(reference)).verdict()).isEqualTo(verdict);
        }

        @ParameterizedTest
        @CsvSource({"1,INVALID", "2,INVALID", "3,VALID"})
        void whenAnAnnotationIsAdded_thenAsTheCertificationPermits(int p, Verdict verdict) {
            byte[] pdf = PdfForge.continuing(certified(p))
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 40 0 R]"))
                    .object(40, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Seen)>>")
                    .finish()
                    .bytes();
            assertThat(check(pdf).verdict()).isEqualTo(verdict);
        }

        @ParameterizedTest
        @CsvSource({"1,INVALID", "2,VALID"})
        void whenAnotherSigns_thenAsTheCertificationPermits(int p, Verdict verdict) {
            byte[] signed = PdfSigning.with(
                            PdfForge.document(), PdfSigning.CADES + CERTIFIED.replace("%d", String.valueOf(p)))
                    .signed(signing()::cms);
            byte[] both = PdfSigning.second(signed, PdfSigning.CADES).signed(signing()::cms);
            assertThat(check(signing().withMaterial(both)).verdict()).isEqualTo(verdict);
        }

        @Test
        void whenNothingIsPermitted_thenADocumentTimestampStillIs() {
            assertThat(check(signing().stamped(certified(1))).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheCertificationIsChangedAfterwards_thenTheSignedOneCounts() {
            byte[] pdf = PdfForge.continuing(filled(""))
                    .object(PdfForge.CATALOG, DSS_CATALOG.replace(">>", "/Perms<</DocMDP 60 0 R>>>>"))
                    .object(60, "<<" + CERTIFIED.replace("%d", "3") + ">>")
                    .finish()
                    .bytes();
            changedAfterSigning(pdf);
        }
    }
}
