/**
 * The right to use a challenge once, shared by all methods of authentication. Start at
 * {@link dev.eresident.auth.session.ReplayGuard}.
 *
 * <p>The integrator stores the pending value of a login, in its own sessions or in a
 * {@link dev.eresident.auth.session.SessionStore}; a guard stores only that it may be used, for which purpose, in which session
 * and until when. Everything here is thread-safe. One node does with the memory; several share a database
 * ({@link dev.eresident.auth.session.jdbc}) or something of their own. The tests jar of this module holds {@code ReplayGuardContract} and
 * {@code SessionStoreContract}, which every implementation should pass; {@code examples/redis-store} is one.
 *
 * <p>This package keeps no sessions of the bank and sets no cookies.
 */
@NullMarked
package dev.eresident.auth.session;

import org.jspecify.annotations.NullMarked;
