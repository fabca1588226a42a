/**
 * Servers of trusted lists: a list of lists, pivots, national lists, and whatever may go wrong with them. Start at
 * {@link dev.eresident.sandbox.lists.ListService}.
 *
 * <p>Safe for use by several threads. It serves files as they are, too, for lists from elsewhere.
 */
@NullMarked
package dev.eresident.sandbox.lists;

import org.jspecify.annotations.NullMarked;
