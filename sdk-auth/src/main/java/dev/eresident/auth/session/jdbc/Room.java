package dev.eresident.auth.session.jdbc;

import dev.eresident.core.internal.jdbc.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps a table to its capacity without counting it for each row. Thread-safe.
 *
 * <p>One thread of a node counts at a time, and gives the node the right to a 64th of what is left. What is under way on this node counts as if it were there, for a count
 * may not see it yet; so one node alone never exceeds the capacity, and may refuse a little early. Other nodes see neither rights nor what is under way: each further node
 * may exceed the capacity by a 64th of what was left, one more, and what it has under way. Once the table is full nothing is counted for a second. Nobody waits for a count in a joined transaction, where a row is under way
 * until the caller commits: there the rows of open transactions may exceed the capacity.
 *
 * <p>Rows that expired more than a minute ago leave when a row is to come and none has left for a minute: the clocks of other nodes may be slower. One thread
 * at a time cleans, a bounded number of rows with each call until none is left; the others do not wait for it.
 */
final class Room {
    private static final int SHARE = 64;
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);
    private static final int MOST_REMOVALS = 1000;

    private final Database database;
    private final String table;
    private final Clock clock;
    private final int capacity;
    private final ReentrantLock counting = new ReentrantLock();
    private volatile Instant fullSince = Instant.MIN;

    private final Object places = new Object();
    private long allowance;
    private long underWay;

    private final AtomicBoolean cleaning = new AtomicBoolean();
    private volatile Instant cleanedAt = Instant.MIN;

    Room(Database database, String table, Clock clock, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("The capacity must be positive");
        }
        this.database = database;
        this.table = table;
        this.clock = clock;
        this.capacity = capacity;
    }

    /**
     * Inserts a row if there is room for it.
     *
     * @param full the answer if there is none
     * @param insertion inserts one row, or none
     * @return what the insertion answered
     */
    <T> T within(T full, Supplier<T> insertion) {
        cleanIfDue();
        if (!isEntered()) {
            return full;
        }
        try {
            return insertion.get();
        } finally {
            synchronized (places) {
                underWay--;
            }
        }
    }

    private boolean isEntered() {
        if (isEnteredByRight()) {
            return true;
        }
        if (database.isJoining()) {
            return !isResting() && isEnteredByCount();
        }
        counting.lock();
        try {
            return isEnteredByRight() || (!isResting() && isEnteredByCount());
        } finally {
            counting.unlock();
        }
    }

    private boolean isEnteredByRight() {
        synchronized (places) {
            if (allowance <= 0) {
                return false;
            }
            allowance--;
            underWay++;
            return true;
        }
    }

    private boolean isResting() {
        Instant now = clock.instant();
        Instant since = fullSince;
        return !now.isBefore(since) && now.isBefore(since.plus(REST));
    }

    private boolean isEnteredByCount() {
        long begun;
        synchronized (places) {
            begun = underWay;
        }
        Instant now = clock.instant();
        long live = count(now);
        long left = capacity - live - begun;
        if (left <= 0) {
            if (live >= capacity) {
                fullSince = now;
            }
            return false;
        }
        synchronized (places) {
            allowance = left / SHARE;
            underWay++;
        }
        return true;
    }

    private void cleanIfDue() {
        Instant now = clock.instant();
        if (!database.isJoining() && isToBeCleaned(now) && cleaning.compareAndSet(false, true)) {
            try {
                cleanAsIsDue(now);
            } finally {
                cleaning.set(false);
            }
        }
    }

    /** A clock that was set back must not stop it. */
    private boolean isToBeCleaned(Instant now) {
        return Duration.between(cleanedAt, now).abs().compareTo(BETWEEN_CLEANINGS) >= 0;
    }

    private void cleanAsIsDue(Instant now) {
        if (!isToBeCleaned(now)) {
            return;
        }
        // Before it is done, so that what cannot be cleaned fails one call in a minute and not each.
        cleanedAt = now;
        if (clean(now) == MOST_REMOVALS) {
            cleanedAt = Instant.MIN;
        }
    }

    private int clean(Instant now) {
        String sql = "DELETE FROM " + table + " WHERE id IN (SELECT id FROM " + table
                + " WHERE expires_at < ? ORDER BY expires_at FETCH FIRST " + MOST_REMOVALS + " ROWS ONLY)";
        return database.change(Set.of(), 0, connection -> {
            try (PreparedStatement deletion = connection.prepareStatement(sql)) {
                Rows.setInstant(deletion, 1, now.minus(GRACE));
                return deletion.executeUpdate();
            }
        });
    }

    private long count(Instant now) {
        return database.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE expires_at >= ?")) {
                Rows.setInstant(query, 1, now);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
