package dev.eresident.payments.order;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/**
 * Writes one flat JSON object in the one canonical form of RFC 8785: names ascending by UTF-16 code units, no white space, the
 * escapes of §3.2.2.2, UTF-8.
 *
 * <p>The subset has strings and, as the version, a small whole number. Unicode forms are not changed (RFC 8785 §3.1); the orders
 * see to NFC.
 */
final class CanonicalJson {
    private static final String SHORT = "\b\t\n\f\r\"\\";
    private static final String LETTERS = "btnfr\"\\";

    private CanonicalJson() {}

    static byte[] write(SortedMap<String, Object> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",");
            quote(json, name);
            json.append(':');
            if (value instanceof Integer number) {
                json.append(number.intValue());
            } else {
                quote(json, (String) value);
            }
        });
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int known = SHORT.indexOf(c);
            if (known >= 0) {
                json.append('\\').append(LETTERS.charAt(known));
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
