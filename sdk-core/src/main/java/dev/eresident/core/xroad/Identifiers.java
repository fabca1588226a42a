package dev.eresident.core.xroad;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules that all parts of identifiers share, and their form in addresses and headers. */
final class Identifiers {
    private static final int LONGEST = 255;
    private static final String FORBIDDEN = "%:;/\\\u200b\ufeff";
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Identifiers() {}

    static String part(String value, String name) {
        boolean fits = !value.isEmpty()
                && value.length() <= LONGEST
                && value.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || FORBIDDEN.indexOf(c) >= 0
                                || (c >= 0xd800 && c <= 0xdfff)
                                || c == 0xfffe
                                || c == 0xffff)
                && !value.equals(".")
                && !value.equals("..");
        if (!fits) {
            throw new IllegalArgumentException(
                    "The " + name + " of an X-Road identifier must be 1 to 255 characters, none of them a control"
                            + " character, one of % : ; / \\ or invisible (U+200B, U+FEFF), and not a dot segment");
        }
        return value;
    }

    /** Every part is encoded by itself; only RFC 3986 unreserved characters stay as they are. */
    static String encode(List<String> parts) {
        return parts.stream().map(Identifiers::encode).collect(Collectors.joining("/"));
    }

    private static String encode(String part) {
        StringBuilder out = new StringBuilder();
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /** The parts of an encoded identifier, whichever characters its writer chose to encode; empty when it is none. */
    static Optional<List<String>> decode(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            Optional<String> decoded = decodePart(part);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            parts.add(decoded.get());
        }
        return Optional.of(parts);
    }

    private static Optional<String> decodePart(String part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
                int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c > ' ' && c < 127) {
                bytes.write(c);
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
