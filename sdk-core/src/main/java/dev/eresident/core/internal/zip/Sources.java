package dev.eresident.core.internal.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The two kinds of {@link ByteSource}. */
final class Sources {
    private Sources() {}

    /** Bytes in memory. */
    static final class Memory implements ByteSource {
        private final byte[] content;

        Memory(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (position >= content.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), content.length - position);
            target.put(content, (int) position, count);
            return count;
        }

        @Override
        public void close() {}
    }

    /** An open file. */
    static final class OnDisk implements ByteSource {
        private final FileChannel channel;
        private final long size;

        OnDisk(FileChannel channel, long size) {
            this.channel = channel;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
