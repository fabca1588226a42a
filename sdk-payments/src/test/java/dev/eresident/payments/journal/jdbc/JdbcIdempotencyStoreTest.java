package dev.eresident.payments.journal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyRecord;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.journal.IdempotencyStoreContract;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcIdempotencyStoreTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final IdempotencyRecord FIRST =
            IdempotencyRecord.prepared(IdempotencyKey.of("key"), "test", Bytes.of(new byte[32]), "", START);

    private static JdbcDataSource database(String options) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + options);
        return source;
    }

    private static void run(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static DataSource withTables(String options, JournalDialect dialect) {
        JdbcDataSource source = database(options);
        run(source, dialect.script());
        return source;
    }

    @Nested
    class OnH2 extends IdempotencyStoreContract {
        @Override
        protected IdempotencyStore emptyStore() {
            return JdbcIdempotencyStore.over(withTables("", JournalDialect.H2));
        }
    }

    /** The script for PostgreSQL, as far as H2 can play it. */
    @Nested
    class OnThePostgresScript extends IdempotencyStoreContract {
        @Override
        protected IdempotencyStore emptyStore() {
            return JdbcIdempotencyStore.over(
                    withTables(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", JournalDialect.POSTGRESQL));
        }
    }

    /** Pools may hand out connections that do not commit by themselves. */
    @Nested
    class WithoutAutoCommit extends IdempotencyStoreContract {
        @Override
        protected IdempotencyStore emptyStore() {
            return JdbcIdempotencyStore.over(withoutAutoCommit(withTables("", JournalDialect.H2)));
        }
    }

    private static DataSource withoutAutoCommit(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(source, arguments);
                    if (answer instanceof Connection connection) {
                        connection.setAutoCommit(false);
                    }
                    return answer;
                });
    }

    @Test
    void whenTablesAreMissing_thenSaysSo() {
        assertThatThrownBy(() -> JdbcIdempotencyStore.over(database("")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("JOURNAL_SCHEMA_MISSING"))
                .hasMessageContaining("JournalDialect.script()");
    }

    @Test
    void whenTablesAreOfAnotherVersion_thenSaysSo() {
        DataSource source = withTables("", JournalDialect.H2);
        run(source, "UPDATE eresident_schema SET version = 2");

        assertThatThrownBy(() -> JdbcIdempotencyStore.over(source))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("JOURNAL_SCHEMA_VERSION"))
                .hasMessageContaining("version 2");
    }

    @Test
    void whenDatabaseGoesAway_thenNeverAnswersAsIfItHadLooked() {
        DataSource source = withTables("", JournalDialect.H2);
        IdempotencyStore store = JdbcIdempotencyStore.over(source);
        run(source, "SHUTDOWN");
        run(source, "CREATE TABLE empty_database (id INT)");

        assertThatThrownBy(() -> store.find(FIRST.key())).isInstanceOfSatisfying(TransportException.class, e -> {
            assertThat(e.code()).isEqualTo("JOURNAL_UNREACHABLE");
            assertThat(e.outcomeUnknown()).isFalse();
        });
        assertThatThrownBy(() -> store.insert(FIRST))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.outcomeUnknown()).isTrue());
    }

    @Test
    void whenARowWasChangedByHand_thenRefused() {
        DataSource source = withTables("", JournalDialect.H2);
        IdempotencyStore store = JdbcIdempotencyStore.over(source);
        store.insert(FIRST);
        run(source, "UPDATE eresident_idempotency SET state = 'DONE'");

        assertThatThrownBy(() -> store.find(FIRST.key()))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("JOURNAL_RECORD"));
    }

    @Test
    void whenTheTableHasARuleOfItsOwn_thenABrokenRuleIsNotTakenForAKnownKey() {
        DataSource source = withTables("", JournalDialect.H2);
        run(source, "ALTER TABLE eresident_idempotency ADD tenant VARCHAR(10) NOT NULL");

        assertThatThrownBy(() -> JdbcIdempotencyStore.over(source).insert(FIRST))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.code()).isEqualTo("JOURNAL_UNREACHABLE"));
    }

    @Test
    void whenAnotherStoreOpensTheSameDatabase_thenItSeesTheRecord() {
        DataSource source = withTables("", JournalDialect.H2);
        JdbcIdempotencyStore.over(source).insert(FIRST);

        assertThat(JdbcIdempotencyStore.over(source).find(FIRST.key())).contains(FIRST);
    }
}
