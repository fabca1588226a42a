/**
 * Judging signed documents: start at {@link dev.eresident.core.signature.SignatureChecker}, which returns a {@link dev.eresident.core.signature.CheckReport} for every input.
 *
 * <p>All types are immutable and thread-safe; share one checker. Nothing is fetched: revocation and time are proven by what the document carries. Whether everybody has signed who
 * should have, {@link dev.eresident.core.signature.ExpectedSignatures} tells. What it does not do: X-Road logs and counter-signatures are recognised and reported as not judged.
 */
@NullMarked
package dev.eresident.core.signature;

import org.jspecify.annotations.NullMarked;
