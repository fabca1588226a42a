package dev.eresident.core.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A real PostgreSQL in a temporary folder, with the commits set as a bank would: written before they are confirmed. */
public final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    public PostgresServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new database without tables. */
    public DataSource emptyDatabase() {
        String name = "test" + databases.incrementAndGet();
        run(server.getPostgresDatabase(), "CREATE DATABASE " + name);
        return server.getDatabase("postgres", name);
    }

    /** A new database with the tables of a script. */
    public DataSource database(String script) {
        DataSource source = emptyDatabase();
        run(source, script);
        return source;
    }

    /** Ends every connection but the asking one. */
    public void killConnections(DataSource source) {
        run(
                source,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    public static void run(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A data source whose connections are changed before they are handed out. */
    public static DataSource changed(DataSource source, UnaryOperator<Connection> change) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object answer = invoke(source, method, arguments);
                    return answer instanceof Connection connection ? change.apply(connection) : answer;
                });
    }

    public static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** One connection that is handed out again and again, as a pool of one does. */
    public static DataSource pooled(DataSource source) {
        try {
            Connection only = source.getConnection();
            return changed(source, unused -> {
                closeQuietly(unused);
                return kept(only);
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Connection kept(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : invoke(connection, method, arguments));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
