package dev.eresident.payments.journal;

import dev.eresident.core.Bytes;
import dev.eresident.core.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Lets each effect be sent by one caller at a time, and be answered alike ever after. Immutable and thread-safe.
 *
 * <p>{@link #claim} before the request is sent; then exactly one of {@link #done}, {@link #unknown}, {@link #notSent}; a probe of what is
 * in doubt ends with {@link #done} or {@link #notFound}. A process that dies in between leaves the record in doubt. Exceptions are
 * those of the store.
 */
public final class IdempotencyJournal {
    /** Each lost race means that somebody else got ahead, so a few rounds always do. */
    private static final int ROUNDS = 8;

    private final IdempotencyStore store;
    private final Clock clock;

    /**
     * Makes a journal.
     *
     * @param store where the records lie; shared by all nodes that send
     * @param clock tells when things happened; the clocks of the nodes should agree to within a few seconds
     */
    public IdempotencyJournal(IdempotencyStore store, Clock clock) {
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Asks for the right to send. When it is given, {@link IdempotencyState#SENDING} is written before this method returns.
     *
     * @param key names the effect
     * @param operation what is done
     * @param requestSha256 over everything that defines the effect
     * @param context what a probe needs to find it again
     * @return whether the caller may send
     * @throws ServiceException {@code JOURNAL_FULL} when the store has no room, {@code JOURNAL_BUSY} when it does not show what it
     *     knows; nothing may be sent
     */
    public ClaimOutcome claim(IdempotencyKey key, String operation, Bytes requestSha256, String context) {
        for (int round = 0; ; round++) {
            Optional<IdempotencyRecord> known = store.find(key);
            if (known.isEmpty()) {
                if (round > ROUNDS) {
                    throw busy("The store knows the key and does not show it; does it read from a copy that lags?");
                }
                begin(key, operation, requestSha256, context);
                continue;
            }
            IdempotencyRecord record = known.get();
            if (!record.isFor(operation, requestSha256)) {
                return new ClaimOutcome.Conflict(record);
            }
            if (record.state() == IdempotencyState.DONE) {
                return new ClaimOutcome.AlreadyDone(record);
            }
            if (record.state().isInDoubt() || round >= ROUNDS) {
                return new ClaimOutcome.InDoubt(record);
            }
            IdempotencyRecord sending = record.sending(clock.instant());
            if (store.replace(sending)) {
                return new ClaimOutcome.Claimed(sending);
            }
        }
    }

    private void begin(IdempotencyKey key, String operation, Bytes requestSha256, String context) {
        IdempotencyRecord first = IdempotencyRecord.prepared(key, operation, requestSha256, context, clock.instant());
        if (store.insert(first) == IdempotencyStore.Insertion.FULL) {
            throw full();
        }
    }

    /**
     * Reserves a name for ever, for one owner: the same owner may ask again.
     *
     * @param name what is reserved
     * @param operation what for
     * @param ownerSha256 who reserves it
     * @return false when it is somebody else's
     * @throws ServiceException {@code JOURNAL_FULL}
     */
    public boolean reserve(IdempotencyKey name, String operation, Bytes ownerSha256) {
        Optional<IdempotencyRecord> known = store.find(name);
        if (known.isEmpty()) {
            begin(name, operation, ownerSha256, "");
            known = store.find(name).map(record -> done(record, Bytes.empty()));
        }
        return known.map(record -> record.isFor(operation, ownerSha256)).orElse(false);
    }

    /**
     * Changes the context of a record that is never sent, such as a running account; made if it is not there. The change is computed
     * again when somebody else was quicker.
     *
     * @param name names the record
     * @param operation what it is for
     * @param ownerSha256 whose it is
     * @param change makes the new context of the present one (empty text at first); an empty answer leaves it alone
     * @return whether the change was made
     * @throws ServiceException {@code JOURNAL_FULL}, or {@code JOURNAL_BUSY} when others were quicker too often
     */
    public boolean amend(
            IdempotencyKey name, String operation, Bytes ownerSha256, Function<String, Optional<String>> change) {
        for (int round = 0; round < ROUNDS * ROUNDS; round++) {
            Optional<IdempotencyRecord> known = store.find(name);
            if (known.isEmpty()) {
                begin(name, operation, ownerSha256, "");
                continue;
            }
            Optional<String> context = change.apply(known.get().context());
            if (context.isEmpty()) {
                return false;
            }
            if (store.replace(known.get().withContext(context.get(), clock.instant()))) {
                return true;
            }
        }
        throw busy("Others changed the record too often; try again");
    }

    private static ServiceException busy(String text) {
        return new ServiceException("JOURNAL_BUSY", "idempotency journal", text, null);
    }

    private static ServiceException full() {
        return new ServiceException(
                "JOURNAL_FULL",
                "idempotency journal",
                "The idempotency store has no room, so nothing may be sent; give it more, or settle what is unfinished",
                null);
    }

    /**
     * Reads the record of a key.
     *
     * @param key names the effect
     * @return the record, empty when the key is not known
     */
    public Optional<IdempotencyRecord> find(IdempotencyKey key) {
        return store.find(key);
    }

    /**
     * Finds what was left in doubt; see {@link IdempotencyStore#inDoubt}.
     *
     * @param changedBefore only records that took their form before this instant
     * @param most how many at most, 1 to 1000
     * @return records that are SENDING or UNKNOWN, the oldest first
     */
    public List<IdempotencyRecord> inDoubt(Instant changedBefore, int most) {
        return store.inDoubt(changedBefore, most);
    }

    /**
     * Writes the outcome down. An outcome beats a lost answer and a fruitless probe of the same attempt.
     *
     * @param record as claimed or found
     * @param result what is answered when the key comes again
     * @return the record as it stands now, which somebody else may have settled before
     */
    public IdempotencyRecord done(IdempotencyRecord record, Bytes result) {
        return settle(
                record,
                present -> present.state() != IdempotencyState.DONE && present.attempt() == record.attempt(),
                present -> present.done(result, clock.instant()));
    }

    /**
     * Writes down that no answer was read.
     *
     * @param record as claimed
     * @return the record as it stands now
     */
    public IdempotencyRecord unknown(IdempotencyRecord record) {
        return settle(record, sendingAgain(record), present -> present.unknown(clock.instant()));
    }

    /**
     * Writes down that the request certainly did not arrive; it may be sent again under the same key.
     *
     * @param record as claimed
     * @return the record as it stands now
     */
    public IdempotencyRecord notSent(IdempotencyRecord record) {
        return settle(record, sendingAgain(record), present -> present.notSent(clock.instant()));
    }

    /**
     * Writes down that the remote service does not know the effect after having been asked for long enough.
     *
     * @param record in doubt
     * @return the record as it stands now
     */
    public IdempotencyRecord notFound(IdempotencyRecord record) {
        return settle(
                record,
                present -> present.state().isInDoubt() && present.attempt() == record.attempt(),
                present -> present.notFound(clock.instant()));
    }

    private static Predicate<IdempotencyRecord> sendingAgain(IdempotencyRecord record) {
        return present -> present.state() == IdempotencyState.SENDING && present.attempt() == record.attempt();
    }

    private IdempotencyRecord settle(
            IdempotencyRecord record,
            Predicate<IdempotencyRecord> applies,
            Function<IdempotencyRecord, IdempotencyRecord> step) {
        IdempotencyRecord present = record;
        for (int round = 0; round < ROUNDS && applies.test(present); round++) {
            IdempotencyRecord next = step.apply(present);
            if (store.replace(next)) {
                return next;
            }
            present = store.find(record.key()).orElse(record);
        }
        return present;
    }
}
