package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.time.Instant;

/**
 * Until when which algorithms and key sizes are accepted by the Estonian rules (signature-corpus reference §6; cryptographic constraints of digidoc4j 6.1.0).
 *
 * <p>A date that lies after the rules' own update date warns instead of failing, as there.
 */
final class AlgorithmTable {
    /** RSA keys under 1900 bits: not for signatures made later. */
    private static final Instant SHORT_RSA_UNTIL = Instant.ofEpochSecond(1_569_888_000L); // 2019-10-01T00:00:00Z

    private static final Instant RSA_3000_UNTIL = Instant.ofEpochSecond(1_861_920_000L); // 2029-01-01T00:00:00Z
    private static final Instant SHA224_UNTIL = Instant.ofEpochSecond(1_767_225_600L); // 2026-01-01T00:00:00Z

    private static final int RSA_MINIMUM = 1024;
    private static final int RSA_SHORT = 1900;
    private static final int RSA_MEDIUM = 3000;
    private static final int EC_MINIMUM = 256;

    /** What the table says. */
    enum Acceptance {
        ACCEPTED,
        WEAK,
        REFUSED
    }

    private AlgorithmTable() {}

    /** Whether a digest was acceptable then. SHA-1 has no end date in the Estonian rules, but is always worth a warning. */
    static Acceptance digest(DigestAlgorithm algorithm, Instant at) {
        return switch (algorithm) {
            case SHA1 -> Acceptance.WEAK;
            case SHA224 -> at.isBefore(SHA224_UNTIL) ? Acceptance.ACCEPTED : Acceptance.WEAK;
            default -> Acceptance.ACCEPTED;
        };
    }

    /** Whether a key was acceptable then. */
    static Acceptance key(String algorithm, int bits, Instant at) {
        if (algorithm.equals("RSA") || algorithm.equals("RSASSA-PSS")) {
            if (bits < RSA_MINIMUM) {
                return Acceptance.REFUSED;
            }
            if (bits < RSA_SHORT) {
                return at.isBefore(SHORT_RSA_UNTIL) ? Acceptance.WEAK : Acceptance.REFUSED;
            }
            return bits >= RSA_MEDIUM || at.isBefore(RSA_3000_UNTIL) ? Acceptance.ACCEPTED : Acceptance.WEAK;
        }
        if (algorithm.equals("EC")) {
            return bits < EC_MINIMUM ? Acceptance.REFUSED : Acceptance.ACCEPTED;
        }
        return Acceptance.REFUSED;
    }
}
