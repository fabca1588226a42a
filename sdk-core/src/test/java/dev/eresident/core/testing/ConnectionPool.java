package dev.eresident.core.testing;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Hands out at most so many connections at once, and the broken ones never again; as the pools of real services do. */
public final class ConnectionPool {
    private final DataSource source;
    private final Semaphore permits;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    private ConnectionPool(DataSource source, int most) {
        this.source = source;
        this.permits = new Semaphore(most);
    }

    /**
     * Pools connections.
     *
     * @param source makes them
     * @param most how many at once
     * @return hands them out
     */
    public static DataSource over(DataSource source, int most) {
        ConnectionPool pool = new ConnectionPool(source, most);
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> method.getName().equals("getConnection")
                        ? pool.borrow()
                        : PostgresServer.invoke(source, method, arguments));
    }

    private Connection borrow() throws SQLException {
        permits.acquireUninterruptibly();
        try {
            Connection known = idle.poll();
            return handle(known == null ? source.getConnection() : known);
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private Connection handle(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(connection);
                        return null;
                    }
                    return PostgresServer.invoke(connection, method, arguments);
                });
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                idle.add(connection);
            }
        } finally {
            permits.release();
        }
    }
}
