/**
 * The right to use a challenge once, shared by all methods of authentication. Start at
 * {@link dev.eresident.auth.session.ReplayGuard}.
 *
 * <p>The integrator stores the pending value of a login; a guard stores only that it may be used, for which purpose, in which session
 * and until when. Everything here is thread-safe. The tests jar of this module holds {@code ReplayGuardContract}, which every
 * implementation of a guard should pass.
 *
 * <p>This package keeps no sessions of the bank, sets no cookies and does not cluster: for several nodes, implement
 * {@code ReplayGuard} over a store that all of them share.
 */
@NullMarked
package dev.eresident.auth.session;

import org.jspecify.annotations.NullMarked;
