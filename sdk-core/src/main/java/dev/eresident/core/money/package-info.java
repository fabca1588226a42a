/** Exact amounts. */
@NullMarked
package dev.eresident.core.money;

import org.jspecify.annotations.NullMarked;
