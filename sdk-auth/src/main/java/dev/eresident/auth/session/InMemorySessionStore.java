package dev.eresident.auth.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Bounded and expiring, in memory, without a thread of its own: expired texts leave when others come. */
final class InMemorySessionStore implements SessionStore {
    /** So that one call never pays for a whole burst of expired texts. */
    private static final int MOST_REMOVALS = 64;

    private final Clock clock;
    private final int capacity;
    private final Object lock = new Object();
    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeSet<Entry> byExpiry =
            new TreeSet<>(Comparator.comparing(Entry::expiry).thenComparing(Entry::id));

    InMemorySessionStore(Clock clock, int capacity) {
        this.clock = Objects.requireNonNull(clock, "clock");
        if (capacity <= 0) {
            throw new IllegalArgumentException("The capacity of a session store must be positive");
        }
        this.capacity = capacity;
    }

    @Override
    public Storing put(String id, SessionBinding session, String text, Instant expiry) {
        SessionStore.requireStorable(id, text);
        Entry entry = new Entry(id, Objects.requireNonNull(session, "session"), text, expiry);
        Instant now = clock.instant();
        synchronized (lock) {
            forgetExpired(now);
            if (entries.containsKey(id)) {
                return Storing.DUPLICATE;
            }
            if (entries.size() >= capacity) {
                return Storing.FULL;
            }
            entries.put(id, entry);
            byExpiry.add(entry);
            return Storing.STORED;
        }
    }

    @Override
    public Optional<String> find(String id, SessionBinding session) {
        return get(id, session, false);
    }

    @Override
    public Optional<String> take(String id, SessionBinding session) {
        return get(id, session, true);
    }

    private Optional<String> get(String id, SessionBinding session, boolean away) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(session, "session");
        Instant now = clock.instant();
        synchronized (lock) {
            Entry entry = entries.get(id);
            if (entry == null || now.isAfter(entry.expiry) || !entry.session.equals(session)) {
                return Optional.empty();
            }
            if (away) {
                entries.remove(id);
                byExpiry.remove(entry);
            }
            return Optional.of(entry.text);
        }
    }

    private void forgetExpired(Instant now) {
        for (int removed = 0; removed < MOST_REMOVALS; removed++) {
            if (byExpiry.isEmpty() || !now.isAfter(byExpiry.first().expiry)) {
                return;
            }
            entries.remove(byExpiry.pollFirst().id);
        }
    }

    private record Entry(String id, SessionBinding session, String text, Instant expiry) {
        Entry {
            Objects.requireNonNull(expiry, "expiry");
        }
    }
}
