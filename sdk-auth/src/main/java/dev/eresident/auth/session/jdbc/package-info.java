/**
 * Guard and store in a relational database, for a service on several nodes; start at
 * {@link dev.eresident.auth.session.jdbc.JdbcReplayGuard}.
 *
 * <p>Thread-safe. It needs the module {@code java.sql}, uses plain SQL over the caller's {@code DataSource}, and never changes the
 * schema: {@link dev.eresident.auth.session.jdbc.SessionDialect#script} gives the tables to the one who runs the database.
 *
 * <p>Each class has two doors. {@code over} commits every call by itself, which is what a login needs. {@code joining} takes part in the
 * caller's transaction; whatever is answered then counts only once that transaction has been committed.
 *
 * <p><b>What the database must hold to</b>: all nodes use one primary, no copies that lag; a confirmed commit survives a crash and a failover
 * (PostgreSQL: {@code synchronous_commit} on, and standbys that may be promoted listed in {@code synchronous_standby_names}). A database that
 * forgets the last commits may give a used challenge back as open.
 */
@NullMarked
package dev.eresident.auth.session.jdbc;

import org.jspecify.annotations.NullMarked;
