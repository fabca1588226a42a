/** The one HTTP stack: start at {@code Transport}. */
@NullMarked
package dev.eresident.core.transport;

import org.jspecify.annotations.NullMarked;
