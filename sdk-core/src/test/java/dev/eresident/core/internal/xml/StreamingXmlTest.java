package dev.eresident.core.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingXmlTest {
    private static StreamingXml open(String xml) {
        return StreamingXml.open(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                new StreamingXml.Limits(5, 20, 10),
                "SOMETHING_UNREADABLE",
                "something");
    }

    private static void assertRefused(String xml, String text) {
        assertThatThrownBy(() -> open(xml).finish())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("something")
                .hasMessageContaining(text)
                .extracting(e -> ((ProtocolException) e).code())
                .isEqualTo("SOMETHING_UNREADABLE");
    }

    @Nested
    class Walking {
        @Test
        void whenChildrenAreNotRead_thenTheyAreSkipped() {
            StreamingXml xml = open("<a><b><x/><y>1</y></b>text<c k='v'><b/></c><!-- --><d>2</d></a>");
            List<String> names = new ArrayList<>();
            int root = xml.depth();
            while (xml.nextChildOf(root)) {
                names.add(xml.name());
            }

            assertThat(root).isEqualTo(1);
            assertThat(names).containsExactly("b", "c", "d");
        }

        @Test
        void whenAChildIsReadHalf_thenItsRestIsSkipped() {
            StreamingXml xml = open("<a><b><x>1</x><y/></b><c/></a>");
            int root = xml.depth();
            assertThat(xml.nextChildOf(root)).isTrue();
            int b = xml.depth();
            assertThat(xml.nextChildOf(b)).isTrue();
            assertThat(xml.text()).isEqualTo("1");
            assertThat(xml.nextChildOf(root)).isTrue();

            assertThat(xml.name()).isEqualTo("c");
            assertThat(xml.nextChildOf(root)).isFalse();
            assertThat(xml.nextChildOf(root)).isFalse();
        }

        @Test
        void whenElementHasNoChildren_thenTheNextSiblingIsNotTakenForOne() {
            StreamingXml xml = open("<a><b></b><c/></a>");
            xml.nextChildOf(1);

            assertThat(xml.nextChildOf(2)).isFalse();
            assertThat(xml.nextChildOf(1)).isTrue();
            assertThat(xml.name()).isEqualTo("c");
        }

        @Test
        void whenNamesAreInNamespaces_thenBothPartsCount() {
            StreamingXml xml = open("<p:a xmlns:p='urn:p' k='1' p:k='2' xml:lang='et'/>");

            assertThat(xml.is("urn:p", "a")).isTrue();
            assertThat(xml.is("", "a")).isFalse();
            assertThat(xml.attribute("k")).contains("1");
            assertThat(xml.attribute("p")).isEmpty();
            assertThat(xml.language()).contains("et");
        }
    }

    @Nested
    class Text {
        @Test
        void whenTextIsSplitByCdataAndReferences_thenJoined() {
            assertThat(open("<a> x<![CDATA[<]]>&amp;&#65; </a>").text()).isEqualTo("x<&A");
        }

        @ParameterizedTest
        @ValueSource(strings = {"<a>x<!-- -->y</a>", "<a>x<?p?>y</a>", "<a>x<b/>y</a>", "<a>12345678901</a>"})
        void whenOtherThanShortText_thenRefused(String xml) {
            assertThatThrownBy(() -> open(xml).text()).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Hostile {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!DOCTYPE a><a/>",
                    "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
                    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
                    "<a>&e;</a>",
                    "",
                    "   ",
                    "<a>",
                    "<a></b>",
                    "<a/><b/>",
                    "<a x='1' x='2'/>",
                    "<p:a/>",
                    "\u0000"
                })
        void whenMalformedOrWithEntities_thenRefused(String xml) {
            assertRefused(xml, "");
        }

        @Test
        void whenNestedTooDeep_thenRefused() {
            open("<a>".repeat(5) + "</a>".repeat(5)).finish();

            assertRefused("<a>".repeat(6) + "</a>".repeat(6), "nests deeper than 5");
        }

        @Test
        void whenTooManyElements_thenRefused() {
            open("<a>" + "<b/>".repeat(19) + "</a>").finish();

            assertRefused("<a>" + "<b/>".repeat(20) + "</a>", "more than 20 elements");
        }

        @Test
        void whenTooManyAttributes_thenRefused() {
            StringBuilder attributes = new StringBuilder();
            for (int i = 0; i < 257; i++) {
                attributes.append(" a").append(i).append("=''");
            }

            assertRefused("<a" + attributes + "/>", "attributes");
        }
    }
}
