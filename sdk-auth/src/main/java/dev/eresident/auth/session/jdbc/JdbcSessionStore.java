package dev.eresident.auth.session.jdbc;

import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import dev.eresident.core.internal.jdbc.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Keeps what was started in a table of the caller's database, shared by all nodes. Immutable but for its estimate of the room left, and
 * thread-safe; one connection per call, returned before the call returns.
 *
 * <p>A taken row is deleted at once. An expired one stays for a minute, and leaves at the latest with the first {@code put} that comes two minutes after its
 * expiry: each node cleans at most once a minute, 1000 rows with one call, and the next calls go on until none is left. Without a {@code put} nothing is cleaned, nor by one
 * that joins a transaction: for a fixed time of retention run the statement that the script names on a schedule. The texts may be personal and are secret: wrap
 * the store by {@link SessionStore#sealed} unless the database, its logs and its backups are kept like sessions.
 */
public final class JdbcSessionStore implements SessionStore {
    private static final String SERVICE = "session store";

    private final Database database;
    private final Clock clock;
    private final Room room;

    private JdbcSessionStore(Database database, Clock clock, int capacity) {
        this.database = database;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.room = new Room(database, "eresident_session", clock, capacity);
    }

    /**
     * Uses connections of its own; every call is committed before it is answered.
     *
     * @param dataSource stays the caller's; never hands out the connection of a surrounding transaction
     * @param clock tells when texts expire
     * @param capacity how many texts are kept at once; positive. One node keeps to it, but for texts that the database did not confirm. Each further node may
     *     exceed it by a 64th of what was left, one more, and what it has under way. What is under way counts as if it were there, so that a node may refuse a little early
     * @return the store
     * @throws ConfigurationException {@code SESSION_SCHEMA_MISSING} or {@code SESSION_SCHEMA_VERSION}
     * @throws TransportException {@code SESSION_STORE_UNREACHABLE}
     */
    public static JdbcSessionStore over(DataSource dataSource, Clock clock, int capacity) {
        return new JdbcSessionStore(Database.own(dataSource, SessionDialect.tables(SERVICE)), clock, capacity);
    }

    /**
     * Takes part in the caller's transactions, and neither commits nor rolls back: what was put or taken counts with the rest of the
     * transaction, or not at all.
     *
     * @param dataSource hands out the connection of the transaction of the calling thread; closing it must not end the transaction
     * @param clock tells when texts expire
     * @param capacity as for {@link #over}, but that what open transactions have put is not counted by others, and may exceed it
     * @return a store that throws {@link ConfigurationException} {@code TRANSACTION_MISSING} when a connection commits by itself
     * @throws ConfigurationException {@code SESSION_SCHEMA_MISSING} or {@code SESSION_SCHEMA_VERSION}
     * @throws TransportException {@code SESSION_STORE_UNREACHABLE}
     */
    public static JdbcSessionStore joining(DataSource dataSource, Clock clock, int capacity) {
        return new JdbcSessionStore(Database.joining(dataSource, SessionDialect.tables(SERVICE)), clock, capacity);
    }

    @Override
    public Storing put(String id, SessionBinding session, String text, Instant expiry) {
        SessionStore.requireStorable(id, text);
        String hash = session.hash().hex();
        Objects.requireNonNull(expiry, "expiry");
        return room.within(Storing.FULL, () -> insert(id, hash, text, expiry));
    }

    private Storing insert(String id, String hash, String text, Instant expiry) {
        String sql = "INSERT INTO eresident_session (id, binding_sha256, content, expires_at) VALUES (?, ?, ?, ?)";
        return database.change(Database.KNOWN_KEY, Storing.DUPLICATE, connection -> {
            try (PreparedStatement insertion = Rows.insertion(connection, sql)) {
                insertion.setString(1, id);
                insertion.setString(2, hash);
                insertion.setString(3, text);
                Rows.setInstant(insertion, 4, expiry);
                return insertion.executeUpdate() == 1 ? Storing.STORED : Storing.DUPLICATE;
            }
        });
    }

    @Override
    public Optional<String> find(String id, SessionBinding session) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(session, "session");
        return database.read(connection -> read(connection, id, session));
    }

    @Override
    public Optional<String> take(String id, SessionBinding session) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(session, "session");
        return database.change(Set.of(), Optional.empty(), connection -> {
            Optional<String> text = read(connection, id, session);
            return text.isPresent() && isDeleted(connection, id, session) ? text : Optional.empty();
        });
    }

    private Optional<String> read(Connection connection, String id, SessionBinding session) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT content, binding_sha256, expires_at FROM eresident_session WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                boolean shown = row.next()
                        && Rows.hash(row.getString(2)).equals(session.hash())
                        && !clock.instant().isAfter(Rows.instant(row, 3));
                return shown ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Of two that read the same row, one deletes it. */
    private static boolean isDeleted(Connection connection, String id, SessionBinding session) throws SQLException {
        try (PreparedStatement deletion =
                connection.prepareStatement("DELETE FROM eresident_session WHERE id = ? AND binding_sha256 = ?")) {
            deletion.setString(1, id);
            deletion.setString(2, session.hash().hex());
            return deletion.executeUpdate() == 1;
        }
    }
}
