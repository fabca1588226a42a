package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What canonical forms cost, on their own counters. */
class CanonicalFormsTest {
    private static final CanonicalMethod METHOD = CanonicalMethod.DEFAULT;

    private final CanonicalForms forms = new CanonicalForms();

    private static XmlDocument parse(String xml) {
        return new XmlReading(XmlLimits.DOCUMENT).readDocument(xml.getBytes(StandardCharsets.UTF_8));
    }

    private void assertSpent(long octets, long computed) {
        assertThat(forms.work()).isEqualTo(octets);
        assertThat(forms.computed()).isEqualTo(computed);
    }

    @Test
    void whenAnElementIsAskedForAgain_thenOnlyItsOctetsAreCounted() {
        XmlElement root = parse("<a><b></b>x</a>").root();
        assertThat(root.size()).isEqualTo(3);

        assertThat(forms.of(root, METHOD)).asString(StandardCharsets.UTF_8).isEqualTo("<a><b></b>x</a>");
        assertSpent(3 * 8 + 15, 1);
        forms.of(root, METHOD, Set.of());
        assertSpent(3 * 8 + 2 * 15, 1);
        forms.forget();
        forms.of(root, METHOD);
        assertSpent(2 * 3 * 8 + 3 * 15, 2);
    }

    @Test
    void whenAPartIsLeftOut_thenEachTimeIsCounted() {
        XmlElement root = parse("<a><b></b>x</a>").root();
        Set<XmlElement> excluded = Set.copyOf(root.elements());

        forms.of(root, METHOD, excluded);
        forms.of(root, METHOD, excluded);

        assertSpent(2L * (3 * 8 + "<a>x</a>".length()), 2);
    }

    @Test
    void whenTheDocumentIsAskedFor_thenEachTimeIsCounted() {
        XmlDocument document = parse("<?p?><a>x</a>");

        forms.of(document, METHOD, Set.of());

        assertSpent(document.size() * 8 + "<?p?>\n<a>x</a>".length(), 1);
    }

    @Test
    void whenMuchIsAskedFor_thenOnlyEightMiBAreKept() {
        XmlElement half = parse("<a>" + "x".repeat((4 << 20) - 7) + "</a>").root();
        XmlElement same = parse("<a>" + "x".repeat((4 << 20) - 7) + "</a>").root();
        XmlElement small = parse("<a></a>").root();

        for (int i = 0; i < 2; i++) {
            forms.of(half, METHOD);
            forms.of(same, METHOD);
        }
        assertThat(forms.computed()).isEqualTo(2);
        forms.of(small, METHOD);
        forms.of(small, METHOD);
        assertThat(forms.computed()).isEqualTo(4);
        forms.forget();
        forms.of(small, METHOD);
        forms.of(small, METHOD);
        assertThat(forms.computed()).isEqualTo(5);
    }

    @Test
    void whenTheWorkIsDone_thenNothingMore() {
        XmlElement root = parse("<a>" + "<b/>".repeat((1 << 16) - 1) + "</a>").root();
        for (int i = 0; i < 1 << 11; i++) {
            forms.walk(root);
        }
        assertThat(forms.work()).isEqualTo(1 << 30);

        assertThatThrownBy(() -> forms.walk(parse("<a/>").root()))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("XML_TOO_LARGE"));
    }
}
