package dev.eresident.payments.journal.jdbc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyRecord;
import dev.eresident.payments.journal.IdempotencyState;
import dev.eresident.payments.journal.IdempotencyStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records in a table of the caller's database. Immutable and thread-safe; one connection per call, returned before the
 * call returns.
 *
 * <p>Give a {@code DataSource} of its own connections, not one that hands out the connection of a surrounding transaction: what is
 * about to be sent must be committed before it is sent, so every call commits. Finished records are kept until you delete
 * them; keep them for as long as a key may come again.
 */
public final class JdbcIdempotencyStore implements IdempotencyStore {
    /** The schema that this release reads and writes. */
    public static final int SCHEMA_VERSION = 1;

    private static final String SERVICE = "idempotency store";
    private static final String COLUMNS =
            "idem_key, operation, request_sha256, state, attempt, changed_at, sent_at, context, result, version";
    private static final int MOST = 1000;

    /** One of two transactions was given up; only where the caller isolates more than by default. */
    private static final String SERIALIZATION_FAILURE = "40001";

    /** 23505 says that a key is there already, 23000 the same in databases that do not tell the rules apart. */
    private static final Set<String> KNOWN_KEY = Set.of("23505", "23000", SERIALIZATION_FAILURE);

    private final DataSource dataSource;

    private JdbcIdempotencyStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Uses a database whose tables were made by {@link JournalDialect#script}.
     *
     * @param dataSource stays the caller's
     * @return the store
     * @throws ConfigurationException {@code JOURNAL_SCHEMA_MISSING} or {@code JOURNAL_SCHEMA_VERSION}
     * @throws TransportException {@code JOURNAL_UNREACHABLE}
     */
    public static JdbcIdempotencyStore over(DataSource dataSource) {
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(Objects.requireNonNull(dataSource, "dataSource"));
        store.checkSchema();
        return store;
    }

    private void checkSchema() {
        int version;
        try (Connection connection = dataSource.getConnection()) {
            version = schemaVersion(connection);
        } catch (SQLException e) {
            throw unreachable(e);
        }
        if (version != SCHEMA_VERSION) {
            throw new ConfigurationException(
                    "JOURNAL_SCHEMA_VERSION",
                    "The database has version " + version + " of the idempotency tables, this release needs "
                            + SCHEMA_VERSION + "; migrate it, or use the release that fits");
        }
    }

    private static int schemaVersion(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT version FROM eresident_schema WHERE component = 'idempotency'")) {
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return row.getInt(1);
                }
            }
        } catch (SQLException e) {
            if (!isMissingTable(e)) {
                throw e;
            }
            throw missing(e);
        } finally {
            endTransaction(connection);
        }
        throw missing(null);
    }

    /** 42P01 says PostgreSQL, 42S02 H2 and the standard, with further digits in newer H2. */
    private static boolean isMissingTable(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.equals("42P01") || state.startsWith("42S0"));
    }

    private static ConfigurationException missing(@Nullable SQLException cause) {
        return new ConfigurationException(
                "JOURNAL_SCHEMA_MISSING",
                "The database lacks the idempotency tables; run the script of JournalDialect.script() first",
                cause);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key) {
        return read("SELECT " + COLUMNS + " FROM eresident_idempotency WHERE idem_key = ?", query -> {
            query.setString(1, key.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        });
    }

    @Override
    public Insertion insert(IdempotencyRecord first) {
        if (first.version() != 0) {
            throw new IllegalArgumentException("A first record has version 0");
        }
        String sql = "INSERT INTO eresident_idempotency (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        return write(sql, KNOWN_KEY, Insertion.KNOWN, insertion -> {
            insertion.setString(1, first.key().value());
            insertion.setString(2, first.operation());
            insertion.setString(3, first.requestSha256().hex());
            setState(insertion, 4, first);
            insertion.setLong(10, first.version());
            insertion.executeUpdate();
            return Insertion.INSERTED;
        });
    }

    @Override
    public boolean replace(IdempotencyRecord next) {
        String sql =
                "UPDATE eresident_idempotency SET state = ?, attempt = ?, changed_at = ?, sent_at = ?, context = ?,"
                        + " result = ?, version = ? WHERE idem_key = ? AND version = ? AND state <> 'DONE'";
        return write(sql, Set.of(SERIALIZATION_FAILURE), false, update -> {
            setState(update, 1, next);
            update.setLong(7, next.version());
            update.setString(8, next.key().value());
            update.setLong(9, next.version() - 1);
            return update.executeUpdate() == 1;
        });
    }

    private static void setState(PreparedStatement statement, int from, IdempotencyRecord record) throws SQLException {
        statement.setString(from, record.state().name());
        statement.setInt(from + 1, record.attempt());
        statement.setObject(from + 2, record.changedAt().atOffset(ZoneOffset.UTC));
        Optional<Instant> sentAt = record.sentAt();
        if (sentAt.isPresent()) {
            statement.setObject(from + 3, sentAt.get().atOffset(ZoneOffset.UTC));
        } else {
            statement.setNull(from + 3, Types.TIMESTAMP_WITH_TIMEZONE);
        }
        statement.setString(from + 4, record.context());
        statement.setBytes(from + 5, record.result().map(Bytes::toByteArray).orElse(null));
    }

    @Override
    public List<IdempotencyRecord> inDoubt(Instant changedBefore, int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " records can be asked for at once");
        }
        return read(
                "SELECT " + COLUMNS + " FROM eresident_idempotency WHERE state IN ('SENDING', 'UNKNOWN')"
                        + " AND changed_at < ? ORDER BY changed_at",
                query -> {
                    query.setObject(1, changedBefore.atOffset(ZoneOffset.UTC));
                    query.setMaxRows(most);
                    List<IdempotencyRecord> found = new ArrayList<>();
                    try (ResultSet row = query.executeQuery()) {
                        while (row.next()) {
                            found.add(read(row));
                        }
                    }
                    return List.copyOf(found);
                });
    }

    private static IdempotencyRecord read(ResultSet row) throws SQLException {
        byte @Nullable [] result = row.getBytes("result");
        OffsetDateTime sentAt = row.getObject("sent_at", OffsetDateTime.class);
        try {
            return new IdempotencyRecord(
                    IdempotencyKey.of(row.getString("idem_key")),
                    row.getString("operation"),
                    Bytes.fromHex(row.getString("request_sha256")),
                    IdempotencyState.valueOf(row.getString("state")),
                    row.getInt("attempt"),
                    row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(sentAt).map(OffsetDateTime::toInstant),
                    row.getString("context"),
                    Optional.ofNullable(result).map(Bytes::of),
                    row.getLong("version"));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "JOURNAL_RECORD",
                    "A row of the idempotency table breaks the rules of its state; was it changed by hand?",
                    e);
        }
    }

    private <T> T read(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return within(connection, sql, work);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** Changes something. When the database gives one of these states, nothing was changed, and somebody else was quicker. */
    private <T> T write(String sql, Set<String> quicker, T otherwise, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return within(connection, sql, work);
        } catch (SQLException e) {
            if (quicker.contains(String.valueOf(e.getSQLState()))) {
                return otherwise;
            }
            throw unsure(e);
        }
    }

    private static <T> T within(Connection connection, String sql, Work<T> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            T answer = work.with(statement);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return answer;
        } catch (SQLException | RuntimeException e) {
            endTransaction(connection);
            throw e;
        }
    }

    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private static TransportException unreachable(SQLException cause) {
        return new TransportException(
                "JOURNAL_UNREACHABLE",
                SERVICE,
                "The idempotency store cannot be read (SQL state " + cause.getSQLState() + "); check the database",
                true,
                false,
                cause);
    }

    private static TransportException unsure(SQLException cause) {
        return new TransportException(
                "JOURNAL_UNREACHABLE",
                SERVICE,
                "The idempotency store did not confirm a change (SQL state " + cause.getSQLState()
                        + "); check the database, then ask again with the same key",
                true,
                true,
                cause);
    }

    /** What is done with a statement. */
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }
}
