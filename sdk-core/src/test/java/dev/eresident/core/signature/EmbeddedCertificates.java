package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Every certificate that stands anywhere in a file, whatever its format: DER, base64 or hexadecimal, also in the entries of a ZIP archive. */
final class EmbeddedCertificates {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/][A-Za-z0-9+/\\s]{400,}={0,2}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{800,}");

    private final Set<Certificate> found = new LinkedHashSet<>();

    private EmbeddedCertificates() {}

    static Set<Certificate> in(byte[] file) {
        EmbeddedCertificates search = new EmbeddedCertificates();
        search.scan(file, 0);
        return search.found;
    }

    private void scan(byte[] bytes, int depth) {
        if (depth > 3) {
            return;
        }
        if (bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K') {
            archive(bytes, depth);
        }
        binary(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("&#13;", "");
        Matcher base64 = BASE64.matcher(text);
        while (base64.find()) {
            decoded(base64.group().strip(), depth);
        }
        Matcher hex = HEX.matcher(text);
        while (hex.find()) {
            String digits = hex.group();
            binary(HexFormat.of().parseHex(digits.substring(0, digits.length() & ~1)));
        }
    }

    private void decoded(String base64, int depth) {
        try {
            scan(Base64.getMimeDecoder().decode(base64), depth + 1);
        } catch (IllegalArgumentException e) {
            // No base64 after all.
        }
    }

    private void archive(byte[] bytes, int depth) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                scan(zip.readAllBytes(), depth + 1);
            }
        } catch (IOException | IllegalArgumentException e) {
            // A broken archive: what was found stands.
        }
    }

    private void binary(byte[] bytes) {
        for (int i = 0; i + 8 < bytes.length; i++) {
            if (bytes[i] != 0x30 || bytes[i + 1] != (byte) 0x82 || bytes[i + 4] != 0x30) {
                continue;
            }
            int length = 4 + ((bytes[i + 2] & 0xff) << 8 | (bytes[i + 3] & 0xff));
            if (i + length <= bytes.length) {
                try {
                    found.add(Certificate.read(Arrays.copyOfRange(bytes, i, i + length)));
                } catch (ProtocolException e) {
                    // Something else.
                }
            }
        }
    }
}
