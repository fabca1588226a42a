/**
 * The card gateway Braintree over its HTTP API in XML. Start at {@link dev.eresident.sandbox.braintree.BraintreeService}.
 *
 * <p>Sale, submit for settlement, settle (test), find, search, void, refund and client token, with the states, rules, codes and magic
 * amounts of the real sandbox; a ledger of what was really charged. Safe for use by several threads. It does not play customers, vault,
 * webhooks, disputes, GraphQL or marketplace calls, and knows cards only by nonce and token.
 */
@NullMarked
package dev.eresident.sandbox.braintree;

import org.jspecify.annotations.NullMarked;
