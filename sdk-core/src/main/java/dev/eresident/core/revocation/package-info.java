/**
 * Whether a certificate was revoked: start at {@link dev.eresident.core.revocation.OcspClient} to ask a responder, at
 * {@link dev.eresident.core.revocation.OcspCheck} to judge an answer that came with a signature or in another way, or at
 * {@link dev.eresident.core.revocation.CrlCheck} to judge a revocation list.
 *
 * <p>The answer is a sealed {@link dev.eresident.core.revocation.OcspStatus}: good, revoked, unknown, or not acceptable and why.
 * The rules are those of RFC 6960: CertID recomputed in full, responder found by its ResponderID and authorised by the issuer of
 * the certificate in question (or listed, or designated), signature over the bytes as received, times, nonce. What kept a live
 * question from being answered (network, HTTP status, the responder's own error) is an exception, unless one of the issuer's fallback
 * responders decides; {@link dev.eresident.core.revocation.OcspReport} tells who answered.
 *
 * <p>A revocation list is read as {@link dev.eresident.core.revocation.Crl} (megabytes of entries stay bytes) and judged by RFC
 * 5280: complete, signed by the certificate's own issuer, within its scope. The answer is a sealed
 * {@link dev.eresident.core.revocation.CrlStatus}.
 *
 * <p>All types are immutable and thread-safe; builders are not. Not here: fetching revocation lists, delta and indirect lists,
 * stapling, and the rules that tie an embedded answer to a signature's time ({@code signature}).
 */
@NullMarked
package dev.eresident.core.revocation;

import org.jspecify.annotations.NullMarked;
