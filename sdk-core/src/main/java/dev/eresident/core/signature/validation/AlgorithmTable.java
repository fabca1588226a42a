package dev.eresident.core.signature.validation;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.time.Instant;

/**
 * Until when which digests and key sizes are accepted: the sunset table.
 *
 * <p>{@link #ESTONIA} has the dates of the state's own tools (signature-corpus reference §6; cryptographic constraints of digidoc4j 6.1.0), {@link #ETSI} those of the common
 * European policy (ETSI TS 119 312 as of 2024-10-13). A date after the table's own update date warns instead of failing, as there.
 */
public enum AlgorithmTable {
    /** The Estonian rules: SHA-1 has no end date, but is always worth a warning. */
    ESTONIA,
    /** The common European rules. */
    ETSI;

    private static final Instant SHA1_UNTIL = Instant.ofEpochSecond(1_343_779_200L); // 2012-08-01T00:00:00Z
    private static final Instant SHA224_UNTIL = Instant.ofEpochSecond(1_767_225_600L); // 2026-01-01T00:00:00Z

    /** RSA keys under 1900 bits: not for signatures made later. */
    private static final Instant SHORT_RSA_UNTIL = Instant.ofEpochSecond(1_569_888_000L); // 2019-10-01T00:00:00Z

    private static final Instant RSA_3000_UNTIL = Instant.ofEpochSecond(1_861_920_000L); // 2029-01-01T00:00:00Z

    private static final int RSA_MINIMUM = 1024;
    private static final int RSA_SHORT = 1900;
    private static final int RSA_MEDIUM = 3000;
    private static final int EC_MINIMUM = 256;

    /** What the table says. */
    public enum Acceptance {
        /** Nothing to say. */
        ACCEPTED,
        /** Accepted, with a warning. */
        WEAK,
        /** Not accepted. */
        REFUSED
    }

    /**
     * Tells whether a digest was acceptable.
     *
     * @param algorithm the digest
     * @param at when it is known to have been used
     * @return what the table says
     */
    public Acceptance digest(DigestAlgorithm algorithm, Instant at) {
        return switch (algorithm) {
            case SHA1 -> this == ESTONIA || at.isBefore(SHA1_UNTIL) ? Acceptance.WEAK : Acceptance.REFUSED;
            case SHA224 -> at.isBefore(SHA224_UNTIL) ? Acceptance.ACCEPTED : Acceptance.WEAK;
            default -> Acceptance.ACCEPTED;
        };
    }

    /**
     * Tells whether a key was acceptable.
     *
     * @param algorithm name of the key's algorithm in the JDK
     * @param bits its size
     * @param at when it is known to have been used
     * @return what the table says
     */
    public Acceptance key(String algorithm, int bits, Instant at) {
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
