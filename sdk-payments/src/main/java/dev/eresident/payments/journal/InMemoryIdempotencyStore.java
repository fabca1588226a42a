package dev.eresident.payments.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Bounded, in memory; one lock guards everything, and finished records leave in the order in which they finished. */
final class InMemoryIdempotencyStore implements IdempotencyStore {
    private final Clock clock;
    private final int capacity;
    private final Duration keepFinished;
    private final Object lock = new Object();
    private final Map<IdempotencyKey, IdempotencyRecord> records = new HashMap<>();
    private final ArrayDeque<IdempotencyRecord> finished = new ArrayDeque<>();

    InMemoryIdempotencyStore(Clock clock, int capacity, Duration keepFinished) {
        this.clock = Objects.requireNonNull(clock, "clock");
        if (capacity <= 0 || keepFinished.isNegative()) {
            throw new IllegalArgumentException(
                    "The capacity of an idempotency store must be positive, and the time to keep not negative");
        }
        this.capacity = capacity;
        this.keepFinished = keepFinished;
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key) {
        Objects.requireNonNull(key, "key");
        synchronized (lock) {
            return Optional.ofNullable(records.get(key));
        }
    }

    @Override
    public Insertion insert(IdempotencyRecord first) {
        if (first.version() != 0) {
            throw new IllegalArgumentException("A first record has version 0");
        }
        Instant oldest = clock.instant().minus(keepFinished);
        synchronized (lock) {
            if (records.containsKey(first.key())) {
                return Insertion.KNOWN;
            }
            if (records.size() >= capacity && !makeRoom(oldest)) {
                return Insertion.FULL;
            }
            put(first);
            return Insertion.INSERTED;
        }
    }

    private boolean makeRoom(Instant oldest) {
        IdempotencyRecord first = finished.peek();
        if (first == null || first.changedAt().isAfter(oldest)) {
            return false;
        }
        records.remove(finished.remove().key());
        return true;
    }

    @Override
    public boolean replace(IdempotencyRecord next) {
        synchronized (lock) {
            IdempotencyRecord present = records.get(next.key());
            if (present == null
                    || present.version() != next.version() - 1
                    || present.state() == IdempotencyState.DONE) {
                return false;
            }
            put(next);
            return true;
        }
    }

    private void put(IdempotencyRecord record) {
        records.put(record.key(), record);
        if (record.state() == IdempotencyState.DONE) {
            finished.add(record);
        }
    }

    @Override
    public List<IdempotencyRecord> inDoubt(Instant changedBefore, int most) {
        StoreLimits.requireMost(most);
        synchronized (lock) {
            return records.values().stream()
                    .filter(record -> record.state().isInDoubt())
                    .filter(record -> record.changedAt().isBefore(changedBefore))
                    .sorted(Comparator.comparing(IdempotencyRecord::changedAt))
                    .limit(most)
                    .toList();
        }
    }
}
