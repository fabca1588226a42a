/**
 * Signing in one shape over all ways in: start at {@link dev.eresident.auth.signing.RemoteSigner}, or at
 * {@link dev.eresident.auth.signing.SigningMethod} for one step at a time.
 *
 * <p>{@code SmartIdSigning}, {@code MobileIdSigning} and {@code CardSigningMethod} are the methods. Each chooses a certificate, starts a
 * {@code PendingSignature}, polls, and finishes with a verified {@code SignatureValue}; between two steps there is only a
 * {@code SigningSession}, a plain value with a text form:
 *
 * <pre>{@code
 * RemoteSigner signer = RemoteSigner.over(SmartIdSigning.byNotification(smartId, document, interactions), transport, clock);
 * Outcome<SignatureValue, Refusal> outcome = signer.sign(
 *         certificate -> certificate.pending(contract), SessionBinding.of(sessionId), session -> show(session.verificationCode()), deadline, () -> false);
 * }</pre>
 *
 * <p>Everything here is immutable and thread-safe. It makes no document and reaches no key itself: what the digest stands for, a time-stamp and
 * the container are the caller's. Identity providers sign nothing.
 */
@NullMarked
package dev.eresident.auth.signing;

import org.jspecify.annotations.NullMarked;
