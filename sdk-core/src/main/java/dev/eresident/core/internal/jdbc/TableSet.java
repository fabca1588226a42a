package dev.eresident.core.internal.jdbc;

import java.util.Objects;

/**
 * The tables that a store needs, and how it speaks of them.
 *
 * @param component the row of {@code eresident_schema} that tells their version
 * @param version what this release reads and writes
 * @param service the store in exceptions, for example {@code idempotency store}
 * @param script where the tables come from, for example {@code JournalDialect.script()}
 * @param missingCode the code when there are no tables
 * @param versionCode the code when they are of another version
 * @param unreachableCode the code when the database does not answer
 */
public record TableSet(
        String component,
        int version,
        String service,
        String script,
        String missingCode,
        String versionCode,
        String unreachableCode) {
    /** Refuses null. */
    public TableSet {
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(missingCode, "missingCode");
        Objects.requireNonNull(versionCode, "versionCode");
        Objects.requireNonNull(unreachableCode, "unreachableCode");
    }
}
