/**
 * The door for rooms whose nonce is bound to what the person agrees to; start at
 * {@link dev.eresident.auth.webeid.bound.BoundNonceDoor}.
 *
 * <p>Exported to {@code dev.eresident.payments} only: a nonce that the caller can choose would let a page have a login signed under
 * the name of a payment, or the other way round. The public API of {@code WebEid} draws its nonces itself. Immutable and thread-safe.
 * This package does not decide what is bound; it registers, consumes and verifies.
 */
@NullMarked
package dev.eresident.auth.webeid.bound;

import org.jspecify.annotations.NullMarked;
