package dev.eresident.core.internal.zip;

import java.io.IOException;

/** Little-endian numbers at absolute positions of a source, read through one small buffer. Not thread-safe. */
final class Window {
    private final ByteSource source;
    private final int capacity;
    private byte[] bytes = new byte[0];
    private long start;

    Window(ByteSource source, int capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    int u16(long position) throws IOException {
        int at = locate(position, 2);
        return u16(bytes, at);
    }

    long u32(long position) throws IOException {
        int at = locate(position, 4);
        return u32(bytes, at);
    }

    long u64(long position) throws IOException {
        int at = locate(position, 8);
        return u64(bytes, at);
    }

    byte[] copy(long position, int length) throws IOException {
        byte[] copy = new byte[length];
        if (length <= capacity) {
            int at = locate(position, length);
            System.arraycopy(bytes, at, copy, 0, length);
        } else {
            source.readFully(position, copy);
        }
        return copy;
    }

    private int locate(long position, int length) throws IOException {
        if (position < start || position + length > start + bytes.length) {
            byte[] next = new byte[(int) Math.min(capacity, Math.max(length, source.size() - position))];
            source.readFully(position, next);
            bytes = next;
            start = position;
        }
        return (int) (position - start);
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    static long u32(byte[] bytes, int at) {
        return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
    }

    static long u64(byte[] bytes, int at) {
        return u32(bytes, at) | u32(bytes, at + 4) << 32;
    }
}
