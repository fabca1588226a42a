package dev.eresident.core.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReadingTest {
    private static final XmlReading READING = new XmlReading(XmlLimits.SIGNATURE);

    private static XmlElement read(String xml) {
        return READING.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static AbstractThrowableAssert<?, ?> refusing(String xml, String code) {
        return assertThatThrownBy(() -> read(xml))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Nested
    class Doors {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!DOCTYPE a><a/>",
                    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
                    "<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>"
                })
        void whenThereIsADoctype_thenRefused(String xml) {
            refusing(xml, "XML_DOCTYPE");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<a>",
                    "<a></b>",
                    "<a/><b/>",
                    "text",
                    "<a>&unknown;</a>",
                    "<a b='1' b='2'/>",
                    "<a>\u0001</a>",
                    "<p:a/>"
                })
        void whenNotWellFormed_thenRefused(String xml) {
            refusing(xml, "XML_MALFORMED");
        }

        @Test
        void whenXml11_thenRefused() {
            refusing("<?xml version='1.1'?><a/>", "XML_MALFORMED");
        }

        @Test
        void whenADocumentWasRefused_thenTheNextOneIsStillRead() {
            refusing("<a>", "XML_MALFORMED");
            assertThat(read("<a/>").name()).isEqualTo("a");
        }
    }

    @Nested
    class Limits {
        @Test
        void whenNestedTooDeeply_thenRefused() {
            assertThat(read("<a>".repeat(64) + "</a>".repeat(64)).name()).isEqualTo("a");
            refusing("<a>".repeat(65) + "</a>".repeat(65), "XML_TOO_LARGE");
            refusing("<a>".repeat(200_000), "XML_TOO_LARGE");
        }

        @Test
        void whenADocumentIsAsDeepAsAllowed_thenReadOnEveryJdk() {
            int depth = XmlLimits.DOCUMENT.depth();
            String xml = "<a>".repeat(depth) + "</a>".repeat(depth);

            XmlElement root = new XmlReading(XmlLimits.DOCUMENT).read(xml.getBytes(StandardCharsets.UTF_8));

            assertThat(root.name()).isEqualTo("a");
        }

        @Test
        void whenTooManyElements_thenRefused() {
            refusing("<a>" + "<b/>".repeat(100_000) + "</a>", "XML_TOO_LARGE");
        }

        @Test
        void whenTooManyBytes_thenRefusedUnread() {
            assertThatThrownBy(() -> READING.read(new byte[5_000_001])).isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenTooManyAttributes_thenRefused() {
            StringBuilder xml = new StringBuilder("<a");
            for (int i = 0; i < 257; i++) {
                xml.append(" a").append(i).append("='1'");
            }
            assertThatThrownBy(() -> read(xml + "/>")).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Values {
        @Test
        void whenACommentSplitsAValue_thenTheValueIsRefused() {
            XmlElement value = read("<v>AAAA<!--x-->BBBB</v>");
            assertThatThrownBy(value::text).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(value::base64).isInstanceOf(ProtocolException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"<v>AAAA<?x?>BBBB</v>", "<v>AAAA<b/></v>", "<v><!--AAAA--></v>"})
        void whenThereIsMoreThanText_thenTheValueIsRefused(String xml) {
            assertThatThrownBy(() -> read(xml).base64()).isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenTextIsSplitByTheParser_thenItIsOneText() {
            String value = "QUJD".repeat(50_000);
            assertThat(read("<v>" + value + "</v>").base64()).hasSize(150_000);
            assertThat(read("<v>QU<![CDATA[JD]]>&#13;\n</v>").base64())
                    .isEqualTo("ABC".getBytes(StandardCharsets.US_ASCII));
        }

        @ParameterizedTest
        @ValueSource(strings = {"<v>QUJ</v>!", "<v>Q*JD</v>", "<v>QUJD=</v>", "<v>ＱUJD</v>", "<v>QUJ_</v>"})
        void whenNotBase64_thenRefused(String xml) {
            assertThatThrownBy(() -> read(xml).base64()).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Paths {
        @Test
        void whenSeveralChildrenHaveTheName_thenOneIsNotChosen() {
            XmlElement root = read("<a><b/><b/><c/><d><e/></d></a>");
            assertThatThrownBy(() -> root.exactlyOne("", "b")).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> root.exactlyOne("", "e")).isInstanceOf(ProtocolException.class);
            assertThat(root.exactlyOne("", "c").name()).isEqualTo("c");
            assertThat(root.atMostOne("", "e")).isEmpty();
            assertThat(root.atMostOne("urn:x", "c")).isEmpty();
        }
    }
}
