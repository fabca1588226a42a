package dev.eresident.auth.smartid;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.util.Locale;

/** Computes the code of a login by notification, which page and phone show (reference §5.3). */
final class VerificationCode {
    private VerificationCode() {}

    static String of(byte[] challenge) {
        byte[] hash = DigestAlgorithm.SHA256.digest(challenge);
        int last = (hash[hash.length - 2] & 0xff) << 8 | (hash[hash.length - 1] & 0xff);
        return String.format(Locale.ROOT, "%04d", last % 10_000);
    }
}
