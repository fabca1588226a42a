/**
 * Seals proof types into text and opens them again; start at {@link dev.eresident.core.internal.seal.AeadProofSeal}.
 *
 * <p>Immutable and thread-safe. For SDK modules only: whoever can seal raw bytes can forge a person, so this package is exported
 * to no one else. It does not store keys, rotate them, or know what the sealed bytes mean.
 */
@NullMarked
package dev.eresident.core.internal.seal;

import org.jspecify.annotations.NullMarked;
