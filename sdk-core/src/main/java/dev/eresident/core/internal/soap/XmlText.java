package dev.eresident.core.internal.soap;

import dev.eresident.core.BugException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Writes XML element by element, and escapes every value. One use, one thread; it writes no declaration, comment or white space. */
public final class XmlText {
    private final StringBuilder out = new StringBuilder(1024);
    private final Deque<String> open = new ArrayDeque<>();

    /** Starts an empty text. */
    public XmlText() {}

    /**
     * Opens an element.
     *
     * @param name qualified name, written by us
     * @param attributes names and values in turn; values are escaped
     * @return this
     */
    public XmlText open(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        open.push(name);
        return this;
    }

    /**
     * Writes an element that holds text only.
     *
     * @param name qualified name, written by us
     * @param text any text that XML 1.0 can hold; escaped
     * @param attributes names and values in turn
     * @return this
     * @throws IllegalArgumentException if a value holds a character that XML cannot
     */
    public XmlText leaf(String name, String text, String... attributes) {
        open(name, attributes);
        escape(text);
        return close();
    }

    /**
     * Puts well-formed XML in as it stands.
     *
     * @param fragment elements whose prefixes are declared in them
     * @return this
     */
    public XmlText fragment(String fragment) {
        out.append(fragment);
        return this;
    }

    /**
     * Writes a parsed element again, leaving some of its descendants out; comments and processing instructions are left out too.
     * Prefixes are not kept, expanded names are.
     *
     * @param element what to write
     * @param omitted which elements to leave out with all that they hold
     * @return this
     */
    public XmlText copy(XmlElement element, Predicate<XmlElement> omitted) {
        return copy(element, omitted, "");
    }

    private XmlText copy(XmlElement element, Predicate<XmlElement> omitted, String around) {
        if (omitted.test(element)) {
            return this;
        }
        out.append('<').append(element.name());
        if (!element.namespace().equals(around)) {
            attribute("xmlns", element.namespace());
        }
        int prefixes = 0;
        for (var attribute : element.attributes()) {
            if (attribute.namespace().isEmpty()) {
                attribute(attribute.name(), attribute.value());
            } else if (attribute.prefix().equals("xml")) {
                attribute("xml:" + attribute.name(), attribute.value());
            } else {
                String prefix = "a" + prefixes++;
                attribute("xmlns:" + prefix, attribute.namespace());
                attribute(prefix + ":" + attribute.name(), attribute.value());
            }
        }
        out.append('>');
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlElement child) {
                copy(child, omitted, element.namespace());
            } else if (node instanceof XmlNode.Text text) {
                escape(text.value());
            }
        }
        out.append("</").append(element.name()).append('>');
        return this;
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value);
        out.append('"');
    }

    /**
     * Closes the innermost open element.
     *
     * @return this
     */
    public XmlText close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /**
     * Returns the bytes.
     *
     * @return UTF-8
     */
    public byte[] utf8() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the text.
     *
     * @return all that was written
     */
    public String text() {
        if (!open.isEmpty()) {
            throw new BugException("XML_UNFINISHED", "An element was left open: " + open.peek());
        }
        return out.toString();
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> {
                    if (c < ' ' || (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff) {
                        throw new IllegalArgumentException("A value holds a character that XML cannot carry");
                    }
                    out.appendCodePoint(c);
                }
            }
            i += Character.charCount(c);
        }
    }

    /** Says how much was written, not what. */
    @Override
    public String toString() {
        return "XmlText[" + out.length() + " characters]";
    }
}
