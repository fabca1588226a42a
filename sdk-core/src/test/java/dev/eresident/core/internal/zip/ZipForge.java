package dev.eresident.core.internal.zip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes ZIP files field by field, so that a test can lie in exactly one of them. */
public final class ZipForge {
    private final List<Part> parts = new ArrayList<>();
    private byte[] prefix = new byte[0];
    private byte[] beforeDirectory = new byte[0];
    private byte[] comment = new byte[0];
    private byte[] trailer = new byte[0];
    private int countOffset;
    private int diskNumber;
    private boolean zip64;
    private long zip64CountOffset;

    /** One header's fields, as the local or as the central header has them. */
    public static final class Header {
        byte[] name;
        int flags;
        int method;
        long crc;
        long packed;
        long size;
        byte[] extra = new byte[0];

        private Header(byte[] name, int flags, int method, long crc, long packed, long size) {
            this.name = name;
            this.flags = flags;
            this.method = method;
            this.crc = crc;
            this.packed = packed;
            this.size = size;
        }
    }

    /** One entry. */
    public static final class Part {
        final Header local;
        final Header central;
        byte[] data;
        byte[] descriptor = new byte[0];
        byte[] after = new byte[0];
        long offsetLie;

        private Part(byte[] name, byte[] content, boolean deflate) {
            data = deflate ? deflate(content) : content.clone();
            CRC32 crc = new CRC32();
            crc.update(content);
            int method = deflate ? 8 : 0;
            local = new Header(name, 0, method, crc.getValue(), data.length, content.length);
            central = new Header(name, 0, method, crc.getValue(), data.length, content.length);
        }

        void both(Consumer<Header> change) {
            change.accept(local);
            change.accept(central);
        }

        void describe(boolean signed, boolean wide) {
            both(header -> header.flags |= 8);
            ByteBuffer buffer = little(24);
            if (signed) {
                buffer.putInt(0x08074b50);
            }
            buffer.putInt((int) central.crc);
            if (wide) {
                buffer.putLong(central.packed).putLong(central.size);
            } else {
                buffer.putInt((int) central.packed).putInt((int) central.size);
            }
            descriptor = taken(buffer);
            local.crc = 0;
            local.packed = 0;
            local.size = 0;
        }
    }

    /** Adds an uncompressed entry. */
    public ZipForge stored(String name, byte[] content) {
        return stored(name, content, part -> {});
    }

    /** Adds an uncompressed entry of text. */
    public ZipForge stored(String name, String content) {
        return stored(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ZipForge stored(String name, byte[] content, Consumer<Part> change) {
        return add(named(name, content, false), change);
    }

    /** Adds a compressed entry of text. */
    public ZipForge deflated(String name, String content) {
        return deflated(name, content.getBytes(StandardCharsets.UTF_8), part -> {});
    }

    ZipForge deflated(String name, byte[] content, Consumer<Part> change) {
        return add(named(name, content, true), change);
    }

    private static Part named(String name, byte[] content, boolean deflate) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Part part = new Part(bytes, content, deflate);
        if (bytes.length != name.length()) {
            part.both(header -> header.flags |= 1 << 11);
        }
        return part;
    }

    ZipForge raw(byte[] name, byte[] content, Consumer<Part> change) {
        return add(new Part(name, content, false), change);
    }

    private ZipForge add(Part part, Consumer<Part> change) {
        change.accept(part);
        parts.add(part);
        return this;
    }

    ZipForge prefix(String text) {
        prefix = text.getBytes(StandardCharsets.US_ASCII);
        return this;
    }

    ZipForge beforeDirectory(byte[] bytes) {
        beforeDirectory = bytes;
        return this;
    }

    ZipForge comment(byte[] bytes) {
        comment = bytes;
        return this;
    }

    ZipForge trailer(byte[] bytes) {
        trailer = bytes;
        return this;
    }

    ZipForge countOffset(int difference) {
        countOffset = difference;
        return this;
    }

    ZipForge diskNumber(int disk) {
        diskNumber = disk;
        return this;
    }

    ZipForge zip64() {
        zip64 = true;
        return this;
    }

    ZipForge zip64CountOffset(long difference) {
        zip64CountOffset = difference;
        return zip64();
    }

    /** Returns the archive. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        for (Part part : parts) {
            long offset = out.size() + part.offsetLie;
            Header h = part.local;
            out.writeBytes(taken(little(30)
                    .putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) h.flags)
                    .putShort((short) h.method)
                    .putInt(0)
                    .putInt((int) h.crc)
                    .putInt((int) h.packed)
                    .putInt((int) h.size)
                    .putShort((short) h.name.length)
                    .putShort((short) h.extra.length)));
            out.writeBytes(h.name);
            out.writeBytes(h.extra);
            out.writeBytes(part.data);
            out.writeBytes(part.descriptor);
            out.writeBytes(part.after);
            Header c = part.central;
            directory.writeBytes(taken(little(46)
                    .putInt(0x02014b50)
                    .putShort((short) 20)
                    .putShort((short) 20)
                    .putShort((short) c.flags)
                    .putShort((short) c.method)
                    .putInt(0)
                    .putInt((int) c.crc)
                    .putInt((int) c.packed)
                    .putInt((int) c.size)
                    .putShort((short) c.name.length)
                    .putShort((short) c.extra.length)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt((int) offset)));
            directory.writeBytes(c.name);
            directory.writeBytes(c.extra);
        }
        out.writeBytes(beforeDirectory);
        long start = out.size();
        out.writeBytes(directory.toByteArray());
        int count = parts.size() + countOffset;
        if (zip64) {
            long at = out.size();
            long wideCount = count + zip64CountOffset;
            out.writeBytes(taken(little(56)
                    .putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0)
                    .putLong(wideCount)
                    .putLong(wideCount)
                    .putLong(directory.size())
                    .putLong(start)));
            out.writeBytes(
                    taken(little(20).putInt(0x07064b50).putInt(0).putLong(at).putInt(1)));
        }
        boolean saturate = zip64 && zip64CountOffset == 0;
        out.writeBytes(taken(little(22)
                .putInt(0x06054b50)
                .putShort((short) diskNumber)
                .putShort((short) 0)
                .putShort((short) (saturate ? 0xffff : count))
                .putShort((short) (saturate ? 0xffff : count))
                .putInt(saturate ? -1 : directory.size())
                .putInt(saturate ? -1 : (int) start)
                .putShort((short) comment.length)));
        out.writeBytes(comment);
        out.writeBytes(trailer);
        return out.toByteArray();
    }

    static byte[] extra(int id, byte[] content) {
        return taken(little(4 + content.length)
                .putShort((short) id)
                .putShort((short) content.length)
                .put(content));
    }

    static byte[] longs(long... values) {
        ByteBuffer buffer = little(8 * values.length);
        for (long value : values) {
            buffer.putLong(value);
        }
        return taken(buffer);
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
