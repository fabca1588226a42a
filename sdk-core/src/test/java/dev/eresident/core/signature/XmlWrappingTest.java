package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A good signature in a document that its signer never saw: what stands around it, or was added to it, must not pass for signed. */
class XmlWrappingTest {
    private static final String LETTER =
            "<letter xmlns=\"urn:letter\"><body Id=\"b\">Pay 10.</body>@SIGNATURE@</letter>";
    private static final String END = "</xades:QualifyingProperties></ds:Object>";

    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() throws IOException {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static SignedXml signature(String id) {
        return new SignedXml(signed().sandbox, id);
    }

    private static CheckReport check(String document) {
        return signed().checker.check("letter.xml", document.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    /** What somebody else signs, with the letter and its signature inside. */
    private static String wrapped() {
        String letter = text(signature("A").element("b").sign(LETTER));
        return text(signature("B")
                .object("<data Id=\"d\"><contract>Pay 90.</contract>" + letter + "</data>")
                .element("d")
                .sign("@SIGNATURE@"));
    }

    @Test
    void whenASignatureStandsInTheDataOfAnother_thenItCoversNoMoreThanItsOwnPart() {
        CheckReport report = check(wrapped());

        assertThat(report.signatures()).extracting(CheckedSignature::id).containsExactly("#B", "#A");
        assertThat(report.signatures().get(0).verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures().get(1).code()).contains(FindingCode.PARTIAL_COVERAGE);
        assertThat(report.files().get(0).coveredBy()).containsExactly("#B");
    }

    @Test
    void whenASignatureStandsInTheDataOfAnother_thenItIsNoProofOfTheDocument() {
        List<CheckedSignature> signatures = check(wrapped()).signatures();

        assertThat(signatures.get(1).verified()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<contract>Pay 90.</contract>", "Pay 90."})
    void whenSomethingIsAddedBesideTheProperties_thenPartial(String added) {
        String document = text(signature("A")
                .object("<data Id=\"d\">Pay 10.</data>")
                .element("d")
                .sign("@SIGNATURE@"));

        CheckReport report = check(document.replace(END, "</xades:QualifyingProperties>" + added + "</ds:Object>"));

        assertThat(check(document).verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures().get(0).code()).contains(FindingCode.PARTIAL_COVERAGE);
        assertThat(report.files().get(0).coveredBy()).isEmpty();
    }
}
