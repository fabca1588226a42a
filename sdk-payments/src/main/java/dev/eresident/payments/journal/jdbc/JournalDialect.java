package dev.eresident.payments.journal.jdbc;

import dev.eresident.core.BugException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A database whose tables come with the SDK. Other databases work when they have the same columns. */
public enum JournalDialect {
    /** PostgreSQL 12 and later. Keep {@code synchronous_commit} on, or a crash of the server may forget what was sent. */
    POSTGRESQL("postgresql.sql"),
    /** H2 2.x, for tests and demos. */
    H2("h2.sql");

    private final String resource;

    JournalDialect(String resource) {
        this.resource = resource;
    }

    /**
     * Returns the statements that make the tables, for your own schema migration; the SDK never runs them.
     *
     * @return SQL, the statements ended by semicolons
     */
    public String script() {
        try (InputStream in = JournalDialect.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BugException("JOURNAL_SCRIPT_MISSING", "The jar lacks its SQL script " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BugException("JOURNAL_SCRIPT_MISSING", "The SQL script " + resource + " cannot be read", e);
        }
    }
}
