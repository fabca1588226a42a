package dev.eresident.sandbox.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes ZIP files byte by byte, so that also forbidden ones (duplicate names) can be made. For one file and one thread. */
final class ZipWriter {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    private static final short UTF8_NAMES = 1 << 11;
    private static final short STORED = 0;
    private static final short DEFLATED = 8;

    private static final long MOST = 0xffff_ffffL;

    private final OutputStream out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final int dosTime;
    private short entries;
    private long written;

    ZipWriter(OutputStream out, Instant time) {
        this.out = out;
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        dosTime = (utc.getYear() - 1980) << 25
                | utc.getMonthValue() << 21
                | utc.getDayOfMonth() << 16
                | utc.getHour() << 11
                | utc.getMinute() << 5
                | utc.getSecond() / 2;
    }

    void add(String name, byte[] content, boolean compress) throws IOException {
        byte[] data = compress ? deflate(content) : content;
        CRC32 crc = new CRC32();
        crc.update(content);
        header(name, compress ? DEFLATED : STORED, (int) crc.getValue(), data.length, content.length);
        write(data);
    }

    /** Stores a file that is read twice, for its checksum and its content, and never held in memory. */
    void store(DataFile file) throws IOException {
        CRC32 crc = new CRC32();
        long size = 0;
        byte[] block = new byte[1 << 16];
        try (InputStream in = file.open()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                crc.update(block, 0, n);
                size += n;
            }
        }
        if (written + size > MOST) {
            throw new IOException("A container over 4 GiB needs ZIP64, which the sandbox does not write");
        }
        header(file.name(), STORED, (int) crc.getValue(), size, size);
        try (InputStream in = file.open()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                out.write(block, 0, n);
                written += n;
            }
        }
    }

    private void header(String name, short method, int crc, long packed, long unpacked) throws IOException {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        int offset = (int) written;
        byte[] common = new byte[26];
        ByteBuffer.wrap(common)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(VERSION)
                .putShort(UTF8_NAMES)
                .putShort(method)
                .putInt(dosTime)
                .putInt(crc)
                .putInt((int) packed)
                .putInt((int) unpacked)
                .putShort((short) nameBytes.length)
                .putShort((short) 0);
        write(buffer(4).putInt(LOCAL).array());
        write(common);
        write(nameBytes);
        directory.writeBytes(buffer(6).putInt(CENTRAL).putShort(VERSION).array());
        directory.writeBytes(common);
        directory.writeBytes(buffer(14).putInt(10, offset).array());
        directory.writeBytes(nameBytes);
        entries++;
    }

    void finish() throws IOException {
        int start = (int) written;
        write(directory.toByteArray());
        write(buffer(22)
                .putInt(END)
                .putInt(0)
                .putShort(entries)
                .putShort(entries)
                .putInt(directory.size())
                .putInt(start)
                .putShort((short) 0)
                .array());
        out.flush();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] block = new byte[8192];
            while (!deflater.finished()) {
                compressed.write(block, 0, deflater.deflate(block));
            }
            return compressed.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
