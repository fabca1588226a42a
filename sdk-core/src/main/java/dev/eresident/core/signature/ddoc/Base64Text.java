package dev.eresident.core.signature.ddoc;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes Base64 while it streams by, counting and if asked hashing the bytes. White space may stand anywhere; nothing else may. One text, one thread. */
final class Base64Text {
    private static final byte[] VALUES = values();
    private static final int BUFFER = 3 * 1024;

    private final @Nullable MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private long size;
    private int bits;
    private int characters;
    private int padding;
    private boolean malformed;
    private boolean blank = true;

    Base64Text(@Nullable MessageDigest digest) {
        this.digest = digest;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    void accept(char[] text, int start, int length) {
        for (int i = start; i < start + length; i++) {
            char c = text[i];
            if (c == '\n' || c == ' ' || c == '\r' || c == '\t') {
                continue;
            }
            blank = false;
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value >= 0 && padding == 0) {
                bits = (bits << 6) | value;
                if (++characters == 4) {
                    put(bits >> 16, bits >> 8, bits);
                    bits = 0;
                    characters = 0;
                }
            } else if (c == '=' && characters + padding < 4 && characters >= 2) {
                padding++;
            } else {
                malformed = true;
            }
        }
    }

    private void put(int first, int second, int third) {
        buffer[filled++] = (byte) first;
        buffer[filled++] = (byte) second;
        buffer[filled++] = (byte) third;
        size += 3;
        if (filled == BUFFER) {
            flush(filled);
        }
    }

    private void flush(int length) {
        if (digest != null) {
            digest.update(buffer, 0, length);
        }
        filled = 0;
    }

    /** To be called once, after all text. */
    void end() {
        if (characters == 1 || (characters > 0 && characters + padding != 4) || (characters == 0 && padding > 0)) {
            malformed = true;
        } else if (characters > 0) {
            int left = bits << ((4 - characters) * 6);
            for (int shift = 16; shift > 16 - 8 * (characters - 1); shift -= 8) {
                buffer[filled++] = (byte) (left >> shift);
                size++;
            }
        }
        flush(filled);
    }

    boolean isMalformed() {
        return malformed;
    }

    boolean isBlank() {
        return blank;
    }

    long size() {
        return size;
    }
}
