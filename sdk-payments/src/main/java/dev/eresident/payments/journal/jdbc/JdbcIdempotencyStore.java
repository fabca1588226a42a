package dev.eresident.payments.journal.jdbc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.internal.jdbc.Database;
import dev.eresident.core.internal.jdbc.TableSet;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final TableSet TABLES = new TableSet(
            "idempotency",
            SCHEMA_VERSION,
            "idempotency store",
            "JournalDialect.script()",
            "JOURNAL_SCHEMA_MISSING",
            "JOURNAL_SCHEMA_VERSION",
            "JOURNAL_UNREACHABLE");
    private static final String COLUMNS =
            "idem_key, operation, request_sha256, state, attempt, changed_at, sent_at, context, result, version";
    private static final int MOST = 1000;

    /** Either the key is there, or a transaction was given up, only where the caller isolates more than by default; the journal looks. */
    private static final Set<String> QUICKER_INSERT = Stream.concat(
                    Database.KNOWN_KEY.stream(), Database.GIVEN_UP.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Database database;

    private JdbcIdempotencyStore(Database database) {
        this.database = database;
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
        return new JdbcIdempotencyStore(Database.own(dataSource, TABLES));
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
        return write(sql, QUICKER_INSERT, Insertion.KNOWN, insertion -> {
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
        return write(sql, Database.GIVEN_UP, false, update -> {
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
        return database.read(connection -> within(connection, sql, work));
    }

    /** Changes something. When the database gives one of these states, nothing was changed, and somebody else was quicker. */
    private <T> T write(String sql, Set<String> quicker, T otherwise, Work<T> work) {
        return database.change(quicker, otherwise, connection -> within(connection, sql, work));
    }

    private static <T> T within(Connection connection, String sql, Work<T> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        }
    }

    /** What is done with a statement. */
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }
}
