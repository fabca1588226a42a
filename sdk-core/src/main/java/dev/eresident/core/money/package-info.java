/**
 * Exact amounts; start at {@link dev.eresident.core.money.Money}.
 *
 * <p>Immutable and thread-safe. Nothing is ever rounded, converted or formatted for a locale here.
 */
@NullMarked
package dev.eresident.core.money;

import org.jspecify.annotations.NullMarked;
