package dev.eresident.core.internal.zip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes that can be read at any position, of a file or in memory; safe for use by several threads.
 *
 * <p>Reading a file is interruptible: interrupting a reading thread closes the source for all ({@link FileChannel}'s rule).
 */
public interface ByteSource extends Closeable {
    /**
     * Returns the number of bytes at the time of opening.
     *
     * @return zero or more
     */
    long size();

    /**
     * Reads some bytes at a position.
     *
     * @param position where to start, counted from zero
     * @param target receives the bytes
     * @return how many were read, -1 at or behind the end
     * @throws IOException if the file cannot be read
     */
    int read(long position, ByteBuffer target) throws IOException;

    /**
     * Reads exactly as many bytes as the array holds.
     *
     * @param position where to start
     * @param target receives the bytes
     * @throws ZipFormatException with {@link ZipProblem#TRUNCATED} if there are fewer
     * @throws IOException if the file cannot be read
     */
    default void readFully(long position, byte[] target) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        while (buffer.hasRemaining()) {
            if (read(position + buffer.position(), buffer) < 0) {
                throw new ZipFormatException(ZipProblem.TRUNCATED, "the file ended while it was read");
            }
        }
    }

    /**
     * Reads the first bytes.
     *
     * @param limit the highest number of bytes wanted
     * @return fewer when the source is shorter
     * @throws IOException if the file cannot be read
     */
    default byte[] head(int limit) throws IOException {
        byte[] head = new byte[(int) Math.min(limit, size())];
        readFully(0, head);
        return head;
    }

    /**
     * Wraps bytes in memory without copying them.
     *
     * @param content not to be changed afterwards
     * @return a source that needs no closing
     */
    static ByteSource of(byte[] content) {
        return new Sources.Memory(content);
    }

    /**
     * Opens a regular file.
     *
     * @param file where it is
     * @return a source to be closed
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it is not a regular file or may not be read
     */
    static ByteSource open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Sources.OnDisk(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
