package dev.eresident.auth.session.jdbc;

import dev.eresident.core.BugException;
import dev.eresident.core.internal.jdbc.TableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A database whose tables come with the SDK. Other databases work when they have the same columns. */
public enum SessionDialect {
    /** PostgreSQL 12 and later; see the package's description for what it must hold to. */
    POSTGRESQL("postgresql.sql"),
    /** H2 2.x, for tests and demos. */
    H2("h2.sql");

    /** The schema that this release reads and writes. */
    public static final int SCHEMA_VERSION = 1;

    private final String resource;

    SessionDialect(String resource) {
        this.resource = resource;
    }

    /**
     * Returns the statements that make the tables, for your own schema migration; the SDK never runs them.
     *
     * @return SQL, the statements ended by semicolons
     */
    public String script() {
        try (InputStream in = SessionDialect.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BugException("SESSION_SCRIPT_MISSING", "The jar lacks its SQL script " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BugException("SESSION_SCRIPT_MISSING", "The SQL script " + resource + " cannot be read", e);
        }
    }

    static TableSet tables(String service) {
        return new TableSet(
                "session",
                SCHEMA_VERSION,
                service,
                "SessionDialect.script()",
                "SESSION_SCHEMA_MISSING",
                "SESSION_SCHEMA_VERSION",
                "SESSION_STORE_UNREACHABLE");
    }
}
