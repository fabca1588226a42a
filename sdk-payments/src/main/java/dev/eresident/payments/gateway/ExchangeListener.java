package dev.eresident.payments.gateway;

import dev.eresident.core.Bytes;

/**
 * Gets the bodies of each act that a gateway was asked for, so that they can be kept as evidence. Called in the thread of the act, after the
 * answer was read; must be quick and thread-safe. What it throws is logged without its text and changes nothing.
 */
@FunctionalInterface
public interface ExchangeListener {
    /**
     * Takes one exchange.
     *
     * @param operation what was asked, for example {@code braintree.charge}
     * @param request body of the request, without any header; holds the token of the means of payment
     * @param answer body of the answer, unpacked, without any header
     */
    void exchanged(String operation, Bytes request, Bytes answer);
}
