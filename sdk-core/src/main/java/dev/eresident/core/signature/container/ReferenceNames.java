package dev.eresident.core.signature.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the container entry that a reference's URI means, and writes such URIs.
 *
 * <p>A URI is the percent-encoded UTF-8 path of the entry (EN 319 162-1 §A.6, RFC 3986 §2.1). It is decoded once; {@code +} is a plus sign.
 * Writers of the past left names unencoded or put a slash in front, so the order of trial is: decoded, as written, both again without one
 * leading slash. Nothing is ever fetched.
 */
public final class ReferenceNames {
    private static final String UNRESERVED = "-._~/";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private ReferenceNames() {}

    /**
     * What a URI means.
     *
     * @param name the entry's name, empty when no entry is meant
     * @param lookalike when no entry is meant: one whose name differs only in Unicode normalisation, a frequent accident of repacking
     */
    public record Resolution(Optional<String> name, Optional<String> lookalike) {}

    /**
     * Resolves a reference.
     *
     * @param uri the value of the attribute, not a same-document reference
     * @param names all names that may be meant
     * @return the meaning
     */
    public static Resolution resolve(String uri, Set<String> names) {
        Optional<String> found = find(uri, names);
        return new Resolution(found, found.isPresent() ? Optional.empty() : lookalike(uri, normalised(names)));
    }

    /**
     * Resolves a reference, without a look for similar names.
     *
     * @param uri the value of the attribute, not a same-document reference
     * @param names all names that may be meant
     * @return the entry's name, empty when no entry is meant
     */
    public static Optional<String> find(String uri, Set<String> names) {
        return candidates(uri).stream().filter(names::contains).findFirst();
    }

    /**
     * Prepares {@link #lookalike}, once for many references: the work must not grow with names times references.
     *
     * @param names entry names
     * @return normalised name (NFC) to the first entry of that name
     */
    public static Map<String, String> normalised(Set<String> names) {
        Map<String, String> normalised = new HashMap<>();
        for (String name : names) {
            normalised.putIfAbsent(Normalizer.normalize(name, Normalizer.Form.NFC), name);
        }
        return normalised;
    }

    /**
     * Finds the entry that differs from a reference only in Unicode normalisation.
     *
     * @param uri the value of the attribute
     * @param normalised what {@link #normalised} returned
     * @return the entry's name
     */
    public static Optional<String> lookalike(String uri, Map<String, String> normalised) {
        for (String candidate : candidates(uri)) {
            String name = normalised.get(Normalizer.normalize(candidate, Normalizer.Form.NFC));
            if (name != null) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static Set<String> candidates(String uri) {
        Set<String> candidates = new LinkedHashSet<>();
        Optional<String> decoded = decode(uri);
        decoded.ifPresent(candidates::add);
        candidates.add(uri);
        decoded.filter(name -> name.startsWith("/"))
                .map(name -> name.substring(1))
                .ifPresent(candidates::add);
        if (uri.startsWith("/")) {
            candidates.add(uri.substring(1));
        }
        return candidates;
    }

    /**
     * Decodes percent-encoding once.
     *
     * @param uri any text
     * @return the name; empty when a percent sign is not followed by two hexadecimal digits or the bytes are not UTF-8
     */
    static Optional<String> decode(String uri) {
        if (uri.indexOf('%') < 0) {
            return Optional.of(uri);
        }
        byte[] bytes = uri.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = bytes.length - i > 2 ? digit(bytes[i + 1]) : -1;
            int low = bytes.length - i > 2 ? digit(bytes[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.write((high << 4) | low);
            i += 2;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(decoded.toByteArray());
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /**
     * Writes the URI of an entry: every byte outside RFC 3986's unreserved characters and the slash is percent-encoded.
     *
     * @param name an entry's name
     * @return the URI, which {@link #resolve} finds again
     */
    public static String encode(String name) {
        StringBuilder uri = new StringBuilder(name.length() + 16);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80
                    && ((c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                uri.append(c);
            } else {
                uri.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return uri.toString();
    }
}
