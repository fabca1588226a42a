/** The one place that chooses who does the arithmetic. */
@NullMarked
package dev.eresident.core.internal.crypto;

import org.jspecify.annotations.NullMarked;
