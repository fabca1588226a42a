package dev.eresident.examples.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes file names down in UTF-8, as they are on the disk, whatever the locale of the process. */
final class FileNames {
    private static final char REPLACEMENT = 0xFFFD;
    private static final int HEX = 16;

    private FileNames() {}

    /** The path as text; a byte that is no UTF-8 becomes U+FFFD. */
    static String text(Path path) {
        String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        StringBuilder names = new StringBuilder(text.length());
        for (Path name : path) {
            names.append(!names.isEmpty() || path.isAbsolute() ? "/" : "").append(name(name));
        }
        return names.toString();
    }

    /** The locale has lost the bytes of this name; the URI of the path still holds them. */
    private static String name(Path name) {
        String raw = name.toUri().getRawPath();
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = raw.lastIndexOf('/', end - 1) + 1; i < end; i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
