/**
 * Remembers what was asked of a remote service under which key, so that it happens once; start at
 * {@link dev.eresident.payments.journal.IdempotencyJournal}.
 *
 * <p>The order of events is always: write down that the request is about to be sent, send it, write down the answer. What is found
 * "sending" or "unknown" after a crash may have happened, and is asked about, never sent again. The records lie in an
 * {@link dev.eresident.payments.journal.IdempotencyStore}: in memory, over a {@code DataSource} (package {@code journal.jdbc}), or of
 * your own, proven by {@code IdempotencyStoreContract} of this module's tests jar.
 *
 * <p>Immutable and thread-safe; a store is shared. It sends nothing, runs no thread of its own, and stores a request as its SHA-256
 * only. Times are kept to the millisecond.
 */
@NullMarked
package dev.eresident.payments.journal;

import org.jspecify.annotations.NullMarked;
