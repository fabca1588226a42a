package dev.eresident.auth.session.jdbc;

import dev.eresident.core.internal.jdbc.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a table to its capacity without counting it for each row. Thread-safe, without locks.
 *
 * <p>A count gives this node the right to a 64th of what is left; so each node may exceed the capacity by as much. Once the table is full
 * nothing is counted for a second. Rows that expired more than a minute ago leave at a count: the clocks of other nodes may be slower.
 */
final class Room {
    private static final int SHARE = 64;
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Database database;
    private final String table;
    private final Clock clock;
    private final int capacity;
    private final AtomicLong allowance = new AtomicLong();
    private volatile Instant fullSince = Instant.MIN;

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
        if (allowance.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return true;
        }
        Instant now = clock.instant();
        Instant since = fullSince;
        if (!now.isBefore(since) && now.isBefore(since.plus(REST))) {
            return false;
        }
        if (!database.isJoining()) {
            clean(now);
        }
        long left = capacity - count(now);
        if (left <= 0) {
            fullSince = now;
            return false;
        }
        allowance.set(left / SHARE);
        return true;
    }

    private void clean(Instant now) {
        database.change(Set.of(), 0, connection -> {
            try (PreparedStatement deletion =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE expires_at < ?")) {
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
