package dev.eresident.core.internal.jdbc;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The caller's database, in which one store has its tables. Immutable and thread-safe; one connection per piece of work, returned before
 * the method returns.
 *
 * <p>{@link #own} commits every piece of work before it is answered. {@link #joining} leaves that to the caller, whose transaction the
 * connections of the source must belong to.
 */
public final class Database {
    /** The key is there already, and a database that does not tell the rules apart. */
    public static final Set<String> KNOWN_KEY = Set.of("23505", "23000");

    /** One of several transactions was given up, so that nothing of it was done; 40P01 is what PostgreSQL says of a deadlock. */
    public static final Set<String> GIVEN_UP = Set.of("40001", "40P01");

    /** Each round that is lost means that somebody else got ahead. */
    private static final int ROUNDS = 8;

    private final DataSource source;
    private final TableSet tables;
    private final boolean joining;

    private Database(DataSource source, TableSet tables, boolean joining) {
        this.source = Objects.requireNonNull(source, "dataSource");
        this.tables = tables;
        this.joining = joining;
    }

    /**
     * Uses connections of the store's own.
     *
     * @param source stays the caller's
     * @param tables what the store needs
     * @return the database, whose tables were seen to fit
     * @throws ConfigurationException if the tables are missing or of another version
     * @throws TransportException if the database does not answer
     */
    public static Database own(DataSource source, TableSet tables) {
        return checked(new Database(source, tables, false));
    }

    /**
     * Takes part in the caller's transactions: never commits or rolls back.
     *
     * @param source hands out the connection of the caller's transaction; closing it must not end the transaction
     * @param tables what the store needs
     * @return the database, whose tables were seen to fit; this look needs no transaction
     * @throws ConfigurationException if the tables are missing or of another version
     * @throws TransportException if the database does not answer
     */
    public static Database joining(DataSource source, TableSet tables) {
        return checked(new Database(source, tables, true));
    }

    private static Database checked(Database database) {
        int version;
        try (Connection connection = database.source.getConnection()) {
            version = database.version(connection);
        } catch (SQLException e) {
            throw database.unreachable(e);
        }
        TableSet tables = database.tables;
        if (version != tables.version()) {
            throw new ConfigurationException(
                    tables.versionCode(),
                    "The database has version " + version + " of the " + tables.component()
                            + " tables, this release needs " + tables.version()
                            + "; migrate it, or use the release that fits");
        }
        return database;
    }

    private int version(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT version FROM eresident_schema WHERE component = ?")) {
            query.setString(1, tables.component());
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
            if (!joining && !connection.getAutoCommit()) {
                connection.rollback();
            }
        }
        throw missing(null);
    }

    /** 42P01 says PostgreSQL, 42S02 H2 and the standard, with further digits in newer H2. */
    private static boolean isMissingTable(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.equals("42P01") || state.startsWith("42S0"));
    }

    private ConfigurationException missing(@Nullable SQLException cause) {
        return new ConfigurationException(
                tables.missingCode(),
                "The database lacks the " + tables.component() + " tables; run the script of " + tables.script()
                        + " first",
                cause);
    }

    /**
     * Tells whether the caller's transactions are joined.
     *
     * @return false when every change is committed before it is answered
     */
    public boolean isJoining() {
        return joining;
    }

    /**
     * Looks something up.
     *
     * @param work what to do
     * @param <T> the answer
     * @return the answer
     * @throws TransportException if the database did not answer
     */
    public <T> T read(Work<T> work) {
        for (int round = 1; ; round++) {
            try (Connection connection = source.getConnection()) {
                return within(connection, work);
            } catch (SQLException e) {
                if (!mayTryAgain(e, round)) {
                    throw unreachable(e);
                }
            }
        }
    }

    /**
     * Changes something.
     *
     * @param quicker states with which the database says that nothing was changed because somebody else was quicker
     * @param otherwise the answer then
     * @param work what to do
     * @param <T> the answer
     * @return the answer; committed unless the caller's transaction is joined
     * @throws TransportException with an unknown outcome, if the database did not confirm the change
     */
    public <T> T change(Set<String> quicker, T otherwise, Work<T> work) {
        for (int round = 1; ; round++) {
            try (Connection connection = source.getConnection()) {
                return within(connection, work);
            } catch (SQLException e) {
                if (quicker.contains(String.valueOf(e.getSQLState()))) {
                    return otherwise;
                }
                if (!mayTryAgain(e, round)) {
                    throw unsure(e);
                }
            }
        }
    }

    /** A transaction of the caller's that was given up is the caller's to repeat. */
    private boolean mayTryAgain(SQLException e, int round) {
        return !joining && round < ROUNDS && GIVEN_UP.contains(String.valueOf(e.getSQLState()));
    }

    private <T> T within(Connection connection, Work<T> work) throws SQLException {
        boolean ends = !connection.getAutoCommit();
        if (joining) {
            requireTransaction(ends);
            return work.with(connection);
        }
        try {
            T answer = work.with(connection);
            if (ends) {
                connection.commit();
            }
            return answer;
        } catch (SQLException | RuntimeException e) {
            if (ends) {
                rollBack(connection, e);
            }
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Makes sure that there is a transaction to join.
     *
     * @param there what was seen
     * @throws ConfigurationException {@code TRANSACTION_MISSING} if there is none
     */
    public void requireTransaction(boolean there) {
        if (!there) {
            throw new ConfigurationException(
                    "TRANSACTION_MISSING",
                    "The " + tables.service()
                            + " is to join a transaction, and there is none; begin one, let the data source"
                            + " hand out its connection, or use a store that commits by itself");
        }
    }

    private TransportException unreachable(SQLException cause) {
        return new TransportException(
                tables.unreachableCode(),
                tables.service(),
                "The " + tables.service() + " cannot be read (SQL state " + cause.getSQLState()
                        + "); check the database",
                true,
                false,
                cause);
    }

    private TransportException unsure(SQLException cause) {
        return new TransportException(
                tables.unreachableCode(),
                tables.service(),
                "The " + tables.service() + " did not confirm a change (SQL state " + cause.getSQLState()
                        + "); check the database",
                true,
                true,
                cause);
    }

    /** What is done over a connection. */
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param connection neither to be closed nor to be committed
         * @return the answer
         * @throws SQLException as the database says
         */
        T with(Connection connection) throws SQLException;
    }
}
