package dev.eresident.payments.gateway.braintree;

import dev.eresident.payments.gateway.ExchangeListener;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;

/** What the builder collected. */
record Settings(
        Map<String, Currency> merchantAccounts,
        PaymentMethodForm paymentMethods,
        boolean submitForSettlement,
        boolean requireThreeDSecure,
        boolean requestKeys,
        Duration timeout,
        Duration probeWindow,
        Duration probeInterval,
        ExchangeListener exchanges) {
    /** How old a claim may be when its request leaves; after a longer stall a probe might already have given up. */
    static final Duration LONGEST_STALL = Duration.ofSeconds(10);

    /** Time for the gateway to finish and to index what reached it at the last moment. */
    static final Duration SHORTEST_REST = Duration.ofSeconds(20);

    Settings {
        merchantAccounts = Map.copyOf(merchantAccounts);
    }
}
