package dev.eresident.core.trust;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a list: gunzipped when needed, within limits. */
final class ListBytes {
    /** The biggest list accepted, after gunzip; the biggest real one has 2.5 MB. */
    static final int MAX_SIZE = 64 * 1024 * 1024;

    private static final int MAX_RATIO = 100;
    private static final int RATIO_FREE = 1024 * 1024;

    private ListBytes() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    static byte[] inflate(byte[] bytes, String source) {
        if (!isGzip(bytes)) {
            return checked(bytes, source);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(bytes.length * 4, MAX_SIZE));
        byte[] buffer = new byte[16 * 1024];
        long limit = Math.min(MAX_SIZE, Math.max(RATIO_FREE, (long) bytes.length * MAX_RATIO));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (out.size() + (long) n > limit) {
                    throw unreadable(source, "expands to more than " + limit + " bytes", null);
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            throw unreadable(source, "is not readable gzip", e);
        }
        return out.toByteArray();
    }

    private static byte[] checked(byte[] bytes, String source) {
        if (bytes.length > MAX_SIZE) {
            throw unreadable(source, "has more than " + MAX_SIZE + " bytes", null);
        }
        return bytes;
    }

    static ProtocolException unreadable(String source, String problem, @Nullable Throwable cause) {
        return new ProtocolException(
                "TRUST_LIST_UNREADABLE", "The trusted list " + source + " " + problem + ": fetch it again", cause);
    }
}
