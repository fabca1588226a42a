package dev.eresident.core.signature.pades;

import java.util.Arrays;

/** The value of {@code Contents}: hexadecimal digits, filled up with zeros behind the CMS. */
final class ContentsToken {
    private static final int MAX_DEPTH = 40;

    private ContentsToken() {}

    /** Decodes the digits between two places; an odd last one counts as followed by zero. */
    static byte[] decode(byte[] file, int start, int end) {
        byte[] out = new byte[(end - start) / 2 + 1];
        int digits = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(file[i], 16);
            if (digit >= 0) {
                out[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
                digits++;
            }
        }
        return Arrays.copyOf(out, (digits + 1) / 2);
    }

    static boolean isBlank(byte[] contents) {
        for (byte b : contents) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Length of the first ASN.1 element, DER or BER; -1 when the bytes hold none. */
    static int length(byte[] ber) {
        return element(ber, 0, 0);
    }

    /** Position behind the element that starts at a place, or -1. */
    private static int element(byte[] ber, int at, int depth) {
        if (depth > MAX_DEPTH || at + 2 > ber.length || (ber[at] & 0x1f) == 0x1f) {
            return -1;
        }
        int first = ber[at + 1] & 0xff;
        int position = at + 2;
        if (first == 0x80) {
            while (position >= 0 && position + 2 <= ber.length) {
                if (ber[position] == 0 && ber[position + 1] == 0) {
                    return position + 2;
                }
                position = element(ber, position, depth + 1);
            }
            return -1;
        }
        long length = first;
        if (first > 0x80) {
            int count = first & 0x7f;
            if (count > 4 || position + count > ber.length) {
                return -1;
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | (ber[position++] & 0xff);
            }
        }
        return length > ber.length - position ? -1 : (int) (position + length);
    }
}
