package dev.eresident.auth.session;

import dev.eresident.core.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * Bounded and expiring, in memory, without a thread of its own: expired ids leave when others come.
 *
 * <p>One lock guards both maps; each call holds it for well under a microsecond, plus the amortised removal of expired ids.
 */
final class InMemoryReplayGuard implements ReplayGuard {
    /** So that one call never pays for a whole burst of expired ids. */
    private static final int MOST_REMOVALS = 64;

    private final Clock clock;
    private final int capacity;
    private final Object lock = new Object();
    private final Map<String, Entry> entries = new HashMap<>();
    private final PriorityQueue<Entry> byExpiry = new PriorityQueue<>(Comparator.comparing(Entry::expiry));

    InMemoryReplayGuard(Clock clock, int capacity) {
        this.clock = Objects.requireNonNull(clock, "clock");
        if (capacity <= 0) {
            throw new IllegalArgumentException("The capacity of a replay guard must be positive");
        }
        this.capacity = capacity;
    }

    @Override
    public Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
        Entry entry = new Entry(id, purpose, bindingHash, expiry);
        Instant now = clock.instant();
        synchronized (lock) {
            forgetExpired(now);
            if (entries.containsKey(id)) {
                return Registration.DUPLICATE;
            }
            if (entries.size() >= capacity) {
                return Registration.FULL;
            }
            entries.put(id, entry);
            byExpiry.add(entry);
            return Registration.REGISTERED;
        }
    }

    @Override
    public Consumption consume(String id, Purpose purpose, Bytes bindingHash) {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(bindingHash, "bindingHash");
        Entry entry;
        synchronized (lock) {
            entry = entries.get(id);
            if (entry == null) {
                return Consumption.NOT_FOUND;
            }
            if (entry.used) {
                return Consumption.ALREADY_USED;
            }
            entry.used = true;
        }
        if (clock.instant().isAfter(entry.expiry())) {
            return Consumption.EXPIRED;
        }
        if (entry.purpose != purpose) {
            return Consumption.WRONG_PURPOSE;
        }
        return entry.bindingHash.equals(bindingHash) ? Consumption.CONSUMED : Consumption.WRONG_BINDING;
    }

    private void forgetExpired(Instant now) {
        for (int removed = 0; removed < MOST_REMOVALS; removed++) {
            Entry oldest = byExpiry.peek();
            if (oldest == null || !now.isAfter(oldest.expiry())) {
                return;
            }
            entries.remove(byExpiry.remove().id);
        }
    }

    /** The flag is guarded by the lock. */
    private static final class Entry {
        private final String id;
        private final Purpose purpose;
        private final Bytes bindingHash;
        private final Instant expiry;
        private boolean used;

        Entry(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
            this.id = Objects.requireNonNull(id, "id");
            this.purpose = Objects.requireNonNull(purpose, "purpose");
            this.bindingHash = Objects.requireNonNull(bindingHash, "bindingHash");
            this.expiry = Objects.requireNonNull(expiry, "expiry");
        }

        Instant expiry() {
            return expiry;
        }
    }
}
