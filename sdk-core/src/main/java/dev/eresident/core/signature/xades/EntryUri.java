package dev.eresident.core.signature.xades;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/** Maps a reference URI to the entry that it names (signatures reference §2.3): decoded once, {@code +} stays a plus, then as written. */
final class EntryUri {
    private EntryUri() {}

    /** The entry of these that the URI names; nothing outside the container can be named. */
    static Optional<String> resolve(String uri, Collection<String> entries) {
        Optional<String> decoded = decode(uri);
        if (decoded.isPresent()) {
            Optional<String> found = in(decoded.get(), entries);
            if (found.isPresent()) {
                return found;
            }
        }
        return in(uri, entries);
    }

    private static Optional<String> in(String name, Collection<String> entries) {
        if (entries.contains(name)) {
            return Optional.of(name);
        }
        if (name.startsWith("/") && entries.contains(name.substring(1))) {
            return Optional.of(name.substring(1));
        }
        return Optional.empty();
    }

    /** Percent-decodes UTF-8; empty when it is not well-formed. */
    private static Optional<String> decode(String uri) {
        if (uri.indexOf('%') < 0) {
            return Optional.of(uri);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                int high = i + 2 < uri.length() ? Character.digit(uri.charAt(i + 1), 16) : -1;
                int low = high >= 0 ? Character.digit(uri.charAt(i + 2), 16) : -1;
                if (low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < uri.length() ? i + 2 : i + 1;
                bytes.writeBytes(uri.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
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
