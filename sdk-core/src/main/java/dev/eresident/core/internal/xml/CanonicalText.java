package dev.eresident.core.internal.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The octets of a canonical form: UTF-8, with the character references that Canonical XML §2.3 prescribes and no others. */
final class CanonicalText {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

    byte[] octets() {
        return out.toByteArray();
    }

    /** Writes an ASCII character as it is. */
    void raw(char c) {
        out.write(c);
    }

    void qName(String prefix, String name) {
        if (!prefix.isEmpty()) {
            utf8(prefix);
            out.write(':');
        }
        utf8(name);
    }

    void text(String s) {
        int from = 0;
        for (int i = 0; i < s.length(); i++) {
            String escape = switch (s.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '\r' -> "&#xD;";
                default -> null;
            };
            from = escaped(s, from, i, escape);
        }
        utf8(from == 0 ? s : s.substring(from));
    }

    void attributeValue(String s) {
        int from = 0;
        for (int i = 0; i < s.length(); i++) {
            String escape = switch (s.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '"' -> "&quot;";
                case '\t' -> "&#x9;";
                case '\n' -> "&#xA;";
                case '\r' -> "&#xD;";
                default -> null;
            };
            from = escaped(s, from, i, escape);
        }
        utf8(from == 0 ? s : s.substring(from));
    }

    private int escaped(String s, int from, int at, @Nullable String escape) {
        if (escape == null) {
            return from;
        }
        utf8(s.substring(from, at));
        ascii(escape);
        return at + 1;
    }

    void ascii(String s) {
        for (int i = 0; i < s.length(); i++) {
            out.write(s.charAt(i));
        }
    }

    void utf8(String s) {
        out.writeBytes(s.getBytes(StandardCharsets.UTF_8));
    }
}
