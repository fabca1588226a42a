package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.signature.pades.RawScan.RawObject;
import dev.eresident.core.signature.pades.RawScan.RawSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk over the bytes that trusts no table: what belongs to an object, what to nothing. */
class RawScanTest {
    private static RawScan scan(String file) {
        return RawScan.of(file.getBytes(StandardCharsets.ISO_8859_1), new PdfBudget());
    }

    private static List<String> objects(String file) {
        return scan(file).objects().stream()
                .map(o -> o.number() + "." + o.generation() + ":" + file.substring(o.start(), o.end()))
                .toList();
    }

    @Nested
    class Objects {
        @Test
        void whenObjectsStandThere_thenEachWithItsPlace() {
            String file =
                    "%PDF-1.7\n1 0 obj\n<</A 2 0 R>>\nendobj\n2 3 obj[1 2 0 R(x)<0a>/N true]endobj 4 0 obj 17 endobj";
            RawScan scan = scan(file);
            assertThat(scan.strays()).isEmpty();
            assertThat(scan.objects())
                    .containsExactly(
                            new RawObject(1, 0, 9, file.indexOf("\n2 3")),
                            new RawObject(2, 3, file.indexOf("2 3 obj"), file.indexOf(" 4 0 obj")),
                            new RawObject(4, 0, file.indexOf("4 0 obj"), file.length()));
            assertThat(scan.startingAt(9)).isEqualTo(scan.objects().get(0));
            assertThat(scan.startingAt(10)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "true",
                    "0",
                    "(x)",
                    "<0a>",
                    "/Name",
                    "1.5",
                    "7 0 R",
                    "",
                    "[]",
                    "<<>>",
                    "[[][<<>>]]",
                    "<</A[1]/B<<>>>>"
                })
        void whenAnObjectIsAnyValue_thenItEndsBehindIt(String value) {
            String object = "1 0 obj " + value + " endobj";
            assertThat(objects(object + " 2 0 obj 1 endobj")).hasSize(2).contains("1.0:" + object);
            assertThat(scan(object).strays()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "1 0 abc, 0",
            "1 obj, 0",
            "-1 0 obj 1 endobj, 0",
            "1 -1 obj 1 endobj, 0",
            "1 1.5 obj, 0",
            "x, 0",
            "(text), 0",
            "<<>>, 0",
            "1 0 obj 1 2 endobj, 10",
            "1 0 obj 1 x endobj, 10",
            "1 0 obj <<>>, 12",
            "1 0 obj [1, 10",
            "1 0 obj <<]>> endobj, 10",
            "1 0 obj5 6 endobj, 9"
        })
        void whenSomethingIsNoObject_thenItBelongsToNothing(String file, int first) {
            assertThat(scan(file).strays()).isNotEmpty();
            assertThat(scan(file).strays().get(0)).isEqualTo(first);
        }

        @Test
        void whenTheNumbersBeforeAnObjectAreTooMany_thenTheFirstIsStrayAndTheObjectIsFound() {
            RawScan scan = scan("7 1 0 obj 5 endobj");
            assertThat(scan.strays()).containsExactly(0);
            assertThat(scan.objects()).containsExactly(new RawObject(1, 0, 2, 18));
        }

        @Test
        void whenAValueIsOpenAtEndobj_thenTheNextObjectIsStillFound() {
            assertThat(objects("1 0 obj <</A[ endobj 2 0 obj 5 endobj"))
                    .containsExactly("1.0:1 0 obj <</A[ endobj", "2.0:2 0 obj 5 endobj");
            assertThat(objects("1 0 obj 1 2 0 obj 3 endobj")).contains("2.0:2 0 obj 3 endobj");
            assertThat(objects("1 0 obj <</A[ 2 0 obj 5 endobj")).anyMatch(o -> o.startsWith("1.0"));
        }

        @Test
        void whenMostOfItIsNoPdf_thenTooComplex() {
            scan("x ".repeat(10_000));
            assertThatThrownBy(() -> scan("x ".repeat(10_001))).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> scan("1 0 x ".repeat(5_000))).isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenValuesAreNestedAsDeeplyAsAllowed_thenRead() {
            assertThat(objects("1 0 obj " + "[".repeat(500) + "]".repeat(500) + " endobj"))
                    .hasSize(1);
            assertThatThrownBy(() -> scan("1 0 obj " + "[".repeat(501) + "]".repeat(501) + " endobj"))
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Streams {
        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void whenTheLengthIsRight_thenTheBytesArePassed(String eol) {
            String data = "1 0 obj endstream endobj %%EOF x";
            String object = "5 0 obj<</Length " + data.length() + ">>stream" + eol + data + "\nendstream endobj";
            RawScan scan = scan(object + "\n%%EOF");
            assertThat(objects(object)).containsExactly("5.0:" + object);
            assertThat(scan.strays()).isEmpty();
            assertThat(scan.ends()).containsExactly(object.length() + 6);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/Length 1", "/Length 4", "/Length 9 0 R", "/Length 99999", "/Length -2", "/Length(x)", ""})
        void whenTheLengthIsNotThere_thenTheStreamEndsWithItsWords(String length) {
            String object = "5 0 obj<<" + length + ">>stream\nab %%EOF endstream x endstream endobj";
            RawScan scan = scan(object + " 6 0 obj 1 endobj %%EOF");
            assertThat(scan.objects()).hasSize(2);
            assertThat(scan.objects().get(0)).isEqualTo(new RawObject(5, 0, 0, object.length()));
            assertThat(scan.strays()).isEmpty();
            assertThat(scan.ends()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/Length 2>>stream\nab%%EOF cd\nendstream endobj",
                    ">>stream\nab endstream %%EOF x endstream endobj",
                    ">>stream\nab endstream endstream endobj"
                })
        void whenAnEndOfARevisionStandsInAStream_thenItIsNone(String stream) {
            String object = "5 0 obj<<" + stream;
            RawScan scan = scan(object);
            assertThat(objects(object)).containsExactly("5.0:" + object);
            assertThat(scan.ends()).isEmpty();
            assertThat(scan.strays()).isEmpty();
        }

        @Test
        void whenTheStreamIsEmpty_thenItsLengthIsZero() {
            String object = "5 0 obj<</Length 0>>stream\nendstream endobj";
            assertThat(objects(object)).containsExactly("5.0:" + object);
        }

        @Test
        void whenTheStreamEndsWithTheFile_thenTheLengthStillCounts() {
            RawScan scan = scan("5 0 obj<</Length 3>>stream\nabc");
            assertThat(scan.objects()).hasSize(1);
            assertThat(scan.strays()).isNotEmpty();
        }
    }

    @Nested
    class Tables {
        private static final String TABLE =
                "xref\n0 2\n0000000000 65535 f\r\n0000000010 00000 n\r\ntrailer\n<</Size 2>>\nstartxref\n5\n%%EOF\n";

        @Test
        void whenATableStandsThere_thenItIsNoStray() {
            RawScan scan = scan("1 0 obj 1 endobj\n" + TABLE + "2 0 obj 1 endobj\n" + TABLE);
            assertThat(scan.strays()).isEmpty();
            assertThat(scan.objects()).hasSize(2);
            assertThat(scan.ends()).hasSize(2).isSorted();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "xref\n0 1\nx trailer <<>>",
                    "xref 0 1 trailer [1]",
                    "xref 0 1 (x)",
                    "startxref x",
                    "startxref",
                    "trailer <<>>",
                    "xref 0 1 trailer <<>"
                })
        void whenATableIsBroken_thenSomethingBelongsToNothing(String table) {
            assertThat(scan(table).strays()).isNotEmpty();
        }
    }

    @Nested
    class Signatures {
        private static List<RawSignature> signatures(String dict) {
            return scan("9 0 obj" + dict + "endobj").signatures();
        }

        @Test
        void whenADictionaryHasRangesAndContents_thenTheirPlaces() {
            String dict = "<</Type/Sig/ByteRange[0 10 20 30]/Contents<0a0b>/SubFilter/ETSI.RFC3161>>";
            int at = 7 + dict.indexOf("<0a0b>");
            assertThat(signatures(dict))
                    .containsExactly(new RawSignature(0, List.of(0, 10, 20, 30), at, at + 6, "ETSI.RFC3161"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[0 10 20.5 30]",
                    "[0 10 20 -30]",
                    "[0 10 20 99999999999]",
                    "[0 10 20 30 40 50]",
                    "[0 10 20 (x)]",
                    "[0 10 [20] 30]",
                    "[0 10 20 <<>>]",
                    "[0 10 20 30 true]",
                    " 7"
                })
        void whenTheRangesAreNoWholeNumbers_thenThereAreNone(String ranges) {
            assertThat(signatures("<</ByteRange" + ranges + "/Contents<00>>>"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.byteRange()).isEmpty());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/Contents(x)", "/Contents<00>/Contents<01>", "/Contents 7"})
        void whenThereIsNotExactlyOneContents_thenThereIsNone(String contents) {
            assertThat(signatures("<</ByteRange[0 1 2 3]" + contents + ">>"))
                    .singleElement()
                    .satisfies(s -> {
                        assertThat(s.contentsStart()).isEqualTo(-1);
                        assertThat(s.contentsEnd()).isEqualTo(-1);
                    });
        }

        @Test
        void whenRangesAreStatedTwice_thenThereAreNone() {
            assertThat(signatures("<</ByteRange[0 1 2 3]/ByteRange[0 1 2 4]/Contents<00>>>"))
                    .containsExactly(new RawSignature(0, List.of(), -1, -1, ""));
        }

        @Test
        void whenItIsNested_thenItBelongsToItsObject() {
            assertThat(signatures("<</V<</ByteRange[0 1 2 3]/Contents<00>>>/X[<</ByteRange[5 6 7 8]>>]>>"))
                    .extracting(RawSignature::byteRange)
                    .containsExactly(List.of(0, 1, 2, 3), List.of());
        }

        @Test
        void whenKeysAreValuesOfOthers_thenTheyAreNotTaken() {
            assertThat(signatures("<</A/ByteRange/B/Contents>>")).isEmpty();
            assertThat(signatures("<</A[/ByteRange[0 1 2 3]]>>")).isEmpty();
            assertThat(scan("xref 0 0 trailer<</ByteRange[0 1 2 3]>>").signatures())
                    .isEmpty();
        }

        @Test
        void whenANameIsEscaped_thenItIsTheSameKey() {
            assertThat(signatures("<</Byte#52ange[0 1 2 3]/C#6fntents<00>>>"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.byteRange()).containsExactly(0, 1, 2, 3));
        }

        @Test
        void whenASubFilterIsNoName_thenThereIsNone() {
            assertThat(signatures("<</ByteRange[0 1 2 3]/SubFilter(ETSI.RFC3161)>>"))
                    .extracting(RawSignature::subFilter)
                    .containsExactly("");
        }

        @Test
        void whenThereAreTooMany_thenTooComplex() {
            String one = "<</ByteRange[]>>";
            assertThat(signatures("[" + one.repeat(10_000) + "]")).hasSize(10_000);
            assertThatThrownBy(() -> signatures("[" + one.repeat(10_001) + "]")).isInstanceOf(ProtocolException.class);
        }
    }
}
