/**
 * RFC 3161 time-stamps: start at {@link dev.eresident.core.timestamp.TimestampClient} to obtain one, or at
 * {@link dev.eresident.core.timestamp.TimestampToken} and {@link dev.eresident.core.timestamp.TimestampCheck} to judge one.
 *
 * <p>A token is parsed strictly and believed only after its check: exactly one signer, whose certificate is the one that the signed
 * attributes name by hash (never one that merely fits), whose only and critical purpose is time-stamping, which was valid when the
 * token was made, and which leads to a time-stamping service of the trust policy that was active then. The verdict is a sealed
 * {@link dev.eresident.core.timestamp.TimestampStatus}.
 *
 * <p>All types are immutable and thread-safe; builders are not. Not here: revocation of the time-stamping authority, policies on old
 * digests (the verdict tells which were used), and what was stamped: the caller computes the digest.
 */
@NullMarked
package dev.eresident.core.timestamp;

import org.jspecify.annotations.NullMarked;
