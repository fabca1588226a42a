/** Reading eID certificates: start at {@code Certificate}. */
@NullMarked
package dev.eresident.core.certificate;

import org.jspecify.annotations.NullMarked;
