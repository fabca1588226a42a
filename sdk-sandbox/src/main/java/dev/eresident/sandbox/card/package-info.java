/**
 * Identity cards in software. Start at {@link dev.eresident.sandbox.card.IdCard}.
 *
 * <p>Certificates have the profiles of the Estonian documents of three generations. Immutable and safe for use by several threads, the
 * builder excepted. There are no PINs and no card readers here.
 */
@NullMarked
package dev.eresident.sandbox.card;

import org.jspecify.annotations.NullMarked;
