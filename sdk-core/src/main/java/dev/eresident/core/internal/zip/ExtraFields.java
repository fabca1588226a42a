package dev.eresident.core.internal.zip;

import java.util.Arrays;

/** The extra fields of one header (APPNOTE §4.5), of which only those matter that change what a reader sees. */
final class ExtraFields {
    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_PATH = 0x7075;
    private static final int STRONG_ENCRYPTION = 0x0017;
    private static final int AES = 0x9901;
    private static final byte[] NONE = new byte[0];

    private final byte[] unicodePath;
    private final byte[] zip64;
    private int zip64Position;

    private ExtraFields(byte[] zip64, byte[] unicodePath) {
        this.zip64 = zip64;
        this.unicodePath = unicodePath;
    }

    static ExtraFields parse(byte[] bytes) throws ZipFormatException {
        byte[] zip64 = NONE;
        byte[] unicodePath = NONE;
        int at = 0;
        while (at < bytes.length) {
            if (bytes.length - at < 4 || Window.u16(bytes, at + 2) > bytes.length - at - 4) {
                throw new ZipFormatException(ZipProblem.INCONSISTENT, "an extra field is cut off");
            }
            int id = Window.u16(bytes, at);
            int end = at + 4 + Window.u16(bytes, at + 2);
            if (id == ZIP64) {
                zip64 = once(zip64, bytes, at + 4, end);
            } else if (id == UNICODE_PATH) {
                unicodePath = once(unicodePath, bytes, at + 4, end);
            } else if (id == STRONG_ENCRYPTION || id == AES) {
                throw new ZipFormatException(ZipProblem.ENCRYPTED, "an entry is encrypted");
            }
            at = end;
        }
        return new ExtraFields(zip64, unicodePath);
    }

    private static byte[] once(byte[] earlier, byte[] bytes, int from, int to) throws ZipFormatException {
        if (earlier.length > 0) {
            throw new ZipFormatException(ZipProblem.INCONSISTENT, "an extra field occurs twice");
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The Unicode path field, empty when absent. */
    byte[] unicodePath() {
        return unicodePath;
    }

    /** The value itself, or the next number of the ZIP64 field when the header's 32-bit number is saturated (§4.5.3). */
    long resolve(long value) throws ZipFormatException {
        if (value != 0xffff_ffffL) {
            return value;
        }
        if (zip64.length - zip64Position < 8) {
            throw new ZipFormatException(ZipProblem.INCONSISTENT, "a 64-bit size or offset is missing");
        }
        long wide = Window.u64(zip64, zip64Position);
        zip64Position += 8;
        if (wide < 0) {
            throw new ZipFormatException(ZipProblem.INCONSISTENT, "a 64-bit size or offset is out of range");
        }
        return wide;
    }
}
