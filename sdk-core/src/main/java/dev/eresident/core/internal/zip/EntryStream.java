package dev.eresident.core.internal.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The unpacked content of one entry; compares size and CRC-32 with the declared ones at its end. */
abstract class EntryStream extends InputStream {
    private static final int CHUNK = 64 * 1024;

    private final ByteSource source;
    private final ArchiveEntry entry;
    private final CRC32 crc = new CRC32();
    private long position;
    private long produced;
    private boolean finished;
    private boolean closed;

    private EntryStream(ByteSource source, ArchiveEntry entry) {
        this.source = source;
        this.entry = entry;
        this.position = entry.dataOffset();
    }

    static EntryStream open(ByteSource source, ArchiveEntry entry) {
        return entry.stored() ? new Stored(source, entry) : new Deflated(source, entry);
    }

    /** Delivers the next bytes, or -1 when the packed content was used up properly. */
    abstract int next(byte[] target, int offset, int length) throws IOException;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (finished || length == 0) {
            return finished ? -1 : 0;
        }
        int count = next(target, offset, Math.min(length, CHUNK));
        if (count < 0) {
            if (produced != entry.size() || crc.getValue() != entry.crc32()) {
                throw inconsistent("an entry's content does not have the declared size and checksum");
            }
            finished = true;
            return -1;
        }
        produced += count;
        if (produced > entry.size()) {
            throw inconsistent("an entry's content is longer than declared");
        }
        crc.update(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
    }

    final long packedLeft() {
        return entry.dataOffset() + entry.compressedSize() - position;
    }

    final int readPacked(byte[] target, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, (int) Math.min(length, packedLeft()));
        int count = source.read(position, buffer);
        if (count < 0) {
            throw new EOFException("the file became shorter while it was read");
        }
        position += count;
        return count;
    }

    final ZipFormatException inconsistent(String message) {
        return new ZipFormatException(ZipProblem.INCONSISTENT, entry.name(), message);
    }

    /** Method 0. */
    private static final class Stored extends EntryStream {
        Stored(ByteSource source, ArchiveEntry entry) {
            super(source, entry);
        }

        @Override
        int next(byte[] target, int offset, int length) throws IOException {
            return packedLeft() == 0 ? -1 : readPacked(target, offset, length);
        }
    }

    /** Method 8. */
    private static final class Deflated extends EntryStream {
        private final Inflater inflater = new Inflater(true);
        private final byte[] packed;

        Deflated(ByteSource source, ArchiveEntry entry) {
            super(source, entry);
            this.packed = new byte[(int) Math.max(1, Math.min(CHUNK, entry.compressedSize()))];
        }

        @Override
        int next(byte[] target, int offset, int length) throws IOException {
            try {
                while (true) {
                    int count = inflater.inflate(target, offset, length);
                    if (count > 0) {
                        return count;
                    }
                    if (inflater.finished()) {
                        if (inflater.getRemaining() > 0 || packedLeft() > 0) {
                            throw inconsistent("there is hidden data behind an entry's compressed content");
                        }
                        return -1;
                    }
                    if (inflater.needsDictionary() || packedLeft() == 0) {
                        throw inconsistent("an entry's compressed content is damaged");
                    }
                    inflater.setInput(packed, 0, readPacked(packed, 0, packed.length));
                }
            } catch (DataFormatException e) {
                throw inconsistent("an entry's compressed content is damaged");
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            inflater.end();
        }
    }
}
