package dev.eresident.payments.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps {@link IdempotencyRecord}s. It knows nothing of their meaning; {@link IdempotencyJournal} does.
 *
 * <p>The contract, proven for an implementation by {@code IdempotencyStoreContract} of this module's tests jar:
 *
 * <ul>
 *   <li>Both writing calls are atomic and thread-safe, also across nodes when the store is shared: of any number of concurrent
 *       {@link #insert}s of one key one is answered {@link Insertion#INSERTED}, of any number of concurrent {@link #replace}s of one
 *       version one is answered true.
 *   <li>When a writing call has returned, its record survives a crash of this process (for a store that outlives it), and every
 *       later {@link #find} on any node sees it.
 *   <li>A record comes back equal to what was written.
 *   <li>Nothing unfinished is ever forgotten to make room.
 * </ul>
 *
 * <p>A store that cannot be reached throws a {@link dev.eresident.core.TransportException}; it never answers as if it had looked. After
 * an exception of a writing call the record may or may not have been written.
 */
public interface IdempotencyStore {
    /**
     * Makes a store in the memory of this JVM: for tests, and for a service that may forget everything when it stops. After a restart
     * the same keys would be sent again.
     *
     * @param clock tells when finished records may be forgotten
     * @param capacity how many records are known at once, positive; one takes about a kilobyte
     * @param keepFinished how long a finished record is kept at least; only older ones are forgotten, and only to make room
     * @return a new store
     */
    static IdempotencyStore inMemory(Clock clock, int capacity, Duration keepFinished) {
        return new InMemoryIdempotencyStore(clock, capacity, keepFinished);
    }

    /**
     * Reads the record of a key.
     *
     * @param key names the effect
     * @return the record, empty when the key is not known
     */
    Optional<IdempotencyRecord> find(IdempotencyKey key);

    /**
     * Writes the first record of a key.
     *
     * @param first a record of version 0
     * @return whether it is written now
     */
    Insertion insert(IdempotencyRecord first);

    /**
     * Writes the next record of a key, if the present one has the version before it.
     *
     * @param next a record of version 1 or more
     * @return false when there is none of that version: somebody else was quicker, and nothing was changed
     */
    boolean replace(IdempotencyRecord next);

    /**
     * Finds what was left in doubt, for the recovery after a crash: probe each.
     *
     * @param changedBefore only records that took their form before this instant, so that running calls are left alone
     * @param most how many at most, 1 to 1000
     * @return records that are SENDING or UNKNOWN, the oldest first
     */
    List<IdempotencyRecord> inDoubt(Instant changedBefore, int most);

    /** What a store answers to a first record. */
    enum Insertion {
        /** The record is written. */
        INSERTED,
        /** The key is known already: nothing was changed. */
        KNOWN,
        /** There is no room: nothing was written. */
        FULL
    }
}
