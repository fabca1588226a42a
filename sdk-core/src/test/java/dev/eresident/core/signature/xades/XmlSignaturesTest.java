package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures a document or a signature file holds, and what they need. */
class XmlSignaturesTest {
    private static XmlSignatures parse(String xml) {
        return XmlSignatures.parse(xml.getBytes(StandardCharsets.UTF_8), new XmlReading(XmlLimits.DOCUMENT));
    }

    private static String document(String content) {
        return "<letter xmlns:ds=\"" + Names.DS + "\" xmlns:x=\"" + Names.XADES + "\">" + content + "</letter>";
    }

    @ParameterizedTest
    @CsvSource({
        "http://uri.etsi.org/01903/v1.3.2#, CounterSignature, 1",
        "http://uri.etsi.org/01903/v1.1.1#, CounterSignature, 1",
        "urn:other, CounterSignature, 2",
        "http://uri.etsi.org/01903/v1.3.2#, Other, 2"
    })
    void whenACounterSignatureIsHeld_thenItBelongsToItsSignatureButItsIdsCount(String ns, String name, int count) {
        XmlSignatures found = parse(document("<ds:Signature Id=\"a\"><c:" + name + " xmlns:c=\"" + ns
                + "\"><ds:Signature Id=\"b\"><ds:Object ID=\"a\"/></ds:Signature></c:" + name + "></ds:Signature>"));

        assertThat(found.signatures()).hasSize(count);
        assertThat(found.signatures().get(0).id()).isEqualTo("a");
        assertThat(found.byId())
                .containsOnlyKeys("a", "b")
                .hasEntrySatisfying("a", both -> assertThat(both).hasSize(2));
    }

    @Test
    void whenThereAreVeryMany_thenUpToTheLimit() {
        assertThat(parse(document("<ds:Signature/>".repeat(1000))).signatures()).hasSize(1000);
        assertThatThrownBy(() -> parse(document("<ds:Signature/>".repeat(1001))))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("XML_TOO_LARGE"));
    }

    @Nested
    class Digests {
        private final String signature = FormatCheckingTest.SIGNATURE
                .replace("@UNSIGNED@", "")
                .replaceFirst("urn:d", DigestAlgorithm.SHA512.xmlUri())
                .replaceFirst("urn:d", DigestAlgorithm.SHA256.xmlUri());

        @Test
        void whenAFileIsReferenced_thenItsDigestIsNeeded() {
            assertThat(parse(signature).digests()).containsExactly(DigestAlgorithm.SHA512);
            assertThat(SignatureFile.parse(
                                    "META-INF/signatures0.xml",
                                    signature.getBytes(StandardCharsets.UTF_8),
                                    new XmlReading(XmlLimits.SIGNATURE))
                            .digests())
                    .containsExactly(DigestAlgorithm.SHA512);
        }

        @Test
        void whenASignatureCannotBeRead_thenItNeedsNothing() {
            assertThat(parse(document("<ds:Signature/>")).digests()).isEmpty();
        }
    }

    @Test
    void whenASignatureFileIsRead_thenItsElementsAreCounted() {
        String file =
                "<ds:Signature xmlns:ds=\"" + Names.DS + "\"><ds:Object><a/><b><c/></b></ds:Object><d/></ds:Signature>";

        assertThat(SignatureFile.parse(
                                "META-INF/signatures0.xml",
                                file.getBytes(StandardCharsets.UTF_8),
                                new XmlReading(XmlLimits.SIGNATURE))
                        .elements())
                .isEqualTo(6);
    }

    @Nested
    class PiecesOfDdoc {
        private static final String FILE = "<ds:Reference URI=\"#D0\"/>";
        private static final String PROPERTIES =
                "<ds:Reference URI=\"#S0-SignedProperties\" Type=\"http://uri.etsi.org/01903/v1.1.1#SignedProperties\"/>";

        private static String piece(String references) {
            return "<ds:Signature xmlns:ds=\"" + Names.DS + "\" Id=\"S0\"><ds:SignedInfo>" + references
                    + "</ds:SignedInfo></ds:Signature>";
        }

        @Test
        void whenTheFilesAreMissing_thenItIsOne() {
            assertThat(parse(piece(FILE + PROPERTIES)).isPieceOfDdoc()).isTrue();
            assertThat(parse(piece(PROPERTIES + FILE)).isPieceOfDdoc()).isTrue();
            assertThat(parse(piece(FILE + FILE.replace("D0", "D12345") + PROPERTIES))
                            .isPieceOfDdoc())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"#D", "#D123456", "#E0", "D0", "#D0x"})
        void whenTheReferenceIsToSomethingElse_thenItIsNot(String uri) {
            assertThat(parse(piece(FILE.replace("#D0", uri) + PROPERTIES)).isPieceOfDdoc())
                    .isFalse();
        }

        @Test
        void whenNothingIsMissing_thenItIsNot() {
            assertThat(parse(piece(PROPERTIES)).isPieceOfDdoc()).isFalse();
            assertThat(parse(piece(FILE + PROPERTIES + "<file Id=\"D0\"/>")).isPieceOfDdoc())
                    .isFalse();
            assertThat(parse(piece(FILE + FILE.replace("D0", "D1") + PROPERTIES + "<file Id=\"D0\"/>"))
                            .isPieceOfDdoc())
                    .isTrue();
        }

        @Test
        void whenThePropertiesAreNewOrNotSigned_thenItIsNot() {
            assertThat(parse(piece(FILE + PROPERTIES.replace("/v1.1.1#", "#"))).isPieceOfDdoc())
                    .isFalse();
            assertThat(parse(piece(FILE)).isPieceOfDdoc()).isFalse();
        }

        @Test
        void whenTheSignatureIsNotTheWholeDocument_thenItIsNot() {
            assertThat(parse("<letter>" + piece(FILE + PROPERTIES) + "</letter>")
                            .isPieceOfDdoc())
                    .isFalse();
            assertThat(parse(piece(FILE + PROPERTIES)
                                    .replace("ds:Signature ", "ds:Other ")
                                    .replace("/ds:Signature>", "/ds:Other>"))
                            .isPieceOfDdoc())
                    .isFalse();
        }
    }
}
