package dev.eresident.auth.session.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.ReplayGuard.Consumption;
import dev.eresident.auth.session.ReplayGuard.Registration;
import dev.eresident.auth.session.ReplayGuardContract;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.session.SessionStore.Storing;
import dev.eresident.auth.session.SessionStoreContract;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.ConnectionPool;
import dev.eresident.core.testing.PostgresServer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guard and store on a real PostgreSQL, with the script that we ship. */
class JdbcOnPostgresTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant END = START.plusSeconds(300);
    private static final SessionBinding SESSION = SessionBinding.of("s");
    private static final Bytes HASH = SESSION.hash();

    private static PostgresServer server;
    private static DataSource shared;

    private final TestClock clock = new TestClock(START);

    @BeforeAll
    static void start() {
        server = new PostgresServer();
        shared = ConnectionPool.over(database(), 16);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DataSource database() {
        return server.database(SessionDialect.POSTGRESQL.script());
    }

    /** Pooled, with empty tables. */
    private static DataSource emptied() {
        PostgresServer.run(shared, "TRUNCATE eresident_challenge, eresident_session");
        return shared;
    }

    /** What pools may hand out: connections that do not commit by themselves, or that isolate more than by default. */
    private static DataSource with(DataSource source, int isolation, boolean autoCommit) {
        return PostgresServer.changed(source, connection -> {
            try {
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(autoCommit);
                return connection;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static DataSource withoutAutoCommit(DataSource source) {
        return with(source, Connection.TRANSACTION_READ_COMMITTED, false);
    }

    private static DataSource defaults(DataSource source) {
        return with(source, Connection.TRANSACTION_READ_COMMITTED, true);
    }

    @Nested
    class Guard extends ReplayGuardContract {
        @Override
        protected ReplayGuard guard(Clock clock, int capacity) {
            return JdbcReplayGuard.over(defaults(emptied()), clock, capacity);
        }
    }

    @Nested
    class GuardWithoutAutoCommit extends ReplayGuardContract {
        @Override
        protected ReplayGuard guard(Clock clock, int capacity) {
            return JdbcReplayGuard.over(withoutAutoCommit(emptied()), clock, capacity);
        }
    }

    @Nested
    class GuardSerializable extends ReplayGuardContract {
        @Override
        protected ReplayGuard guard(Clock clock, int capacity) {
            return JdbcReplayGuard.over(with(emptied(), Connection.TRANSACTION_SERIALIZABLE, false), clock, capacity);
        }
    }

    @Nested
    class Store extends SessionStoreContract {
        @Override
        protected SessionStore store(Clock clock, int capacity) {
            return JdbcSessionStore.over(defaults(emptied()), clock, capacity);
        }
    }

    @Nested
    class StoreSerializable extends SessionStoreContract {
        @Override
        protected SessionStore store(Clock clock, int capacity) {
            return JdbcSessionStore.over(with(emptied(), Connection.TRANSACTION_SERIALIZABLE, false), clock, capacity);
        }
    }

    @Test
    void whenTablesAreMissing_thenSaysSo() {
        for (DataSource source : List.of(server.emptyDatabase(), withoutAutoCommit(server.emptyDatabase()))) {
            assertThatThrownBy(() -> JdbcReplayGuard.over(source, clock, 10))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("SESSION_SCHEMA_MISSING"));
        }
    }

    @Test
    void whenTheRetentionStatementsOfTheScriptAreRun_thenTheyAreGoodSql() {
        DataSource source = database();
        ReplayGuard guard = JdbcReplayGuard.over(source, clock, 10);
        guard.register("old", Purpose.LOGIN, HASH, Instant.EPOCH);
        SessionDialect.POSTGRESQL
                .script()
                .lines()
                .filter(line -> line.startsWith("--   DELETE"))
                .forEach(line -> PostgresServer.run(source, line.substring(2)));

        assertThat(guard.consume("old", Purpose.LOGIN, HASH)).isEqualTo(Consumption.NOT_FOUND);
    }

    /** The server ends the connection before, or after it has carried out the commit that uses the challenge up. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheConnectionDiesAroundTheCommit_thenNobodyIsLoggedInAndNeverTwice(boolean carriedOut) {
        DataSource source = database();
        JdbcReplayGuard.over(source, clock, 10).register("id", Purpose.LOGIN, HASH, END);
        DataSource dying = PostgresServer.changed(
                withoutAutoCommit(source), connection -> dyingAtCommit(source, connection, carriedOut));

        assertThatThrownBy(() -> JdbcReplayGuard.over(dying, clock, 10).consume("id", Purpose.LOGIN, HASH))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.code()).isEqualTo("SESSION_STORE_UNREACHABLE");
                    assertThat(e.outcomeUnknown()).isTrue();
                });

        ReplayGuard after = JdbcReplayGuard.over(source, clock, 10);
        assertThat(after.consume("id", Purpose.LOGIN, HASH))
                .isEqualTo(carriedOut ? Consumption.ALREADY_USED : Consumption.CONSUMED);
        assertThat(after.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.ALREADY_USED);
    }

    private static Connection dyingAtCommit(DataSource source, Connection connection, boolean carriedOut) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        if (carriedOut) {
                            connection.commit();
                        }
                        server.killConnections(source);
                        // A further statement is needed, because an empty transaction commits without the server.
                        connection.createStatement().execute("SELECT 1");
                    }
                    return PostgresServer.invoke(connection, method, arguments);
                });
    }

    /** The caller's transaction: one connection, which stays open when the guard closes it, as frameworks do. */
    @Nested
    class InTheCallersTransaction {
        private final DataSource source = database();
        private final ReplayGuard alone = JdbcReplayGuard.over(source, clock, 100);
        private final DataSource transaction = PostgresServer.pooled(withoutAutoCommit(source));
        private final ReplayGuard joined = JdbcReplayGuard.joining(transaction, clock, 100);
        private final SessionStore store = JdbcSessionStore.joining(transaction, clock, 100);

        private void commit() throws SQLException {
            transaction.getConnection().commit();
        }

        private void rollBack() throws SQLException {
            transaction.getConnection().rollback();
        }

        @Test
        void whenCommitted_thenItCountsForAll() throws SQLException {
            joined.register("id", Purpose.LOGIN, HASH, END);
            store.put("id", SESSION, "text", END);
            assertThat(alone.consume("other", Purpose.LOGIN, HASH)).isEqualTo(Consumption.NOT_FOUND);
            commit();

            assertThat(joined.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            assertThat(store.take("id", SESSION)).contains("text");
            commit();

            assertThat(alone.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.ALREADY_USED);
            assertThat(JdbcSessionStore.over(source, clock, 10).find("id", SESSION))
                    .isEmpty();
        }

        @Test
        void whenRolledBack_thenNothingHappened() throws SQLException {
            joined.register("never", Purpose.LOGIN, HASH, END);
            rollBack();
            assertThat(alone.consume("never", Purpose.LOGIN, HASH)).isEqualTo(Consumption.NOT_FOUND);

            alone.register("id", Purpose.LOGIN, HASH, END);
            assertThat(joined.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            rollBack();
            assertThat(alone.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
        }

        @Test
        void whenAnotherNodeUsesTheSameId_thenItWaitsForTheCommitAndIsRefused() throws Exception {
            alone.register("id", Purpose.LOGIN, HASH, END);
            assertThat(joined.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            ExecutorService node = Executors.newSingleThreadExecutor();
            try {
                Future<Consumption> other = node.submit(() -> alone.consume("id", Purpose.LOGIN, HASH));
                awaitLockedCall();
                assertThat(other.isDone()).isFalse();
                commit();

                assertThat(other.get()).isEqualTo(Consumption.ALREADY_USED);
            } finally {
                node.shutdownNow();
            }
        }

        private void awaitLockedCall() throws SQLException {
            try (Connection connection = source.getConnection();
                    var statement = connection.createStatement()) {
                boolean waits = false;
                while (!waits) {
                    try (var row = statement.executeQuery(
                            "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")) {
                        row.next();
                        waits = row.getInt(1) > 0;
                    }
                }
            }
        }

        @Test
        void whenUsedTwiceInOneTransaction_thenOnce() throws SQLException {
            joined.register("id", Purpose.LOGIN, HASH, END);

            assertThat(joined.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            assertThat(joined.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.ALREADY_USED);
            rollBack();
        }

        @Test
        void whenAnIdIsKnown_thenTheCallersTransactionGoesOn() throws SQLException {
            alone.register("known", Purpose.SIGN, HASH, END);
            JdbcSessionStore.over(source, clock, 10).put("known", SESSION, "first", END);
            joined.register("before", Purpose.LOGIN, HASH, END);

            assertThat(joined.register("known", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.DUPLICATE);
            assertThat(store.put("known", SESSION, "second", END)).isEqualTo(Storing.DUPLICATE);
            assertThat(joined.register("after", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.REGISTERED);
            commit();

            assertThat(alone.consume("before", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            assertThat(alone.consume("after", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            assertThat(alone.consume("known", Purpose.SIGN, HASH)).isEqualTo(Consumption.CONSUMED);
            assertThat(store.find("known", SESSION)).contains("first");
        }

        @Test
        void whenAnotherNodeRegistersTheSameIdFirst_thenTheCallersTransactionWaitsAndGoesOn() throws Exception {
            DataSource second = PostgresServer.pooled(withoutAutoCommit(source));
            JdbcReplayGuard.joining(second, clock, 100).register("id", Purpose.LOGIN, HASH, END);
            ExecutorService node = Executors.newSingleThreadExecutor();
            try {
                Future<Registration> late = node.submit(() -> joined.register("id", Purpose.LOGIN, HASH, END));
                awaitLockedCall();
                assertThat(late.isDone()).isFalse();
                second.getConnection().commit();

                assertThat(late.get()).isEqualTo(Registration.DUPLICATE);
                assertThat(joined.register("after", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.REGISTERED);
            } finally {
                node.shutdownNow();
                rollBack();
            }
        }

        @Test
        void whenConnectionsCommitByThemselves_thenThereIsNothingToJoin() {
            ReplayGuard mistaken = JdbcReplayGuard.joining(source, clock, 100);

            assertThatThrownBy(() -> mistaken.register("id", Purpose.LOGIN, HASH, END))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("TRANSACTION_MISSING"));
        }

        @Test
        void whenEachConnectionHasATransactionOfItsOwn_thenNobodyIsLoggedIn() {
            alone.register("id", Purpose.LOGIN, HASH, END);
            ReplayGuard mistaken = JdbcReplayGuard.joining(withoutAutoCommit(source), clock, 100);

            assertThatThrownBy(() -> mistaken.consume("id", Purpose.LOGIN, HASH))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("TRANSACTION_MISSING"));
        }
    }
}
