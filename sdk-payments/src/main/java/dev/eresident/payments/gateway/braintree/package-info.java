/**
 * Braintree's HTTP API; start at {@link dev.eresident.payments.gateway.braintree.BraintreeGateway}.
 *
 * <p>A lean client of its own: sale, submit for settlement, find, search by order id, void and refund, in the XML of API version 6
 * over basic authentication. Requests are sent once; answers are read by a strict parser within limits. Thread-safe.
 *
 * <p>Not here: vault, customers, client tokens, webhooks, disputes, GraphQL, and card data: a payment method is only ever a nonce or a
 * vault token.
 */
@NullMarked
package dev.eresident.payments.gateway.braintree;

import org.jspecify.annotations.NullMarked;
