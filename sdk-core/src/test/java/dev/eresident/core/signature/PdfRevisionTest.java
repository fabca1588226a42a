package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.pades.PdfDocument;
import dev.eresident.core.signature.pades.PdfRemark;
import dev.eresident.core.signature.pades.PdfSignature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the revision that a signature covers ends, what stands directly behind it, and whose signature it is. The CMS is a bare number: nothing of it is verified in this step. */
class PdfRevisionTest {
    private static final byte[] CMS = {0x30, 3, 2, 1, 5};

    private static PdfForge document() {
        return PdfSigning.with(PdfForge.document(), PdfSigning.CADES);
    }

    private static byte[] signed() {
        return document().signed(covered -> CMS);
    }

    /** Without the line end behind the mark of the end. */
    private static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length - 1);
    }

    /** A signed file that ends with the last letter of its mark. */
    private static byte[] endingWithTheMark() {
        return cut(document().signed(covered -> CMS, n -> new int[] {0, n[1], n[2], n[3] - 1}));
    }

    private static PdfForge behind(byte[] file) {
        return PdfForge.continuing(file);
    }

    private static PdfSignature first(byte[] file) {
        return PdfDocument.read(file).signatures().get(0);
    }

    private static void assertUnchanged(byte[] file) {
        assertThat(first(file).remarks()).isEmpty();
    }

    private static void assertRefused(byte[] file, FindingCode code, String why) {
        assertThat(first(file).remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo(code);
            assertThat(remark.fatal()).isTrue();
            assertThat(remark.text()).contains(why);
        });
    }

    private static void assertChanged(byte[] file, String why) {
        assertRefused(file, FindingCode.CONTENT_CHANGED_AFTER_SIGNING, why);
    }

    @Nested
    class Ends {
        @ParameterizedTest
        @CsvSource({"0, true", "1, true", "2, false", "6, false"})
        void whenBytesOfTheEndAreLeftOut_thenOnlyTheLineEndMayBe(int bytes, boolean sound) {
            byte[] file = document().signed(covered -> CMS, n -> new int[] {0, n[1], n[2], n[3] - bytes});
            assertThat(first(file).broken()).isEqualTo(!sound);
        }

        @Test
        void whenTheNextRevisionStartsDirectlyBehindTheMark_thenUnchanged() {
            assertUnchanged(endingWithTheMark());
            assertUnchanged(
                    behind(endingWithTheMark()).object(40, "<</A 1>>").finish().bytes());
        }

        @Test
        void whenAnObjectWithoutTableStandsDirectlyBehindTheMark_thenChanged() {
            assertChanged(behind(endingWithTheMark()).object(40, "<</A 1>>").bytes(), "without a table");
        }

        @Test
        void whenBytesWithoutObjectStandDirectlyBehindTheEnd_thenChanged() {
            assertUnchanged(behind(signed()).raw(" \r\n").bytes());
            assertChanged(behind(signed()).raw("hidden").bytes(), "no object");
            assertChanged(behind(endingWithTheMark()).raw("hidden").bytes(), "no object");
        }
    }

    @Nested
    class Appended {
        @Test
        void whenTheFirstObjectIsThereTwice_thenChanged() {
            PdfForge once = behind(signed()).object(40, "<</A 1>>");
            assertUnchanged(once.finish().bytes());
            PdfForge twice = behind(signed()).object(40, "<</A 1>>").object(40, "<</A 2>>");
            assertChanged(twice.finish().bytes(), "twice");
        }

        @Test
        void whenItIsThereAgainInTheNextRevision_thenUnchanged() {
            byte[] file = behind(signed()).object(40, "<</A 1>>").finish().bytes();
            assertUnchanged(behind(file).object(40, "<</A 2>>").finish().bytes());
            assertUnchanged(behind(cut(file)).object(40, "<</A 2>>").finish().bytes());
        }

        /** A reader that mends a document takes the newest object of a number, whatever the table says. */
        @Test
        void whenANewerObjectIsNotInTheTable_thenChanged() {
            String text = "<</Length 14>>\nstream\n(Pay 100.) Tj \nendstream";
            int old = new String(signed(), StandardCharsets.ISO_8859_1).indexOf("4 0 obj");
            for (int number : new int[] {PdfForge.TEXT, 40}) {
                byte[] file = behind(signed())
                        .raw(number + " 0 obj\n" + text + "\nendobj\n")
                        .object(41, "<</A 1>>")
                        .pointing(PdfForge.TEXT, old)
                        .finish()
                        .bytes();
                if (number == PdfForge.TEXT) {
                    assertChanged(file, "does not name");
                } else {
                    assertUnchanged(file);
                }
            }
        }

        /** Adds a revision in which object 40 lies in object stream 91. */
        private byte[] packed(byte[] file) {
            PdfForge forge = behind(file);
            int container = forge.position();
            forge.stream(91, "/Type/ObjStm/N 1/First 5", "40 0 <</A 3>>".getBytes(StandardCharsets.US_ASCII));
            int start = forge.position();
            byte[] rows = {2, 0, 91, 0, 1, (byte) (container >> 8), (byte) container, 0};
            return forge.stream(90, "/Type/XRef/Root 1 0 R/Size 100/W[1 2 1]/Index[40 1 91 1]" + forge.prev(), rows)
                    .raw("startxref\n" + start + "\n%%EOF\n")
                    .bytes();
        }

        @Test
        void whenTheObjectLiesInAnObjectStream_thenThatMustBeTheNewerOne() {
            byte[] file = behind(signed()).object(40, "<</A 1>>").finish().bytes();
            assertUnchanged(packed(file));
            PdfForge newer = behind(packed(file)).raw("40 0 obj\n<</A 4>>\nendobj\n");
            assertChanged(newer.object(41, "<</A 1>>").finish().bytes(), "does not name");
        }

        @Test
        void whenALaterRevisionTurnsBackToAnOlderObject_thenChanged() {
            byte[] file = behind(signed()).object(40, "<</A 1>>").finish().bytes();
            byte[] newer = behind(file).object(40, "<</A 2>>").finish().bytes();
            assertUnchanged(newer);
            assertChanged(behind(newer).pointing(40, signed().length).finish().bytes(), "does not name");
        }

        @Test
        void whenTheTablePointsToTheFirstObjectUnderAnotherNumber_thenChanged() {
            int end = signed().length;
            PdfForge right = behind(signed()).object(40, "<</A 1>>").pointing(40, end);
            assertUnchanged(right.finish().bytes());
            PdfForge wrong = behind(signed()).object(40, "<</A 1>>").pointing(41, end);
            assertChanged(wrong.finish().bytes(), "middle");
        }

        @Test
        void whenTheTablePointsToWhiteSpaceBeforeAnObject_thenUnchanged() {
            int end = signed().length;
            String catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>";
            PdfForge forge = behind(signed()).raw("\n \n").object(PdfForge.CATALOG, catalog);
            assertUnchanged(forge.pointing(PdfForge.CATALOG, end).finish().bytes());
        }

        @Test
        void whenAFractionChanges_thenChanged() {
            String catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/ViewerPreferences 60 0 R>>";
            byte[] file = PdfSigning.with(
                            PdfForge.document()
                                    .object(PdfForge.CATALOG, catalog)
                                    .object(60, "<</A 1.5>>"),
                            PdfSigning.CADES)
                    .signed(covered -> CMS);
            assertUnchanged(behind(file).object(60, "<</A 1.50>>").finish().bytes());
            assertChanged(behind(file).object(60, "<</A 1.25>>").finish().bytes(), "Viewer");
        }
    }

    @Nested
    class Order {
        @Test
        void whenTheFormNamesTheLaterSignatureFirst_thenTheyStandInTheOrderOfTheirRevisions() {
            byte[] both = behind(signed())
                    .object(PdfForge.FORM, "<</Fields[20 0 R 10 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 20 0 R]"))
                    .object(20, PdfSigning.field("Second", 21))
                    .signature(21, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            assertThat(PdfDocument.read(both).signatures())
                    .extracting(PdfSignature::field)
                    .containsExactly("First", "Second");
            assertThat(PdfDocument.read(both).signatures()).noneMatch(PdfSignature::broken);
        }

        @Test
        void whenTheGapOfTheSecondStartsWhereTheFirstEnds_thenOnlyTheSecondIsWrong() {
            byte[] one = signed();
            for (int before : new int[] {0, 1}) {
                byte[] both = PdfSigning.second(one, PdfSigning.CADES)
                        .signed(covered -> CMS, n -> new int[] {0, one.length - before, n[2], n[3]});
                assertThat(PdfDocument.read(both).signatures())
                        .extracting(PdfSignature::broken)
                        .containsExactly(before == 1, true);
            }
        }

        @Test
        void whenTheDictionaryStatesNoTime_thenThereIsNone() {
            String dictionary = PdfSigning.CADES.replaceAll("/M\\(.*\\)", "");
            PdfSignature signature =
                    first(PdfSigning.with(PdfForge.document(), dictionary).signed(covered -> CMS));
            assertThat(signature.claimedInPdf()).isFalse();
            assertThat(signature.claimedAt()).isEmpty();
            PdfSignature other = first(PdfSigning.with(PdfForge.document(), dictionary + "/M(yesterday)")
                    .signed(covered -> CMS));
            assertThat(other.claimedInPdf()).isTrue();
            assertThat(other.claimedAt()).isEmpty();
        }
    }

    /** What the table of a further revision says of an object that was signed: a reader that shows the document looks objects up by their numbers, in the newest table first. */
    @Nested
    class Tables {
        private static final String FREE = "4 1\n0000000000 00001 f\r\n";

        private String used(int number, int generation, int offset) {
            return String.format(Locale.ROOT, "%d 1\n%010d %05d n\r\n", number, offset, generation);
        }

        private int text() {
            return new String(signed(), StandardCharsets.ISO_8859_1).indexOf("4 0 obj");
        }

        private byte[] with(String lines) {
            return behind(signed()).finish(lines, "").bytes();
        }

        /** Another text under a generation, directly behind the signed bytes. */
        private byte[] other(int generation, String lines) {
            String text = "4 " + generation + " obj\n<</Length 13>>\nstream\n(Pay 999.) Tj\nendstream\nendobj\n";
            return behind(signed()).raw(text).finish(lines, "").bytes();
        }

        @Test
        void whenATableSaysWhatWasThereBefore_thenUnchanged() {
            assertUnchanged(with(used(4, 0, text())));
            assertUnchanged(with(used(4, 0, text()) + used(4, 0, text())));
            assertUnchanged(with("0 1\n0000000000 65535 f\r\n" + FREE.replace("4 1", "50 1")));
        }

        @Test
        void whenAnObjectIsFreed_thenChanged() {
            assertChanged(with(FREE), "page");
            assertChanged(with("3 2\n" + used(3, 0, page()).substring(4) + FREE.substring(4)), "page");
            assertChanged(with(used(4, 0, 0)), "page");
            assertChanged(behind(with(FREE)).finish(used(40, 0, text()), "").bytes(), "");
        }

        private int page() {
            return new String(signed(), StandardCharsets.ISO_8859_1).lastIndexOf("\n3 0 obj") + 1;
        }

        @Test
        void whenAnObjectIsFreedAndComesBackUnchanged_thenUnchanged() {
            assertUnchanged(behind(with(FREE)).finish(used(4, 0, text()), "").bytes());
        }

        @Test
        void whenANumberIsUsedUnderAnotherGeneration_thenChanged() {
            int end = signed().length;
            assertChanged(other(0, used(4, 0, end)), "page");
            assertChanged(other(1, used(4, 1, end)), "page");
        }

        @Test
        void whenATableNamesAnObjectTwice_thenDamaged() {
            int end = signed().length;
            for (String lines : List.of(
                    used(4, 0, text()) + used(4, 0, end),
                    used(4, 0, end) + used(4, 0, text()),
                    used(4, 0, text()) + FREE,
                    FREE + used(4, 0, text()))) {
                assertRefused(other(0, lines), FindingCode.PDF_DAMAGED, "");
            }
            assertRefused(other(1, used(4, 0, text()) + used(4, 1, end)), FindingCode.PDF_DAMAGED, "");
        }

        @Test
        void whenALineOfATableIsUnusual_thenDamaged() {
            assertRefused(with(FREE.replace(" f", " f 1") + FREE), FindingCode.PDF_DAMAGED, "");
        }

        /** A further revision whose table is a stream of entries: type, two bytes of place, generation. */
        private byte[] streamed(int... row) {
            byte[] entries = {(byte) row[0], (byte) (row[1] >> 8), (byte) row[1], (byte) row[2]};
            PdfForge forge = behind(signed());
            int start = forge.position();
            return forge.stream(90, "/Type/XRef/Root 1 0 R/Size 100/W[1 2 1]/Index[4 1]" + forge.prev(), entries)
                    .raw("startxref\n" + start + "\n%%EOF\n")
                    .bytes();
        }

        @Test
        void whenAStreamFreesAnObject_thenChanged() {
            assertUnchanged(streamed(1, text(), 0));
            assertChanged(streamed(0, 0, 1), "page");
        }

        @Test
        void whenAFileIsHybrid_thenItsStreamSaysWhatItsTableDoesNotUse() {
            assertUnchanged(hybrid(FREE, 1, text(), 0));
            assertChanged(hybrid(FREE, 0, 0, 0), "page");
            assertChanged(hybrid("", 0, 0, 0), "page");
            assertUnchanged(hybrid(used(4, 0, text()), 0, 0, 0));
        }

        private byte[] hybrid(String lines, int... row) {
            byte[] entries = {(byte) row[0], (byte) (row[1] >> 8), (byte) row[1], (byte) row[2]};
            PdfForge forge = behind(signed());
            int start = forge.position();
            forge.stream(90, "/Type/XRef/Root 1 0 R/Size 100/W[1 2 1]/Index[4 1]", entries);
            return forge.finish(lines + used(90, 0, start), "/XRefStm " + start).bytes();
        }
    }

    /** The field must have held this signature already in the revision that it covers. */
    @Nested
    class Owners {
        private static final String RANGES = "[0 0000000000 0000000000 0000000000]";

        /** The field first shows another dictionary, whose ranges are almost those of the signature; then it is turned to the signature. */
        private byte[] turned(int gapStart, int gapEnd, String more) {
            byte[] file = PdfForge.document()
                    .object(PdfForge.FORM, "<</Fields[10 0 R]/SigFlags 3>>")
                    .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]"))
                    .object(PdfSigning.FIELD, PdfSigning.field("First", 12))
                    .object(12, "<<" + PdfSigning.CADES + "/Contents<00>/ByteRange " + RANGES + "      >>")
                    .signature(PdfSigning.DICTIONARY, PdfSigning.CADES, 100)
                    .finish()
                    .signed(covered -> CMS);
            String all = new String(file, StandardCharsets.ISO_8859_1);
            int start = all.indexOf('<', all.lastIndexOf("/Contents"));
            int end = all.indexOf('>', start) + 1;
            String ranges = "[0 " + (start + gapStart) + " " + (end + gapEnd) + " " + (file.length - end) + more + "]";
            byte[] other = String.format(Locale.ROOT, "%-" + RANGES.length() + "s", ranges)
                    .getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(other, 0, file, all.indexOf(RANGES), other.length);
            return behind(file)
                    .object(PdfSigning.FIELD, PdfSigning.field("First", PdfSigning.DICTIONARY))
                    .finish()
                    .bytes();
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0, '', Changed: ",
            "1, 0, '', no part",
            "0, 1, '', no part",
            "0, -1, '', no part",
            "0, 0, ' 1', no part"
        })
        void whenTheFieldHeldAnotherSignature_thenThisOneWasNoPartOfTheRevision(
                int gapStart, int gapEnd, String more, String why) {
            assertChanged(turned(gapStart, gapEnd, more), why);
        }

        @Test
        void whenTheFieldHadAnotherName_thenItWasNoPartOfTheRevision() {
            PdfForge same = behind(signed()).object(PdfSigning.FIELD, PdfSigning.field("First", 11));
            assertUnchanged(same.finish().bytes());
            PdfForge renamed = behind(signed()).object(PdfSigning.FIELD, PdfSigning.field("Other", 11));
            assertChanged(renamed.finish().bytes(), "no part");
        }
    }

    @Nested
    class Damaged {
        /** Adds a table of all objects, which needs none before. */
        private byte[] tabled(byte[] file) {
            String all = new String(file, StandardCharsets.ISO_8859_1);
            StringBuilder table = new StringBuilder("xref\n0 1\n0000000000 65535 f\r\n");
            for (int number : new int[] {1, 2, 3, 4, 5, PdfSigning.FIELD, PdfSigning.DICTIONARY}) {
                int at = all.lastIndexOf("\n" + number + " 0 obj") + 1;
                table.append(String.format(Locale.ROOT, "%d 1\n%010d 00000 n\r\n", number, at));
            }
            return behind(file)
                    .raw(table + "trailer\n<</Size 100/Root 1 0 R>>\nstartxref\n" + file.length + "\n%%EOF\n")
                    .bytes();
        }

        @Test
        void whenTheRevisionThatItCoversCannotBeRead_thenRefused() {
            byte[] file = signed();
            assertUnchanged(tabled(file));
            file[new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("startxref\n") + 10] = '9';
            assertRefused(tabled(file), FindingCode.PDF_DAMAGED, "revision");
        }

        @Test
        void whenTheLastRevisionCannotBeRead_thenTheSignatureIsRefusedThoughItsBytesFit() {
            byte[] file = behind(signed()).raw("startxref\n999999\n%%EOF\n").bytes();
            PdfDocument document = PdfDocument.read(file);
            assertThat(document.signatures()).singleElement().satisfies(signature -> {
                assertThat(signature.range()).isEqualTo(first(signed()).range());
                assertThat(signature.remarks()).extracting(PdfRemark::code).containsExactly(FindingCode.PDF_DAMAGED);
                assertThat(signature.broken()).isTrue();
            });
            assertThat(document.remarks()).isEqualTo(List.of());
        }
    }
}
