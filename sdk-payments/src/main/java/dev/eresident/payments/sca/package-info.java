/**
 * Authorising a payment: one person, one order, once. Start at {@link dev.eresident.payments.sca.PaymentAuthorisation}.
 *
 * <pre>{@code
 * PaymentAuthorisation authorisation = PaymentAuthorisation.over(webEid).build();
 *
 * PendingAuthorisation pending = authorisation.start(order, right, sessionId);   // or a person
 * // show the payer OrderText.of(order), keep pending in the session, answer {"nonce": pending.nonce()}
 *
 * AuthorisationOutcome outcome = authorisation.finish(pending, order, right, tokenJson, sessionId);
 * AuthorisedPayment payment = outcome.orElseThrow();    // hand it to a gateway
 * }</pre>
 *
 * <p>The card signs a nonce that is the hash of the purpose {@code AUTHORISE} and the salted canonical order, so that a changed
 * amount, currency, payee, company or kind of order fits no signature; nor does another payer or another right of representation. The page alone shows the
 * payee to the payer, which is why the assurance is reported lower than that of a login. The institution that embeds the SDK performs strong customer
 * authentication; this package gives it authorisation evidence. For cards the issuer's 3-D Secure stays that authentication.
 *
 * <p>Everything is immutable and thread-safe except the builder. The implementations of
 * {@link dev.eresident.payments.sca.AuthorisedPayment} are in this package and not visible, so that no other code can make one. This
 * package does not execute payments, does not remember which authorisation was executed (the gateway's journal does), and does
 * not decide whether an exemption may be claimed.
 */
@NullMarked
package dev.eresident.payments.sca;

import org.jspecify.annotations.NullMarked;
