/** Judging signed documents: start at {@code SignatureChecker}. */
@NullMarked
package dev.eresident.core.signature;

import org.jspecify.annotations.NullMarked;
