/**
 * The journal in a relational database; start at {@link dev.eresident.payments.journal.jdbc.JdbcIdempotencyStore}.
 *
 * <p>Thread-safe. It needs the module {@code java.sql}, uses plain SQL over the caller's {@code DataSource}, and never changes the
 * schema: {@link dev.eresident.payments.journal.jdbc.JournalDialect#script} gives the tables to the one who runs the database.
 */
@NullMarked
package dev.eresident.payments.journal.jdbc;

import org.jspecify.annotations.NullMarked;
