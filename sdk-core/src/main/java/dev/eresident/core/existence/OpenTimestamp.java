package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import java.util.List;

/**
 * An OpenTimestamps proof ({@code .ots}, version 1), read and computed but not yet believed: see {@link OpenTimestampCheck}. Immutable.
 *
 * <p>Limits: 256 KiB, 10 000 operations, 256 of them from the file to an attestation, 1 000 attestations; values of 4096 bytes, payloads of 8192 bytes. Operations: append, prepend, reverse,
 * hexlify, SHA-1, SHA-256, RIPEMD-160, Keccak-256.
 *
 * @param fileDigestAlgorithm how the file is digested: {@code SHA-1}, {@code SHA-256}, {@code RIPEMD-160} or {@code KECCAK-256}
 * @param fileDigest digest of the file
 * @param attestations what the proof leads to, in its order
 */
public record OpenTimestamp(String fileDigestAlgorithm, Bytes fileDigest, List<Attestation> attestations) {
    /** Copies the list. */
    public OpenTimestamp {
        attestations = List.copyOf(attestations);
    }

    /** Where a path of the proof ends. */
    public sealed interface Attestation {
        /**
         * The value is the Merkle root of a Bitcoin block.
         *
         * @param value computed from the file's digest, as it must stand in the header
         * @param height number of the block
         */
        record Bitcoin(Bytes value, long height) implements Attestation {}

        /**
         * A calendar has promised to have the value attested.
         *
         * @param value what to ask the calendar for
         * @param calendar address of the calendar: a claim of the proof, not to be called unless the caller knows it
         */
        record Pending(Bytes value, String calendar) implements Attestation {}

        /**
         * Something else, which is not judged.
         *
         * @param tag its kind, 8 bytes
         */
        record Unknown(Bytes tag) implements Attestation {}
    }

    /**
     * Reads a proof and computes the value at every attestation.
     *
     * @param proof the whole file; not to be changed during the call
     * @return the proof, not yet believed
     * @throws ProtocolException with code {@code OPEN_TIMESTAMP_UNREADABLE} if it is anything else or beyond the limits
     */
    public static OpenTimestamp parse(byte[] proof) {
        return new OpenTimestampReader(proof).read();
    }
}
