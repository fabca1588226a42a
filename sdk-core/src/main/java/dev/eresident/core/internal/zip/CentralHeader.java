package dev.eresident.core.internal.zip;

import dev.eresident.core.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One header of the central directory (APPNOTE §4.3.12), decoded and judged on its own.
 *
 * @param rawName the name as written, for comparison with the local header
 * @param name the decoded name
 * @param flags general purpose bit flag
 * @param method compression method, 0 or 8
 * @param crc32 CRC-32 of the content
 * @param compressedSize packed size
 * @param size unpacked size
 * @param headerOffset where the local header starts
 */
record CentralHeader(
        Bytes rawName,
        EntryNames.Decoded name,
        int flags,
        int method,
        long crc32,
        long compressedSize,
        long size,
        long headerOffset) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    static final int FLAG_DESCRIPTOR = 1 << 3;
    static final int FLAG_UTF8 = 1 << 11;

    private static final int LENGTH = 46;
    private static final long SIGNATURE = 0x02014b50L;
    private static final int FLAGS_ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int FLAGS_HARMLESS = 1 << 1 | 1 << 2 | FLAG_DESCRIPTOR | FLAG_UTF8;
    private static final int METHOD_AES = 99;

    /** Reads all headers, as many as the end record says, and nothing between or behind them. */
    static List<CentralHeader> readAll(ByteSource source, EndRecord end, ZipLimits limits) throws IOException {
        if (end.entries() > limits.maxEntries()) {
            throw new ZipFormatException(
                    ZipProblem.LIMIT_EXCEEDED, "the archive has more than " + limits.maxEntries() + " entries");
        }
        if (end.directoryEnd() - end.directoryOffset() > limits.maxDirectoryBytes()) {
            throw new ZipFormatException(ZipProblem.LIMIT_EXCEEDED, "the central directory is too large");
        }
        Window window = new Window(source, 16 * 1024);
        List<CentralHeader> headers = new ArrayList<>((int) end.entries());
        long at = end.directoryOffset();
        for (long i = 0; i < end.entries(); i++) {
            if (end.directoryEnd() - at < LENGTH || window.u32(at) != SIGNATURE) {
                throw new ZipFormatException(ZipProblem.INCONSISTENT, "the central directory has too few entries");
            }
            int nameLength = window.u16(at + 28);
            int extraLength = window.u16(at + 30);
            long next = at + LENGTH + nameLength + extraLength + window.u16(at + 32);
            if (next > end.directoryEnd()) {
                throw new ZipFormatException(ZipProblem.INCONSISTENT, "the central directory is cut off");
            }
            headers.add(read(window, at, nameLength, extraLength));
            at = next;
        }
        if (at != end.directoryEnd()) {
            throw new ZipFormatException(ZipProblem.INCONSISTENT, "the central directory holds unknown data");
        }
        return headers;
    }

    private static CentralHeader read(Window window, long at, int nameLength, int extraLength) throws IOException {
        int flags = window.u16(at + 8);
        int method = window.u16(at + 10);
        ExtraFields extra = ExtraFields.parse(window.copy(at + LENGTH + nameLength, extraLength));
        byte[] rawName = window.copy(at + LENGTH, nameLength);
        EntryNames.Decoded name = EntryNames.decode(rawName, (flags & FLAG_UTF8) != 0, extra);
        if ((flags & FLAGS_ENCRYPTED) != 0 || method == METHOD_AES) {
            throw new ZipFormatException(ZipProblem.ENCRYPTED, name.name(), "an entry is encrypted");
        }
        if ((flags & ~FLAGS_HARMLESS) != 0 || (method != STORED && method != DEFLATED)) {
            throw new ZipFormatException(
                    ZipProblem.UNSUPPORTED_METHOD,
                    name.name(),
                    "an entry uses compression method " + method + " or a feature that is not supported");
        }
        // The 64-bit field holds the saturated numbers in this order (§4.5.3).
        long size = extra.resolve(window.u32(at + 24));
        long compressedSize = extra.resolve(window.u32(at + 20));
        long headerOffset = extra.resolve(window.u32(at + 42));
        CentralHeader header = new CentralHeader(
                Bytes.of(rawName), name, flags, method, window.u32(at + 16), compressedSize, size, headerOffset);
        int disk = window.u16(at + 34);
        if (disk != 0 && disk != 0xffff) {
            throw header.inconsistent("an entry claims to be on another disk");
        }
        if (method == STORED && size != compressedSize) {
            throw header.inconsistent("an uncompressed entry has two different sizes");
        }
        if (name.name().endsWith("/") && size != 0) {
            throw header.inconsistent("a folder has content");
        }
        return header;
    }

    ZipFormatException inconsistent(String message) {
        return new ZipFormatException(ZipProblem.INCONSISTENT, name.name(), message);
    }
}
