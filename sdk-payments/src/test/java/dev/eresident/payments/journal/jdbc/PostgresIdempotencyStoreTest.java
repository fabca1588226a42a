package dev.eresident.payments.journal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.PostgresServer;
import dev.eresident.payments.TestClock;
import dev.eresident.payments.journal.ClaimOutcome;
import dev.eresident.payments.journal.IdempotencyJournal;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyState;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.journal.IdempotencyStoreContract;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal on a real PostgreSQL, with the script that we ship. */
class PostgresIdempotencyStoreTest {
    private static final IdempotencyKey KEY = IdempotencyKey.of("key");
    private static final Bytes HASH = Bytes.of(new byte[32]);

    private static PostgresServer server;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));

    @BeforeAll
    static void start() {
        server = new PostgresServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class OnPostgres extends IdempotencyStoreContract {
        @Override
        protected IdempotencyStore emptyStore() {
            return JdbcIdempotencyStore.over(server.database(JournalDialect.POSTGRESQL.script()));
        }
    }

    /** Pools may hand out connections that do not commit by themselves. */
    @Nested
    class WithoutAutoCommit extends IdempotencyStoreContract {
        @Override
        protected IdempotencyStore emptyStore() {
            return JdbcIdempotencyStore.over(withoutAutoCommit(server.database(JournalDialect.POSTGRESQL.script())));
        }
    }

    /** Or such as isolate more than the default, and then abort one of two callers. */
    @Nested
    class Serializable extends IdempotencyStoreContract {
        @Override
        protected IdempotencyStore emptyStore() {
            return JdbcIdempotencyStore.over(PostgresServer.changed(
                    server.database(JournalDialect.POSTGRESQL.script()), connection -> {
                        try {
                            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                            connection.setAutoCommit(false);
                            return connection;
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    }));
        }
    }

    private static DataSource withoutAutoCommit(DataSource source) {
        return PostgresServer.changed(source, PostgresIdempotencyStoreTest::manual);
    }

    private static Connection manual(Connection connection) {
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private ClaimOutcome claim(DataSource source) {
        return new IdempotencyJournal(JdbcIdempotencyStore.over(source), clock).claim(KEY, "test", HASH, "");
    }

    @Test
    void whenStarted_thenACommitIsWrittenBeforeItIsConfirmed() throws SQLException {
        try (Connection connection = server.emptyDatabase().getConnection();
                ResultSet setting = connection.createStatement().executeQuery("SHOW synchronous_commit")) {
            assertThat(setting.next()).isTrue();
            assertThat(setting.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void whenTablesAreMissing_thenSaysSo() {
        for (DataSource source : List.of(server.emptyDatabase(), withoutAutoCommit(server.emptyDatabase()))) {
            assertThatThrownBy(() -> JdbcIdempotencyStore.over(source))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("JOURNAL_SCHEMA_MISSING"));
        }
    }

    @Test
    void whenTwoNodesClaimOneKeyAtOnce_thenOneMaySend() throws Exception {
        DataSource source = server.database(JournalDialect.POSTGRESQL.script());
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                IdempotencyKey key = IdempotencyKey.of("round-" + round);
                Callable<ClaimOutcome> node = () -> {
                    IdempotencyJournal journal =
                            new IdempotencyJournal(JdbcIdempotencyStore.over(PostgresServer.pooled(source)), clock);
                    together.await();
                    return journal.claim(key, "test", HASH, "");
                };
                List<Future<ClaimOutcome>> answers = List.of(nodes.submit(node), nodes.submit(node));

                assertThat(Stream.of(answers.get(0).get(), answers.get(1).get())
                                .filter(ClaimOutcome.Claimed.class::isInstance))
                        .hasSize(1);
                assertThat(JdbcIdempotencyStore.over(source).find(key).orElseThrow())
                        .returns(IdempotencyState.SENDING, record -> record.state())
                        .returns(1, record -> record.attempt());
                server.killConnections(source);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    /** The server ends the connection before, or after it has carried out the commit that says "about to be sent". */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheConnectionDiesAroundTheCommit_thenTheCallerMustNotSend(boolean carriedOut) {
        DataSource source = server.database(JournalDialect.POSTGRESQL.script());
        AtomicBoolean armed = new AtomicBoolean();
        AtomicBoolean writing = new AtomicBoolean();
        DataSource dying =
                PostgresServer.changed(withoutAutoCommit(source), connection -> (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                writing.set(armed.get() && ((String) arguments[0]).startsWith("UPDATE"));
                            }
                            if (method.getName().equals("commit") && writing.get()) {
                                if (carriedOut) {
                                    connection.commit();
                                }
                                server.killConnections(source);
                                // A further statement is needed, because an empty transaction commits without the
                                // server.
                                connection.createStatement().execute("SELECT 1");
                            }
                            return PostgresServer.invoke(connection, method, arguments);
                        }));
        IdempotencyStore store = JdbcIdempotencyStore.over(dying);
        IdempotencyJournal journal = new IdempotencyJournal(store, clock);
        journal.notSent(((ClaimOutcome.Claimed) journal.claim(KEY, "test", HASH, "")).record());
        armed.set(true);

        assertThatThrownBy(() -> journal.claim(KEY, "test", HASH, ""))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.code()).isEqualTo("JOURNAL_UNREACHABLE");
                    assertThat(e.outcomeUnknown()).isTrue();
                });

        assertThat(claim(source)).isInstanceOf(carriedOut ? ClaimOutcome.InDoubt.class : ClaimOutcome.Claimed.class);
    }
}
