package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.pades.PdfDocument;
import dev.eresident.core.signature.pades.PdfSignature;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PDFs made to exhaust or confuse a reader: always a report, never more than the limits. */
class HostilePdfTest {
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

    private static CheckReport check(byte[] pdf) {
        return SIGNED.get(0).checker.check("a.pdf", pdf);
    }

    private static FindingCode refusal(byte[] pdf) {
        CheckReport report = check(pdf);
        assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(report.format()).isEqualTo(DocumentFormat.PADES);
        return report.findings().get(0).code();
    }

    private static byte[] deflated(byte[] content, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                deflater.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A file whose only table is a cross-reference stream. */
    private static byte[] crossReferenceStream(String entries, byte[] data) {
        PdfForge forge = PdfForge.document();
        int start = forge.position();
        return forge.stream(60, "/Type/XRef/Root 1 0 R/Size 100" + entries, data)
                .raw("startxref\n" + start + "\n%%EOF\n")
                .bytes();
    }

    /** A right cross-reference stream over the plain document, in which object 1 lies in object stream 70. */
    private static byte[] objectStream(String entries, byte[] data) {
        return objectStream(entries, data, 0);
    }

    /** With further entries that stand for nothing. */
    private static byte[] objectStream(String entries, byte[] data, int free) {
        PdfForge forge = PdfForge.document();
        forge.stream(70, entries, data);
        int start = forge.position();
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        row(table, 2, 70);
        for (int number = 2; number <= 5; number++) {
            row(table, 1, forge.offset(number));
        }
        row(table, 1, forge.offset(70));
        table.writeBytes(new byte[6 * free]);
        String index = "/W[1 4 1]/Index[1 5 70 1 100 " + free + "]";
        return forge.stream(60, "/Type/XRef/Root 1 0 R/Size 40000" + index, table.toByteArray())
                .raw("startxref\n" + start + "\n%%EOF\n")
                .bytes();
    }

    private static void row(ByteArrayOutputStream table, int type, int field) {
        table.write(type);
        for (int shift = 24; shift >= 0; shift -= 8) {
            table.write(field >> shift);
        }
        table.write(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whenObjectsLieInAStream_thenTheyAreRead() {
        String head = "1 0 ";
        byte[] data = deflated(bytes(head + "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), 1);
        byte[] pdf = objectStream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", data);
        assertThat(check(pdf).verdict()).isEqualTo(Verdict.UNSIGNED);
    }

    @Test
    void whenAnObjectStreamIsABomb_thenTooComplex() {
        byte[] pdf = objectStream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflated(new byte[1 << 20], 100));
        assertThat(refusal(pdf)).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @Test
    void whenAnObjectStreamHoldsMillionsOfArrays_thenTooComplex() {
        byte[] brackets = new byte[1 << 20];
        Arrays.fill(brackets, (byte) '[');
        byte[] pdf = objectStream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflated(brackets, 10));
        assertThat(refusal(pdf)).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/N 1/First 4/Filter/FlateDecode",
                "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]",
                "/Type/ObjStm/N 1/First 4/Filter/LZWDecode",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 0>>",
                "/Type/ObjStm/N 1000000000/First 4/Filter/FlateDecode"
            })
    void whenAnObjectStreamIsUnusual_thenDamaged(String entries) {
        byte[] data = deflated(bytes("1 0 <</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), 1);
        assertThat(refusal(objectStream(entries, data))).isEqualTo(FindingCode.PDF_DAMAGED);
    }

    /** One row of a predictor: its kind, then the catalog in an object stream. */
    private static byte[] predicted(String entries) {
        byte[] content = bytes("1 0 <</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>");
        byte[] row = new byte[content.length + 1];
        System.arraycopy(content, 0, row, 1, content.length);
        return objectStream(
                "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode]" + entries.replace("ROW", "/Columns " + content.length),
                deflated(row, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "/DecodeParms<</Predictor 12 ROW>>, UNSIGNED",
        "/DecodeParms<</Predictor 15 ROW>>, UNSIGNED",
        "/DecodeParms[<</Predictor 15 ROW>>], UNSIGNED",
        "/DP<</Predictor 15 ROW>>, UNSIGNED",
        "/DecodeParms<</Predictor 16 ROW>>, PDF_DAMAGED",
        "/DecodeParms[<</Predictor 16 ROW>>], PDF_DAMAGED",
        "/DP<</Predictor 16 ROW>>, PDF_DAMAGED",
        "/DecodeParms[<</Predictor 15 ROW>><</Predictor 15 ROW>>], PDF_DAMAGED"
    })
    void whenAnObjectStreamIsPredicted_thenInAUsualWayOnly(String entries, String expected) {
        assertRead(predicted(entries), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', UNSIGNED",
        "/DecodeParms[], UNSIGNED",
        "/DecodeParms[null], UNSIGNED",
        "/DecodeParms<<>>, UNSIGNED",
        "/DecodeParms<</Predictor 1/Columns 65536/Colors 8/BitsPerComponent 16>>, UNSIGNED",
        "/DecodeParms<</Predictor 1/Columns 1/Colors 1/BitsPerComponent 1>>, UNSIGNED",
        "/DecodeParms<</Predictor 0>>, PDF_DAMAGED",
        "/DecodeParms<</Columns 65537>>, PDF_DAMAGED",
        "/DecodeParms<</Columns 0>>, PDF_DAMAGED",
        "/DecodeParms<</Colors 9>>, PDF_DAMAGED",
        "/DecodeParms<</Colors 0>>, PDF_DAMAGED",
        "/DecodeParms<</BitsPerComponent 17>>, PDF_DAMAGED",
        "/DecodeParms<</BitsPerComponent 0>>, PDF_DAMAGED",
        "/DecodeParms 5, PDF_DAMAGED"
    })
    void whenAnObjectStreamHasParameters_thenEachWithinItsLimits(String entries, String expected) {
        byte[] data = deflated(bytes("1 0 <</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), 1);
        assertRead(objectStream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode" + entries, data), expected);
    }

    private static void assertRead(byte[] pdf, String expected) {
        CheckReport report = check(pdf);
        if (expected.equals("UNSIGNED")) {
            assertThat(report.verdict()).isEqualTo(Verdict.UNSIGNED);
        } else {
            assertThat(refusal(pdf)).isEqualTo(FindingCode.valueOf(expected));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 50, UNSIGNED", "/Filter[], 50, UNSIGNED", "'', 3000000, UNSIGNED", "'', 8000010, PDF_TOO_COMPLEX"})
    void whenAnObjectStreamIsNotPacked_thenItsBytesCountAsValues(String filter, int size, String expected) {
        byte[] data = Arrays.copyOf(bytes("1 0 <</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), size);
        assertRead(objectStream("/Type/ObjStm/N 1/First 4" + filter, data), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/W[0 0 0]/Index[0 2000000000], PDF_DAMAGED",
        "/W[1 2 1]/Index[0 2000000000], PDF_DAMAGED",
        "/Index[0 4], PDF_DAMAGED"
    })
    void whenACrossReferenceStreamIsEmptyOrEndless_thenDamaged(String entries, FindingCode code) {
        assertThat(refusal(crossReferenceStream(entries, new byte[400]))).isEqualTo(code);
    }

    @Test
    void whenACrossReferenceStreamNamesMillionsOfObjects_thenTooComplex() {
        byte[] pdf =
                crossReferenceStream("/W[1 1 0]/Index[0 9000000]/Filter/FlateDecode", deflated(new byte[1 << 20], 16));
        assertThat(refusal(pdf)).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @Test
    void whenACrossReferenceStreamIsNotPacked_thenItsObjectsAreCountedToo() {
        byte[] pdf = crossReferenceStream("/W[1 1 0]/Index[0 1000001]", new byte[2_000_002]);
        assertThat(refusal(pdf)).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @Test
    void whenACrossReferenceStreamNamesThousandsOfObjects_thenItIsRead() {
        byte[] catalog = deflated(bytes("1 0 <</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), 1);
        byte[] pdf = objectStream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", catalog, 30_000);
        assertThat(check(pdf).verdict()).isEqualTo(Verdict.UNSIGNED);
    }

    @Test
    void whenTheFormCannotBeRead_thenDamagedInsteadOfUnsigned() {
        PdfForge forge = PdfForge.document();
        assertThat(check(PdfForge.document().finish().bytes()).verdict()).isEqualTo(Verdict.UNSIGNED);
        assertThat(refusal(forge.pointing(PdfForge.FORM, 20).finish().bytes())).isEqualTo(FindingCode.PDF_DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "<</A ", "[<</A["})
    void whenValuesAreNestedDeeply_thenTooComplex(String open) {
        byte[] pdf = PdfForge.document()
                .object(PdfForge.FORM, open.repeat(100_000))
                .finish()
                .bytes();
        assertThat(refusal(pdf)).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @Test
    void whenThereAreMillionsOfValues_thenTooComplex() {
        byte[] pdf = PdfForge.document()
                .object(60, "[" + "0 ".repeat(5_000_000) + "]")
                .finish()
                .bytes();
        assertThat(refusal(pdf)).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @Test
    void whenTablesFormALoop_thenDamaged() {
        PdfForge forge = PdfForge.document();
        int start = forge.position();
        assertThat(refusal(forge.finish("/Prev " + start).bytes())).isEqualTo(FindingCode.PDF_DAMAGED);
    }

    @Test
    void whenObjectsReferToThemselves_thenAReport() {
        byte[] pdf = PdfForge.empty()
                .object(PdfForge.CATALOG, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/DSS 6 0 R>>")
                .object(PdfForge.PAGES, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>")
                .object(PdfForge.FORM, "<</Fields[7 0 R]>>")
                .object(6, "6 0 R")
                .object(7, "<</T(A)/FT/Sig/Kids[7 0 R 8 0 R]/V 9 0 R>>")
                .object(8, "<</Kids[7 0 R 8 0 R]/Parent 8 0 R>>")
                .object(9, "9 0 R")
                .finish()
                .bytes();
        assertThat(check(pdf).verdict()).isNotEqualTo(Verdict.VALID);
    }

    @Test
    void whenFieldsAreNestedDeeply_thenTooComplex() {
        PdfForge forge = PdfForge.document().object(PdfForge.FORM, "<</Fields[100 0 R]>>");
        for (int number = 100; number < 400; number++) {
            forge.object(number, "<</T(A)/Kids[" + (number + 1) + " 0 R]>>");
        }
        assertThat(refusal(forge.finish().bytes())).isEqualTo(FindingCode.PDF_TOO_COMPLEX);
    }

    @Test
    void whenAStreamNamesAWrongLength_thenAReport() {
        for (String length : new String[] {"2000000000", "-5", "4 0 R", "99 0 R", "1.5"}) {
            byte[] pdf = PdfForge.document()
                    .object(60, "<</Length " + length + ">>\nstream\nx\nendstream")
                    .finish()
                    .bytes();
            assertThat(check(pdf).verdict()).isEqualTo(Verdict.UNSIGNED);
        }
    }

    @Test
    void whenItIsCutAnywhere_thenDamagedOrUnsigned() {
        byte[] pdf = PdfForge.document().finish().bytes();
        for (int length = 10; length < pdf.length - 1; length++) {
            Verdict verdict = check(Arrays.copyOf(pdf, length)).verdict();
            assertThat(verdict).isIn(Verdict.UNREADABLE, Verdict.UNSIGNED);
        }
    }

    @Test
    void whenADamagedDocumentHoldsASignature_thenItIsNotTakenForUnsigned() {
        byte[] pdf = new PdfSigning(SIGNED.get(0)).signed();
        CheckReport report = check(Arrays.copyOf(pdf, pdf.length - 12));
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.signatures()).hasSize(1);
    }

    @Test
    void whenOnlyTheLastTableIsDamaged_thenTheSignatureIsNotTakenForGood() {
        PdfSigning signing = new PdfSigning(SIGNED.get(0));
        byte[] pdf = signing.withMaterial(signing.signed());
        assertThat(check(pdf).verdict()).isEqualTo(Verdict.VALID);

        CheckReport report =
                check(PdfForge.continuing(pdf).raw("startxref\n999999\n%%EOF\n").bytes());

        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.signatures()).singleElement().satisfies(s -> {
            assertThat(s.code()).contains(FindingCode.FORMAT_FAILURE);
            assertThat(s.findings()).anyMatch(f -> f.code() == FindingCode.PDF_DAMAGED);
        });
    }

    @Test
    void whenContentsHoldsNoCms_thenItIsSaidOnce() {
        byte[] pdf =
                PdfSigning.with(PdfForge.document(), PdfSigning.CADES).signed(covered -> new byte[] {0x30, 0x70, 1});

        CheckReport report = check(pdf);

        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.signatures().get(0).findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.FORMAT_FAILURE, FindingCode.SIGNATURE_UNREADABLE);
    }

    @Test
    void whenASignatureWithoutCmsHasNoRemark_thenItFailsAllTheSame() {
        byte[] pdf = new PdfSigning(SIGNED.get(0)).signed();
        PdfDocument document = PdfDocument.read(pdf);
        PdfSignature found = document.signatures().get(0);
        PdfSignature without = new PdfSignature(
                "First", found.kind(), Bytes.empty(), found.range(), Optional.empty(), false, true, false, List.of());

        SignatureOutcome outcome = Judges.of(SIGNED.get(0).policy, ValidationPolicy.ETSI)
                .pades()
                .validate("a.pdf", pdf, document, without, Signed.NOW);

        assertThat(outcome.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(outcome.code()).contains(FindingCode.FORMAT_FAILURE);
    }

    @Test
    void whenItNeedsAPassword_thenEncrypted() throws IOException {
        assertThat(refusal(encrypted("secret"))).isEqualTo(FindingCode.PDF_ENCRYPTED);
    }

    @Test
    void whenItIsEncryptedWithoutPassword_thenItIsRead() throws IOException {
        assertThat(check(encrypted("")).verdict()).isEqualTo(Verdict.UNSIGNED);
    }

    private static byte[] encrypted(String password) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(PdfForge.document().finish().bytes())) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
            policy.setEncryptionKeyLength(256);
            document.protect(policy);
            document.save(out);
        }
        return out.toByteArray();
    }

    @Test
    void whenItIsLargerThanTheLimit_thenTooLarge() {
        byte[] pdf = new byte[(64 << 20) + 1];
        System.arraycopy(bytes("%PDF-1.7"), 0, pdf, 0, 8);
        assertThat(refusal(pdf)).isEqualTo(FindingCode.TOO_LARGE);
    }
}
