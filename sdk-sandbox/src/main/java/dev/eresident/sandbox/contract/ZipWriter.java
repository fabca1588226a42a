package dev.eresident.sandbox.contract;

import java.io.ByteArrayOutputStream;
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

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final int dosTime;
    private short entries;

    ZipWriter(Instant time) {
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        dosTime = (utc.getYear() - 1980) << 25
                | utc.getMonthValue() << 21
                | utc.getDayOfMonth() << 16
                | utc.getHour() << 11
                | utc.getMinute() << 5
                | utc.getSecond() / 2;
    }

    void add(String name, byte[] content, boolean compress) {
        byte[] data = compress ? deflate(content) : content;
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(content);
        int offset = out.size();
        byte[] common = new byte[26];
        ByteBuffer.wrap(common)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(VERSION)
                .putShort(UTF8_NAMES)
                .putShort(compress ? DEFLATED : STORED)
                .putInt(dosTime)
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(content.length)
                .putShort((short) nameBytes.length)
                .putShort((short) 0);
        out.writeBytes(buffer(4).putInt(LOCAL).array());
        out.writeBytes(common);
        out.writeBytes(nameBytes);
        out.writeBytes(data);
        directory.writeBytes(buffer(6).putInt(CENTRAL).putShort(VERSION).array());
        directory.writeBytes(common);
        directory.writeBytes(buffer(14).putInt(10, offset).array());
        directory.writeBytes(nameBytes);
        entries++;
    }

    byte[] finish() {
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        out.writeBytes(buffer(22)
                .putInt(END)
                .putInt(0)
                .putShort(entries)
                .putShort(entries)
                .putInt(directory.size())
                .putInt(start)
                .putShort((short) 0)
                .array());
        return out.toByteArray();
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
