package dev.eresident.auth.session.jdbc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** How values stand in the columns. */
final class Rows {
    private Rows() {}

    /**
     * Prepares the insertion of a row that changes nothing when its id is known. A statement that fails ends the whole transaction of PostgreSQL, which may be the
     * caller's; savepoints would do, but not in JTA. Other databases go on after a failed statement.
     */
    static PreparedStatement insertion(Connection connection, String sql) throws SQLException {
        boolean failureEndsAll = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        return connection.prepareStatement(failureEndsAll ? sql + " ON CONFLICT (id) DO NOTHING" : sql);
    }

    /** Cuts off what the column cannot hold, so that the database does not round it up. */
    static void setInstant(PreparedStatement statement, int index, Instant instant) throws SQLException {
        statement.setObject(index, instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    static Instant instant(ResultSet row, int index) throws SQLException {
        return row.getObject(index, OffsetDateTime.class).toInstant();
    }

    static Bytes hash(String hex) {
        try {
            return Bytes.fromHex(hex);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "SESSION_ROW_UNREADABLE", "A row of the session tables holds no hash; was it changed by hand?", e);
        }
    }
}
