/**
 * Tables in the caller's database; start at {@link dev.eresident.core.internal.jdbc.Database}.
 *
 * <p>Immutable and thread-safe. Says in one way when a change is committed, whose transaction it belongs to, which failures leave the
 * outcome open, and whether the tables are those of this release. It makes no tables, keeps no connections, and knows no dialect. Needs
 * the module {@code java.sql}, and is the only room of this module that does.
 */
@NullMarked
package dev.eresident.core.internal.jdbc;

import org.jspecify.annotations.NullMarked;
