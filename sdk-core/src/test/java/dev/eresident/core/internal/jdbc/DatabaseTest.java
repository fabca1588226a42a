package dev.eresident.core.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final TableSet TABLES =
            new TableSet("test", 3, "test store", "Test.script()", "NO_TABLES", "OTHER_TABLES", "NO_ANSWER");

    private final DataSource source = source();
    private final DataSource manual = PostgresServer.changed(source, DatabaseTest::manual);

    private static DataSource source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        PostgresServer.run(
                source,
                "CREATE TABLE eresident_schema (component VARCHAR(64), version INTEGER);"
                        + "INSERT INTO eresident_schema VALUES ('test', 3), ('old', 2);"
                        + "CREATE TABLE t (n INTEGER PRIMARY KEY)");
        return source;
    }

    private static Connection manual(Connection connection) {
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private int rows() {
        return Database.own(source, TABLES).read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    private static int insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO t VALUES (1)");
        }
    }

    @Test
    void whenWorkIsDone_thenCommittedWhateverThePoolHandsOut() {
        Database.own(manual, TABLES).change(Set.of(), 0, DatabaseTest::insert);

        assertThat(rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenWorkFails_thenNothingOfItStays(boolean unchecked) {
        Database database = Database.own(manual, TABLES);

        assertThatThrownBy(() -> database.change(Set.of(), 0, connection -> {
                    insert(connection);
                    if (unchecked) {
                        throw new IllegalStateException("broken");
                    }
                    throw new SQLException("broken", "08006");
                }))
                .isInstanceOf(unchecked ? IllegalStateException.class : TransportException.class);
        assertThat(rows()).isZero();
    }

    @Test
    void whenSomebodyElseWasQuicker_thenTheOtherAnswer() {
        Database database = Database.own(source, TABLES);
        database.change(Set.of(), 0, DatabaseTest::insert);

        assertThat(database.change(Database.KNOWN_KEY, -1, DatabaseTest::insert))
                .isEqualTo(-1);
        assertThatThrownBy(() -> database.change(Set.of(), -1, DatabaseTest::insert))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.code()).isEqualTo("NO_ANSWER");
                    assertThat(e.outcomeUnknown()).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void whenTheTransactionWasGivenUp_thenTriedAgain(String state) {
        AtomicInteger tries = new AtomicInteger();

        int answer = Database.own(manual, TABLES).change(Set.of(), 0, connection -> {
            insert(connection);
            if (tries.incrementAndGet() < 3) {
                throw new SQLException("given up", state);
            }
            return 1;
        });

        assertThat(answer).isEqualTo(1);
        assertThat(tries).hasValue(3);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whenItIsGivenUpAgainAndAgain_thenAnException() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> Database.own(source, TABLES).read(connection -> {
                    tries.incrementAndGet();
                    throw new SQLException("given up", "40001");
                }))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.outcomeUnknown()).isFalse();
                });
        assertThat(tries).hasValue(8);
    }

    @Test
    void whenJoining_thenNothingIsCommittedOrTriedAgain() throws SQLException {
        DataSource transaction = PostgresServer.pooled(manual);
        Database database = Database.joining(transaction, TABLES);
        database.change(Set.of(), 0, DatabaseTest::insert);
        assertThat(rows()).isZero();
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> database.change(Set.of(), 0, connection -> {
                    tries.incrementAndGet();
                    throw new SQLException("given up", "40001");
                }))
                .isInstanceOf(TransportException.class);
        assertThat(tries).hasValue(1);
        transaction.getConnection().commit();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whenThereIsNoTransactionToJoin_thenNothingIsDone() {
        Database database = Database.joining(source, TABLES);

        assertThatThrownBy(() -> database.change(Set.of(), 0, DatabaseTest::insert))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("TRANSACTION_MISSING"));
        assertThat(rows()).isZero();
    }

    @Test
    void whenTheTablesDoNotFit_thenSaysWhichScriptAndVersion() {
        TableSet old = new TableSet("old", 3, "test store", "Test.script()", "NO_TABLES", "OTHER_TABLES", "NO_ANSWER");
        TableSet none = new TableSet("new", 3, "test store", "Test.script()", "NO_TABLES", "OTHER_TABLES", "NO_ANSWER");

        assertThatThrownBy(() -> Database.own(source, old))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("OTHER_TABLES"))
                .hasMessageContaining("version 2")
                .hasMessageContaining("needs 3");
        assertThatThrownBy(() -> Database.own(manual, none))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("NO_TABLES"))
                .hasMessageContaining("Test.script()");
    }
}
