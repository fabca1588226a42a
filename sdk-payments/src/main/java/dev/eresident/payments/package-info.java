/**
 * Acting for a company, and paying: a map of the rooms of {@code sdk-payments}.
 *
 * <ul>
 *   <li>{@link dev.eresident.payments.order}: what is to be paid: credit transfers and card charges as plain values
 *   <li>{@link dev.eresident.payments.sca}: the payer authorises exactly one order, or an exemption applies
 *   <li>{@link dev.eresident.payments.register}: the business register: who a company is, and who may act for it
 *   <li>{@link dev.eresident.payments.journal}: what was sent under which key, so that it happens once
 *   <li>{@link dev.eresident.payments.gateway}: charging cards, and taking charges back, through Braintree or a gateway of your own
 *   <li>{@link dev.eresident.payments.evidence}: one file with the raw proofs, and every verification run again from it
 * </ul>
 *
 * <p>The bank or payment institution that embeds the SDK performs strong customer authentication; this module gives it
 * authorisation evidence. Everything here is immutable and thread-safe unless its Javadoc says otherwise.
 */
@NullMarked
package dev.eresident.payments;

import org.jspecify.annotations.NullMarked;
