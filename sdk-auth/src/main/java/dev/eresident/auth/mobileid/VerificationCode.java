package dev.eresident.auth.mobileid;

import java.util.Locale;

/** Computes the code that page and phone show: the first six and the last seven bits of the hash, 0000 to 8191 (reference §8). */
final class VerificationCode {
    private VerificationCode() {}

    static String of(byte[] hash) {
        if (hash.length < 2) {
            throw new IllegalArgumentException("There is no verification code without a hash");
        }
        return String.format(Locale.ROOT, "%04d", ((hash[0] & 0xfc) << 5) | (hash[hash.length - 1] & 0x7f));
    }
}
