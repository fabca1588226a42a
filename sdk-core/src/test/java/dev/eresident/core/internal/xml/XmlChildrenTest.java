package dev.eresident.core.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlChildrenTest {
    private static final XmlReading READING = new XmlReading(new XmlLimits(100_000, 50, 6, 10));

    /** Takes elements named {@code t} as text, all others as trees, and writes down what it gets. */
    private static final class Log implements XmlChildren {
        private final List<String> lines = new ArrayList<>();
        private final List<XmlElement> trees = new ArrayList<>();
        private long characters;
        private int pieces;
        private int longestPiece;

        @Override
        public void root(XmlElement root) {
            lines.add("root " + root.name() + " " + root.attributes().size());
        }

        @Override
        public Optional<TextSink> open(XmlElement startTag) {
            assertThat(startTag.nodes()).isEmpty();
            lines.add("open " + startTag.name());
            if (!startTag.name().equals("t")) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder();
            return Optional.of(new TextSink() {
                @Override
                public void text(char[] buffer, int start, int length) {
                    characters += length;
                    pieces++;
                    longestPiece = Math.max(longestPiece, length);
                    if (text.length() < 100) {
                        text.append(buffer, start, Math.min(length, 100));
                    }
                }

                @Override
                public void end() {
                    lines.add("text " + text);
                }
            });
        }

        @Override
        public void child(XmlElement child) {
            trees.add(child);
            lines.add("child " + child.name());
        }
    }

    private static Log read(String xml) {
        return read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Log read(InputStream xml) {
        Log log = new Log();
        try {
            READING.children(xml, log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return log;
    }

    private static void assertRefused(String xml, String code) {
        assertThatThrownBy(() -> read(xml))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whenChildrenComeAsTextAndTrees_thenInOrder() {
        Log log = read("<?xml version='1.0'?><r a='1'>\n<t>a&lt;<![CDATA[<]]>\r\n</t> <x>b<y/></x><!-- --><t/></r>");

        assertThat(log.lines)
                .containsExactly("root r 1", "open t", "text a<<\n", "open x", "child x", "open t", "text ");
    }

    @Test
    void whenAChildIsATree_thenItKnowsItsRootAndTheRootForgetsIt() {
        Log log = read("<r xmlns='urn:r' xmlns:p='urn:p'><x><y/></x><z/></r>");

        XmlElement tree = log.trees.get(0);
        assertThat(new String(Canonicalization.INCLUSIVE.apply(tree), StandardCharsets.UTF_8))
                .isEqualTo("<x xmlns=\"urn:r\" xmlns:p=\"urn:p\"><y></y></x>");
        assertThat(Optional.ofNullable(tree.parentOrNull()).orElseThrow().nodes())
                .isEmpty();
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<r><t>a<b/></t></r>",
                    "<r><t>a<!-- -->b</t></r>",
                    "<r><t><?p?></t></r>",
                    "<r>a</r>",
                    "<r><t/>a</r>"
                })
        void whenMarkupStandsInTextOrTextInTheRoot_thenRefused(String xml) {
            assertRefused(xml, "XML_STRUCTURE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<r>", "<r><t></r>", "<r/><r/>", "<r>&x;</r>", "x<r/>", "<r a='1' a='1'/>"})
        void whenMalformed_thenRefused(String xml) {
            assertRefused(xml, "XML_MALFORMED");
        }

        @Test
        void whenThereIsADoctype_thenRefused() {
            assertRefused("<!DOCTYPE r><r/>", "XML_DOCTYPE");
        }

        @Test
        void whenATreeIsTooDeepOrWide_thenRefused() {
            read("<r>" + "<a>".repeat(5) + "</a>".repeat(5) + "</r>");

            assertRefused("<r>" + "<a>".repeat(6) + "</a>".repeat(6) + "</r>", "XML_TOO_LARGE");
            assertRefused("<r>" + "<a/>".repeat(50) + "</r>", "XML_TOO_LARGE");
        }

        @Test
        void whenMoreIsKeptThanAllowed_thenRefused() {
            String much = "x".repeat(60_000);

            read("<r><x>" + much + "</x></r>");
            assertRefused("<r><x>" + much + "</x><x>" + much + "</x></r>", "XML_TOO_LARGE");
            assertRefused("<r><x a='" + much + "' b='" + much + "'/></r>", "XML_TOO_LARGE");
            assertRefused("<r><x><!--" + much + much + "--></x></r>", "XML_TOO_LARGE");
            assertRefused("<r><x><?p " + much + much + "?></x></r>", "XML_TOO_LARGE");
        }
    }

    /** A document of so many bytes between two texts. */
    private static InputStream endless(String before, long count, String after) {
        InputStream middle = new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? 'A' : -1;
            }

            @Override
            public int read(byte[] target, int start, int length) {
                if (left <= 0) {
                    return -1;
                }
                int n = (int) Math.min(length, left);
                java.util.Arrays.fill(target, start, start + n, (byte) 'A');
                left -= n;
                return n;
            }
        };
        return new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), middle),
                new ByteArrayInputStream(after.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whenTextIsMuchLargerThanTheLimits_thenItComesInSmallPieces() {
        long size = 64L << 20;
        Log log = read(endless("<r><t>", size, "</t></r>"));

        assertThat(log.characters).isEqualTo(size);
        assertThat(log.pieces).isGreaterThan(100);
        assertThat(log.longestPiece).isLessThan(1 << 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<r><x a='", "<r><!--", "<r><?p ", "<"})
    void whenMarkupNeverEnds_thenRefusedBeforeItIsRead(String before) {
        assertThatThrownBy(() -> read(endless(before, 1L << 40, "")))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isIn("XML_TOO_LARGE", "XML_MALFORMED"));
    }

    @Test
    void whenTheSourceFails_thenItsExceptionComesThrough() {
        IOException failure = new IOException("disk");
        InputStream broken = new InputStream() {
            private final InputStream start = new ByteArrayInputStream("<r><t>".getBytes(StandardCharsets.UTF_8));

            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                int count = start.read(target, from, length);
                if (count < 0) {
                    throw failure;
                }
                return count;
            }
        };

        assertThatThrownBy(() -> READING.children(broken, new Log())).isSameAs(failure);
    }

    @Test
    void whenAReaderHasRefused_thenTheNextDocumentIsReadAllTheSame() {
        for (int i = 0; i < 20; i++) {
            assertRefused("<r><t>a<b/></t></r>", "XML_STRUCTURE");
            assertThat(read("<r><t>a</t></r>").lines).contains("text a");
        }
    }
}
