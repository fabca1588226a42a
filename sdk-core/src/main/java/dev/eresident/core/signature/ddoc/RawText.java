package dev.eresident.core.signature.ddoc;

import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
import java.nio.charset.StandardCharsets;

/** Writes an element as the software of SK-XML hashed it: as it stands in the file, without canonicalisation, every element with an end tag. */
final class RawText {
    private final StringBuilder out = new StringBuilder(1024);

    private RawText() {}

    static byte[] of(XmlElement element) {
        RawText text = new RawText();
        text.element(element);
        return text.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void element(XmlElement element) {
        String name = qualified(element.prefix(), element.name());
        out.append('<').append(name);
        element.declarations().forEach((prefix, uri) -> attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri));
        element.attributes().forEach(a -> attribute(qualified(a.prefix(), a.name()), a.value()));
        out.append('>');
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlElement child) {
                element(child);
            } else if (node instanceof XmlNode.Text text) {
                text(text.value());
            }
        }
        out.append("</").append(name).append('>');
    }

    /** What would end the value can stand in it as a reference only; written as it is, it would make two different elements look alike. */
    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
        out.append('"');
    }

    private void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#xD;");
                default -> out.append(c);
            }
        }
    }

    private static String qualified(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + ":" + name;
    }
}
