package dev.eresident.core.signature.ddoc;

import dev.eresident.core.internal.zip.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A source read from its beginning. Closing it leaves the source open. */
final class SourceStream extends InputStream {
    private final ByteSource source;
    private long position;

    SourceStream(ByteSource source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = source.read(position, ByteBuffer.wrap(target, start, length));
        position += Math.max(count, 0);
        return count;
    }
}
