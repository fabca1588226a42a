package dev.eresident.core.internal.cms;

import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.asn1.BerHeader;
import dev.eresident.core.internal.asn1.BerReader;
import dev.eresident.core.internal.zip.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads headers and ranges at absolute positions of a source, through one window, so that content in many small parts does not mean many small reads. Not thread-safe. */
final class SourceWalk {
    private static final int WINDOW = 64 * 1024;
    private static final int SMALL = 4 * 1024;

    private final ByteSource source;
    private byte[] window = new byte[0];
    private long windowStart;

    SourceWalk(ByteSource source) {
        this.source = source;
    }

    /** Reads the header at a position; a definite content must end by {@code limit}, and within the source. */
    BerHeader header(long at, long limit) throws IOException {
        int offset = load(at, BerHeader.MAX_SIZE);
        int available = (int) Math.min(window.length - offset, Math.max(0, limit - at));
        BerHeader header = BerHeader.read(window, offset, offset + available);
        long content = at + header.size();
        if (!header.indefinite() && header.length() > Math.min(limit, source.size()) - content) {
            throw CmsSignedData.malformed("an element is longer than its container");
        }
        return header;
    }

    /** Whether end-of-contents octets stand at a position. */
    boolean closes(long at, long limit) throws IOException {
        if (limit - at < 2) {
            return false;
        }
        int offset = load(at, 2);
        return window.length - offset >= 2 && window[offset] == 0 && window[offset + 1] == 0;
    }

    /** Reads an element that is small by rule. */
    BerElement small(long at, long limit) throws IOException {
        return BerReader.of(bytes(at, SMALL, limit)).next();
    }

    /** Reads up to so many bytes, fewer at the limit or the end of the source. */
    byte[] bytes(long at, int count, long limit) throws IOException {
        long available = Math.min(limit, source.size()) - at;
        byte[] bytes = new byte[(int) Math.max(0, Math.min(count, available))];
        source.readFully(at, bytes);
        return bytes;
    }

    void stream(long from, long length, Consumer<ByteBuffer> consumer) throws IOException {
        long done = 0;
        while (done < length) {
            int offset = load(from + done, 1);
            int count = (int) Math.min(window.length - offset, length - done);
            if (count <= 0) {
                throw CmsSignedData.malformed("the file ended while it was read");
            }
            consumer.accept(ByteBuffer.wrap(window, offset, count));
            done += count;
        }
    }

    /** Makes the window hold so many bytes from a position, as far as the source has them; returns the offset. */
    private int load(long at, int count) throws IOException {
        boolean held = at >= windowStart && at + count <= windowStart + window.length;
        if (!held) {
            byte[] next = window.length == WINDOW ? window : new byte[WINDOW];
            ByteBuffer target = ByteBuffer.wrap(next);
            while (target.hasRemaining() && source.read(at + target.position(), target) > 0) {
                // Reads on until the window is full or the source ends.
            }
            window = target.hasRemaining() ? Arrays.copyOf(next, target.position()) : next;
            windowStart = at;
        }
        return (int) (at - windowStart);
    }
}
