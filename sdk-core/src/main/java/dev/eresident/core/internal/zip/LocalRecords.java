package dev.eresident.core.internal.zip;

import dev.eresident.core.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the local records (APPNOTE §4.3.7 to §4.3.9) with the central directory: same entries, same facts, side by side from the first
 * byte of the file to the central directory, no byte left over.
 */
final class LocalRecords {
    private static final int LENGTH = 30;
    private static final long SIGNATURE = 0x04034b50L;
    private static final long DESCRIPTOR_SIGNATURE = 0x08074b50L;
    private static final int FLAGS_COMPARED = ~(1 << 1 | 1 << 2);

    private final ByteSource source;
    private final long directoryOffset;

    LocalRecords(ByteSource source, long directoryOffset) {
        this.source = source;
        this.directoryOffset = directoryOffset;
    }

    /** Returns the entries in the order in which they stand in the file. */
    List<ArchiveEntry> compare(List<CentralHeader> headers) throws IOException {
        List<CentralHeader> sorted = new ArrayList<>(headers);
        sorted.sort(Comparator.comparingLong(CentralHeader::headerOffset));
        List<ArchiveEntry> entries = new ArrayList<>(sorted.size());
        long expected = 0;
        for (int i = 0; i < sorted.size(); i++) {
            CentralHeader header = sorted.get(i);
            long next = i + 1 < sorted.size() ? sorted.get(i + 1).headerOffset() : directoryOffset;
            if (header.headerOffset() != expected || next > directoryOffset) {
                throw header.inconsistent("there is hidden data in front of an entry, or entries overlap");
            }
            entries.add(compare(header, next));
            expected = next;
        }
        if (expected != directoryOffset) {
            throw new ZipFormatException(ZipProblem.INCONSISTENT, "there is data that belongs to no entry");
        }
        return entries;
    }

    private ArchiveEntry compare(CentralHeader header, long next) throws IOException {
        Window window = new Window(source, 512);
        long at = header.headerOffset();
        if (next - at < LENGTH || window.u32(at) != SIGNATURE) {
            throw header.inconsistent("an entry is not where the central directory says");
        }
        int flags = window.u16(at + 6);
        int nameLength = window.u16(at + 26);
        int extraLength = window.u16(at + 28);
        long dataOffset = at + LENGTH + nameLength + extraLength;
        if (dataOffset > next || header.compressedSize() > next - dataOffset) {
            throw header.inconsistent("an entry is longer than its place, or entries overlap");
        }
        if (((flags ^ header.flags()) & FLAGS_COMPARED) != 0
                || window.u16(at + 8) != header.method()
                || !Bytes.of(window.copy(at + LENGTH, nameLength)).equals(header.rawName())) {
            throw header.inconsistent("an entry's local header contradicts the central directory");
        }
        ExtraFields extra = ExtraFields.parse(window.copy(at + LENGTH + nameLength, extraLength));
        EntryNames.Decoded localName =
                EntryNames.decode(header.rawName().toByteArray(), (flags & CentralHeader.FLAG_UTF8) != 0, extra);
        boolean renamed = extra.unicodePath().length > 0
                && !localName.name().equals(header.name().name());
        long crc32 = window.u32(at + 14);
        long size = extra.resolve(window.u32(at + 22));
        long compressedSize = extra.resolve(window.u32(at + 18));
        boolean same = crc32 == header.crc32() && size == header.size() && compressedSize == header.compressedSize();
        boolean described = (flags & CentralHeader.FLAG_DESCRIPTOR) != 0;
        boolean left = described && crc32 == 0 && size == 0 && compressedSize == 0;
        if (renamed || !(same || left)) {
            throw header.inconsistent("an entry's local header contradicts the central directory");
        }
        long dataEnd = dataOffset + header.compressedSize();
        if (described ? !descriptorFits(header, dataEnd, next - dataEnd) : dataEnd != next) {
            throw header.inconsistent(
                    "there is hidden data behind an entry, or its descriptor contradicts the directory");
        }
        return new ArchiveEntry(
                header.name().name(),
                header.name().encoding(),
                header.method() == CentralHeader.STORED,
                header.compressedSize(),
                header.size(),
                header.crc32(),
                at,
                dataOffset);
    }

    /** The descriptor may start with a signature and have 32-bit or 64-bit sizes; its length tells which. */
    private boolean descriptorFits(CentralHeader header, long at, long length) throws IOException {
        Window window = new Window(source, 32);
        boolean signed = length == 16 || length == 24;
        boolean wide = length == 20 || length == 24;
        if (!signed && !wide && length != 12) {
            return false;
        }
        long from = at;
        if (signed) {
            if (window.u32(from) != DESCRIPTOR_SIGNATURE) {
                return false;
            }
            from += 4;
        }
        long compressedSize = wide ? window.u64(from + 4) : window.u32(from + 4);
        long size = wide ? window.u64(from + 12) : window.u32(from + 8);
        return window.u32(from) == header.crc32() && compressedSize == header.compressedSize() && size == header.size();
    }
}
