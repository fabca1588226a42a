/**
 * How the methods of authentication use a {@link dev.eresident.auth.session.ReplayGuard}; start at
 * {@link dev.eresident.auth.session.once.OneUse}.
 *
 * <p>Immutable and thread-safe. Not exported. It stands below {@code session} and not in {@code internal}, because it needs the guard
 * and {@code internal} sees no room. It keeps nothing itself and knows no refusal codes: each room gives the answers its own.
 */
@NullMarked
package dev.eresident.auth.session.once;

import org.jspecify.annotations.NullMarked;
