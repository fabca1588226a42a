package dev.eresident.core.internal.zip;

import java.io.IOException;

/**
 * The end of central directory record, with its 64-bit form when there is one (APPNOTE §4.3.14 to §4.3.16).
 *
 * @param entries number of entries
 * @param directoryOffset where the central directory starts
 * @param directoryEnd where it ends
 */
record EndRecord(long entries, long directoryOffset, long directoryEnd) {
    private static final int LENGTH = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final long SIGNATURE = 0x06054b50L;
    private static final int LOCATOR_LENGTH = 20;
    private static final long LOCATOR_SIGNATURE = 0x07064b50L;
    private static final int ZIP64_LENGTH = 56;
    private static final long ZIP64_SIGNATURE = 0x06064b50L;

    static EndRecord find(ByteSource source) throws IOException {
        long size = source.size();
        if (size == 0) {
            throw new ZipFormatException(ZipProblem.EMPTY_FILE, "the file is empty");
        }
        int tailLength = (int) Math.min(size, LENGTH + MAX_COMMENT);
        byte[] tail = new byte[tailLength];
        source.readFully(size - tailLength, tail);
        int found = -1;
        boolean signatureSeen = false;
        boolean trailing = false;
        boolean cut = false;
        for (int at = tailLength - 4; at >= 0; at--) {
            if (tail[at] != 'P' || Window.u32(tail, at) != SIGNATURE) {
                continue;
            }
            signatureSeen = true;
            if (tailLength - at < LENGTH) {
                continue;
            }
            int end = at + LENGTH + Window.u16(tail, at + 20);
            if (end == tailLength) {
                // Other readers take the last one, whether or not its comment ends with the file.
                if (found >= 0 || trailing || cut) {
                    throw inconsistent("there are two end records");
                }
                found = at;
            } else if (end < tailLength) {
                trailing = true;
            } else {
                cut = true;
            }
        }
        if (found < 0) {
            throw notFound(source, signatureSeen, trailing);
        }
        return parse(new Window(source, 128), size - tailLength + found);
    }

    private static ZipFormatException notFound(ByteSource source, boolean signatureSeen, boolean trailing)
            throws IOException {
        byte[] head = source.head(4);
        byte[] local = {'P', 'K', 3, 4};
        boolean startsLikeZip = true;
        for (int i = 0; i < head.length; i++) {
            startsLikeZip &= head[i] == local[i];
        }
        if (startsLikeZip && trailing) {
            return inconsistent("there is data behind the end of the archive, or its end is cut off");
        }
        if (startsLikeZip || signatureSeen) {
            return new ZipFormatException(ZipProblem.TRUNCATED, "the archive has no complete end record");
        }
        return new ZipFormatException(ZipProblem.NOT_A_ZIP, "the file is not a ZIP archive");
    }

    private static EndRecord parse(Window window, long at) throws IOException {
        int disk = window.u16(at + 4);
        int directoryDisk = window.u16(at + 6);
        int entriesHere = window.u16(at + 8);
        int entries = window.u16(at + 10);
        long directorySize = window.u32(at + 12);
        long directoryOffset = window.u32(at + 16);
        boolean saturated = disk == 0xffff
                || directoryDisk == 0xffff
                || entriesHere == 0xffff
                || entries == 0xffff
                || directorySize == 0xffff_ffffL
                || directoryOffset == 0xffff_ffffL;
        boolean wide = at >= LOCATOR_LENGTH && window.u32(at - LOCATOR_LENGTH) == LOCATOR_SIGNATURE;
        if (!wide) {
            if (saturated) {
                throw inconsistent("the 64-bit end record is missing");
            }
            requireOneDisk(disk == 0 && directoryDisk == 0 && entriesHere == entries);
            return located(entries, directoryOffset, directorySize, at);
        }
        EndRecord end = parseWide(window, at - LOCATOR_LENGTH);
        boolean agrees = (disk == 0 || disk == 0xffff)
                && (directoryDisk == 0 || directoryDisk == 0xffff)
                && (entriesHere == 0xffff || entriesHere == end.entries)
                && (entries == 0xffff || entries == end.entries)
                && (directorySize == 0xffff_ffffL || directorySize == end.directoryEnd - end.directoryOffset)
                && (directoryOffset == 0xffff_ffffL || directoryOffset == end.directoryOffset);
        if (!agrees) {
            throw inconsistent("the two end records contradict each other");
        }
        return end;
    }

    private static EndRecord parseWide(Window window, long locator) throws IOException {
        long at = window.u64(locator + 8);
        requireOneDisk(window.u32(locator + 4) == 0 && window.u32(locator + 16) == 1);
        if (at < 0
                || at > locator - ZIP64_LENGTH
                || window.u32(at) != ZIP64_SIGNATURE
                || window.u64(at + 4) != locator - at - 12) {
            throw inconsistent("the 64-bit end record is not where its locator says");
        }
        long entries = window.u64(at + 32);
        requireOneDisk(window.u32(at + 16) == 0 && window.u32(at + 20) == 0 && window.u64(at + 24) == entries);
        return located(entries, window.u64(at + 48), window.u64(at + 40), at);
    }

    private static EndRecord located(long entries, long directoryOffset, long directorySize, long end)
            throws ZipFormatException {
        if (entries < 0
                || directoryOffset < 0
                || directorySize < 0
                || directoryOffset > end
                || directorySize != end - directoryOffset) {
            throw inconsistent("the central directory is not directly in front of the end record");
        }
        return new EndRecord(entries, directoryOffset, end);
    }

    private static void requireOneDisk(boolean oneDisk) throws ZipFormatException {
        if (!oneDisk) {
            throw inconsistent("the archive claims to span several disks");
        }
    }

    private static ZipFormatException inconsistent(String message) {
        return new ZipFormatException(ZipProblem.INCONSISTENT, message);
    }
}
