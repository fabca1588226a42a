package dev.eresident.core.signature.ddoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawTextTest {
    private static String raw(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        return new String(RawText.of(new XmlReading(XmlLimits.DOCUMENT).read(bytes)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a xmlns=\"urn:x\" b=\"c\"><d>e &amp; f &lt; g</d></a>",
                "<p:a xmlns:p=\"urn:x\" b=\"c &amp; d &lt; e &quot;f&quot;\"></p:a>"
            })
    void whenAnElementIsWritten_thenItIsAsItStandsInTheFile(String xml) {
        assertThat(raw(xml)).isEqualTo(xml);
    }

    @Test
    void whenAnElementIsEmpty_thenItHasAnEndTag() {
        assertThat(raw("<a><b/></a>")).isEqualTo("<a><b></b></a>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a t=\"x&quot; b=&quot;y\"></a>|<a t=\"x\" b=\"y\"></a>",
                "<a><r t=\"x&quot;>&lt;/r>&lt;r t=&quot;y\"></r></a>|<a><r t=\"x\"></r><r t=\"y\"></r></a>",
                "<a t=\"&amp;quot;\"></a>|<a t=\"&quot;\"></a>"
            })
    void whenTwoElementsDiffer_thenTheyAreNotWrittenAlike(String one, String other) {
        assertThat(raw(one)).isNotEqualTo(raw(other));
    }
}
