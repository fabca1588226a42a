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
import dev.eresident.auth.session.SessionStoreContract;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcOnH2Test {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant END = START.plusSeconds(300);
    private static final SessionBinding SESSION = SessionBinding.of("s");
    private static final Bytes HASH = SESSION.hash();

    private final TestClock clock = new TestClock(START);

    private static DataSource empty() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return source;
    }

    private static DataSource withTables() {
        DataSource source = empty();
        PostgresServer.run(source, SessionDialect.H2.script());
        return source;
    }

    private static int rows(DataSource source, String table) {
        try (Connection connection = source.getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class Guard extends ReplayGuardContract {
        @Override
        protected ReplayGuard guard(Clock clock, int capacity) {
            return JdbcReplayGuard.over(withTables(), clock, capacity);
        }
    }

    @Nested
    class Store extends SessionStoreContract {
        @Override
        protected SessionStore store(Clock clock, int capacity) {
            return JdbcSessionStore.over(withTables(), clock, capacity);
        }
    }

    @Test
    void whenTablesAreMissing_thenSaysSo() {
        DataSource source = empty();

        assertThatThrownBy(() -> JdbcReplayGuard.over(source, clock, 10))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("SESSION_SCHEMA_MISSING"))
                .hasMessageContaining("SessionDialect.script()");
        assertThat(rows(source, "INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .isZero();
    }

    @Test
    void whenOnlyTheTablesOfAnotherComponentAreThere_thenSaysSo() {
        DataSource source = withTables();
        PostgresServer.run(source, "UPDATE eresident_schema SET component = 'idempotency'");

        assertThatThrownBy(() -> JdbcSessionStore.over(source, clock, 10))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("SESSION_SCHEMA_MISSING"));
    }

    @Test
    void whenTheTablesAreOfAnotherVersion_thenSaysWhich() {
        DataSource source = withTables();
        PostgresServer.run(source, "UPDATE eresident_schema SET version = 2");

        assertThatThrownBy(() -> JdbcReplayGuard.over(source, clock, 10))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("SESSION_SCHEMA_VERSION"))
                .hasMessageContaining("version 2");
    }

    @Test
    void whenTheDatabaseGoesAway_thenNeverAnswersAsIfItHadLooked() {
        DataSource source = withTables();
        ReplayGuard guard = JdbcReplayGuard.over(source, clock, 10);
        SessionStore store = JdbcSessionStore.over(source, clock, 10);
        PostgresServer.run(source, "SHUTDOWN");

        assertThatThrownBy(() -> guard.consume("id", Purpose.LOGIN, HASH))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.code()).isEqualTo("SESSION_STORE_UNREACHABLE");
                    assertThat(e.outcomeUnknown()).isTrue();
                });
        assertThatThrownBy(() -> guard.register("id", Purpose.LOGIN, HASH, END)).isInstanceOf(TransportException.class);
        assertThatThrownBy(() -> store.find("id", SESSION))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.outcomeUnknown()).isFalse());
    }

    @Test
    void whenAnotherNodeRegistered_thenThisOneConsumes() {
        DataSource source = withTables();
        JdbcReplayGuard.over(source, clock, 10).register("id", Purpose.LOGIN, HASH, END);

        assertThat(JdbcReplayGuard.over(source, clock, 10).consume("id", Purpose.LOGIN, HASH))
                .isEqualTo(Consumption.CONSUMED);
    }

    @Test
    void whenARowWasChangedByHand_thenRefused() {
        DataSource source = withTables();
        ReplayGuard guard = JdbcReplayGuard.over(source, clock, 10);
        guard.register("id", Purpose.LOGIN, HASH, END);
        PostgresServer.run(source, "UPDATE eresident_challenge SET binding_sha256 = 'no hash'");

        assertThatThrownBy(() -> guard.consume("id", Purpose.LOGIN, HASH))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("SESSION_ROW_UNREADABLE"));
    }

    @Test
    void whenFull_thenNothingIsCountedForASecondAndThenThereMayBeRoom() {
        DataSource source = withTables();
        ReplayGuard guard = JdbcReplayGuard.over(source, clock, 1);
        guard.register("first", Purpose.LOGIN, HASH, END);
        assertThat(guard.register("second", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.FULL);
        PostgresServer.run(source, "DELETE FROM eresident_challenge");

        assertThat(guard.register("second", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.FULL);
        clock.advance(Duration.ofSeconds(1));
        assertThat(guard.register("second", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.REGISTERED);
    }

    @Test
    void whenTwoNodesFillOneTable_thenEachExceedsItByASixtyFourthOfWhatWasLeftAtMost() {
        DataSource source = withTables();
        ReplayGuard one = JdbcReplayGuard.over(source, clock, 128);
        ReplayGuard two = JdbcReplayGuard.over(source, clock, 128);
        for (int i = 0; i < 300; i++) {
            (i % 2 == 0 ? one : two).register("id" + i, Purpose.LOGIN, HASH, END);
        }

        assertThat(rows(source, "eresident_challenge")).isBetween(128, 132);
    }

    @Test
    void whenRowsHaveBeenExpiredForMoreThanAMinute_thenTheyLeaveWhenOthersCome() {
        DataSource source = withTables();
        ReplayGuard guard = JdbcReplayGuard.over(source, clock, 10);
        SessionStore store = JdbcSessionStore.over(source, clock, 10);
        guard.register("old", Purpose.LOGIN, HASH, START);
        store.put("old", SESSION, "text", START);
        clock.advance(Duration.ofSeconds(61));
        guard.register("new", Purpose.LOGIN, HASH, END);
        store.put("new", SESSION, "text", END);

        assertThat(rows(source, "eresident_challenge WHERE id = 'old'")).isZero();
        assertThat(rows(source, "eresident_session WHERE id = 'old'")).isZero();
    }

    /** Connections that neither commit by themselves nor belong to one transaction, as a pool without a transaction manager hands them out. */
    private static DataSource unbound(DataSource source, int isolation) {
        return PostgresServer.changed(source, connection -> {
            try {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(isolation);
                return connection;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"1, ISOLATION_TOO_LOW", "2, TRANSACTION_MISSING", "4, TRANSACTION_MISSING", "8, TRANSACTION_MISSING"})
    void whenAConnectionWithoutATransactionIsJoined_thenNobodyIsLoggedInAtAnyIsolation(int isolation, String code) {
        DataSource source = withTables();
        ReplayGuard alone = JdbcReplayGuard.over(source, clock, 10);
        alone.register("id", Purpose.LOGIN, HASH, END);
        ReplayGuard mistaken = JdbcReplayGuard.joining(unbound(source, isolation), clock, 10);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> mistaken.consume("id", Purpose.LOGIN, HASH))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo(code));
        }
        assertThat(alone.consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
    }

    @Test
    void whenTheIsolationIsTooLow_thenSaysWhatToDoAndChangesNothing() {
        DataSource source = withTables();
        JdbcReplayGuard.over(source, clock, 10).register("id", Purpose.LOGIN, HASH, END);
        DataSource transaction = PostgresServer.pooled(unbound(source, Connection.TRANSACTION_READ_UNCOMMITTED));
        ReplayGuard joined = JdbcReplayGuard.joining(transaction, clock, 10);

        assertThatThrownBy(() -> joined.consume("id", Purpose.LOGIN, HASH))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("READ COMMITTED");
        assertThatThrownBy(() -> joined.register("other", Purpose.LOGIN, HASH, END))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("ISOLATION_TOO_LOW"));
        assertThat(rows(transaction, "eresident_challenge WHERE used = FALSE")).isOne();
        assertThat(rows(transaction, "eresident_challenge")).isOne();
    }

    @Test
    void whenAnIdIsKnownInTheCallersTransaction_thenThatGoesOn() throws SQLException {
        DataSource source = withTables();
        ReplayGuard alone = JdbcReplayGuard.over(source, clock, 10);
        alone.register("known", Purpose.SIGN, HASH, END);
        DataSource transaction = PostgresServer.pooled(unbound(source, Connection.TRANSACTION_READ_COMMITTED));
        ReplayGuard joined = JdbcReplayGuard.joining(transaction, clock, 10);

        assertThat(joined.register("known", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.DUPLICATE);
        assertThat(joined.register("after", Purpose.LOGIN, HASH, END)).isEqualTo(Registration.REGISTERED);
        transaction.getConnection().commit();
        assertThat(alone.consume("known", Purpose.SIGN, HASH)).isEqualTo(Consumption.CONSUMED);
        assertThat(alone.consume("after", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
    }

    @Test
    void whenATextIsTaken_thenNothingOfItStays() {
        DataSource source = withTables();
        SessionStore store = JdbcSessionStore.over(source, clock, 10);
        store.put("id", SESSION, "text", END);
        store.take("id", SESSION);

        assertThat(rows(source, "eresident_session")).isZero();
    }

    @Test
    void whenTheRetentionStatementsOfTheScriptAreRun_thenTheyAreGoodSql() {
        DataSource source = withTables();
        JdbcReplayGuard.over(source, clock, 10).register("old", Purpose.LOGIN, HASH, Instant.EPOCH);
        SessionDialect.H2
                .script()
                .lines()
                .filter(line -> line.startsWith("--   DELETE"))
                .forEach(line -> PostgresServer.run(source, line.substring(2)));

        assertThat(rows(source, "eresident_challenge")).isZero();
    }
}
