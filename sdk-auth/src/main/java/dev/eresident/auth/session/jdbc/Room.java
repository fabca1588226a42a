package dev.eresident.auth.session.jdbc;

import dev.eresident.core.internal.jdbc.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a table to its capacity without counting it for each row. Thread-safe, without locks.
 *
 * <p>A count gives this node the right to a 64th of what is left; so each node may exceed the capacity by as much. Once the table is full
 * nothing is counted for a second.
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
    private final AtomicLong allowance = new AtomicLong();
    private volatile Instant fullSince = Instant.MIN;
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

    /** Tells whether there is room for one more row. */
    boolean isLeft() {
        Instant now = clock.instant();
        if (!database.isJoining() && isToBeCleaned(now) && cleaning.compareAndSet(false, true)) {
            try {
                cleanAsIsDue(now);
            } finally {
                cleaning.set(false);
            }
        }
        if (allowance.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return true;
        }
        Instant since = fullSince;
        if (!now.isBefore(since) && now.isBefore(since.plus(REST))) {
            return false;
        }
        long left = capacity - count(now);
        if (left <= 0) {
            fullSince = now;
            return false;
        }
        allowance.set(left / SHARE);
        return true;
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
