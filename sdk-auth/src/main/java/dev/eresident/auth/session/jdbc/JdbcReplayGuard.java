package dev.eresident.auth.session.jdbc;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.Bytes;
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
 * Keeps the challenges in a table of the caller's database, shared by all nodes. Immutable but for its estimate of the room left, and
 * thread-safe; at most two connections at a time per call, returned before the call returns.
 *
 * <p>Whether an id is used is decided by one {@code UPDATE} of its row. {@link Consumption#CONSUMED} is answered only after the database
 * has confirmed the commit; when it does not, a {@link TransportException} with {@code outcomeUnknown()} is thrown and nobody is logged in,
 * and the id may be used up. The expiry is kept to the microsecond, cut off. The clocks of the nodes should agree to within a few seconds.
 *
 * <p>An expired row stays for a minute, and leaves at the latest with the first {@code register} that comes two minutes after its expiry: each node cleans at most
 * once a minute, 1000 rows with one call, and the next calls go on until none is left. Without a {@code register} nothing is cleaned, nor by one that joins a transaction: for a fixed time of
 * retention run the statement that the script names on a schedule. A row holds no personal data: id, purpose, a hash, a time.
 */
public final class JdbcReplayGuard implements ReplayGuard {
    private static final String SERVICE = "replay guard";

    private final Database database;
    private final Clock clock;
    private final Room room;

    private JdbcReplayGuard(Database database, Clock clock, int capacity) {
        this.database = database;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.room = new Room(database, "eresident_challenge", clock, capacity);
    }

    /**
     * Uses connections of its own; every call is committed before it is answered. The right choice for logins.
     *
     * @param dataSource stays the caller's; never hands out the connection of a surrounding transaction
     * @param clock tells when ids expire
     * @param capacity how many ids are known at once, used ones until their expiry included; positive. One node keeps to it, but for
     *     registrations that the database did not confirm. Each further node may exceed it by a 64th of what was left, one more, and what it has under way. What
     *     is under way counts as if it were there, so that a node may refuse a little early
     * @return the guard
     * @throws ConfigurationException {@code SESSION_SCHEMA_MISSING} or {@code SESSION_SCHEMA_VERSION}
     * @throws TransportException {@code SESSION_STORE_UNREACHABLE}
     */
    public static JdbcReplayGuard over(DataSource dataSource, Clock clock, int capacity) {
        return new JdbcReplayGuard(Database.own(dataSource, SessionDialect.tables(SERVICE)), clock, capacity);
    }

    /**
     * Takes part in the caller's transactions, and neither commits nor rolls back: what was registered or used up counts with the rest of
     * the transaction, or not at all.
     *
     * <p><b>Until your commit has succeeded nothing has happened</b>: a rollback gives the id back, after a refusal too. Act on an outcome
     * only after the commit, and commit after a refusal as well. Another node that uses the same id waits meanwhile. An answer never ends your transaction,
     * {@code DUPLICATE} on PostgreSQL included; an exception may.
     *
     * @param dataSource hands out the connection of the transaction of the calling thread, the same to a second request too; closing it
     *     must not end the transaction (a {@code TransactionAwareDataSourceProxy} of Spring, or a pool in a JTA transaction). A use is answered only
     *     after a second request has shown it in the same transaction, which needs {@code READ COMMITTED} or above
     * @param clock tells when ids expire
     * @param capacity as for {@link #over}, but that what open transactions have registered is not counted by others, and may exceed it
     * @return a guard that throws {@link ConfigurationException} {@code TRANSACTION_MISSING} when it finds no transaction to join, and
     *     {@code ISOLATION_TOO_LOW} when the transaction is isolated less than {@code READ COMMITTED}: nobody is logged in then
     * @throws ConfigurationException {@code SESSION_SCHEMA_MISSING} or {@code SESSION_SCHEMA_VERSION}
     * @throws TransportException {@code SESSION_STORE_UNREACHABLE}
     */
    public static JdbcReplayGuard joining(DataSource dataSource, Clock clock, int capacity) {
        return new JdbcReplayGuard(Database.joining(dataSource, SessionDialect.tables(SERVICE)), clock, capacity);
    }

    @Override
    public Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
        Objects.requireNonNull(id, "id");
        String purposeName = purpose.name();
        String hash = bindingHash.hex();
        Objects.requireNonNull(expiry, "expiry");
        return room.within(Registration.FULL, () -> insert(id, purposeName, hash, expiry));
    }

    private Registration insert(String id, String purpose, String hash, Instant expiry) {
        String sql = "INSERT INTO eresident_challenge (id, purpose, binding_sha256, expires_at, used)"
                + " VALUES (?, ?, ?, ?, FALSE)";
        return database.change(Database.KNOWN_KEY, Registration.DUPLICATE, connection -> {
            requireIsolation(connection);
            try (PreparedStatement insertion = Rows.insertion(connection, sql)) {
                insertion.setString(1, id);
                insertion.setString(2, purpose);
                insertion.setString(3, hash);
                Rows.setInstant(insertion, 4, expiry);
                return insertion.executeUpdate() == 1 ? Registration.REGISTERED : Registration.DUPLICATE;
            }
        });
    }

    @Override
    public Consumption consume(String id, Purpose purpose, Bytes bindingHash) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(bindingHash, "bindingHash");
        Optional<Use> use = database.change(Set.of(), Optional.empty(), connection -> use(connection, id));
        if (use.isEmpty()) {
            return Consumption.NOT_FOUND;
        }
        Challenge challenge = use.get().challenge;
        if (!use.get().first) {
            return Consumption.ALREADY_USED;
        }
        if (clock.instant().isAfter(challenge.expiry)) {
            return Consumption.EXPIRED;
        }
        if (!challenge.purpose.equals(purpose.name())) {
            return Consumption.WRONG_PURPOSE;
        }
        return challenge.bindingHash.equals(bindingHash) ? Consumption.CONSUMED : Consumption.WRONG_BINDING;
    }

    /** The update alone decides: a second one waits for the first to be committed, and then finds no row. */
    private Optional<Use> use(Connection connection, String id) throws SQLException {
        requireIsolation(connection);
        boolean first;
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE eresident_challenge SET used = TRUE WHERE id = ? AND used = FALSE")) {
            update.setString(1, id);
            first = update.executeUpdate() == 1;
        }
        if (!database.isJoining()) {
            return read(connection, id).map(challenge -> new Use(challenge, first));
        }
        // While the row is locked, a second connection shows it as used only if it belongs to the same transaction.
        Optional<Challenge> seen = database.read(second -> {
            requireIsolation(second);
            return read(second, id);
        });
        database.requireTransaction(!first || seen.filter(Challenge::used).isPresent());
        return seen.map(challenge -> new Use(challenge, first));
    }

    /** A connection that shows what others have not committed cannot tell whether it belongs to the transaction. */
    private void requireIsolation(Connection connection) throws SQLException {
        if (database.isJoining() && connection.getTransactionIsolation() < Connection.TRANSACTION_READ_COMMITTED) {
            throw new ConfigurationException(
                    "ISOLATION_TOO_LOW",
                    "The replay guard is to join a transaction that is isolated less than READ COMMITTED; let the data"
                            + " source hand out connections at READ COMMITTED or above");
        }
    }

    private static Optional<Challenge> read(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT purpose, binding_sha256, expires_at, used FROM eresident_challenge WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Challenge(
                                row.getString(1), Rows.hash(row.getString(2)), Rows.instant(row, 3), row.getBoolean(4)))
                        : Optional.empty();
            }
        }
    }

    private record Challenge(String purpose, Bytes bindingHash, Instant expiry, boolean used) {}

    /** What became of a use: whether it was the first. */
    private record Use(Challenge challenge, boolean first) {}
}
