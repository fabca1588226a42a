package dev.eresident.core.internal.cms;

import dev.eresident.core.internal.asn1.BerHeader;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.zip.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The content that a SignedData carries: an OCTET STRING in one piece or in parts, left where it lies and read in a stream. */
public final class CmsContent {
    private static final int CONSTRUCTED = 0x24;
    private static final int MAX_DEPTH = 8;

    private final ByteSource source;
    private final long start;
    private final long end;
    private final long size;

    /** Finds the end of the OCTET STRING at a position, going over the headers of all its parts. */
    CmsContent(ByteSource source, long start, long limit) throws IOException {
        this.source = source;
        this.start = start;
        long[] total = {0};
        this.end = parts(new SourceWalk(source), start, limit, 0, (from, length) -> total[0] += length);
        this.size = total[0];
    }

    /** Gets the ranges that make up the content. */
    private interface Range {
        void accept(long from, long length) throws IOException;
    }

    /** Returns the position behind the element. */
    private static long parts(SourceWalk walk, long at, long limit, int depth, Range range) throws IOException {
        BerHeader header = walk.header(at, limit);
        long content = at + header.size();
        if (header.tag() == DerElement.OCTET_STRING) {
            range.accept(content, header.length());
            return content + header.length();
        }
        if (header.tag() != CONSTRUCTED || depth == MAX_DEPTH) {
            throw CmsSignedData.malformed("the content is not an OCTET STRING");
        }
        long inner = content;
        long bound = header.indefinite() ? limit : content + header.length();
        while (header.indefinite() ? !walk.closes(inner, limit) : inner < bound) {
            inner = parts(walk, inner, bound, depth + 1, range);
        }
        return header.indefinite() ? inner + 2 : inner;
    }

    /** Where the OCTET STRING ends. */
    long end() {
        return end;
    }

    /**
     * Returns how many bytes the content has.
     *
     * @return zero or more
     */
    public long size() {
        return size;
    }

    /**
     * Reads the content in a stream.
     *
     * @param consumer gets piece after piece, in buffers that it must not keep
     * @throws IOException if the source cannot be read
     */
    public void read(Consumer<ByteBuffer> consumer) throws IOException {
        SourceWalk walk = new SourceWalk(source);
        parts(walk, start, Long.MAX_VALUE, 0, (from, length) -> walk.stream(from, length, consumer));
    }

    /**
     * Reads the whole content into memory.
     *
     * @param maxBytes how much is accepted
     * @return fresh bytes
     * @throws IOException if the source cannot be read
     * @throws dev.eresident.core.ProtocolException CMS_MALFORMED if there is more
     */
    public byte[] bytes(int maxBytes) throws IOException {
        if (size > maxBytes) {
            throw CmsSignedData.malformed("its content has more than " + maxBytes + " bytes");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) size);
        read(buffer -> {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            out.writeBytes(part);
        });
        return out.toByteArray();
    }
}
