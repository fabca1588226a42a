package dev.eresident.payments.order;

import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;

/** One payment that somebody may authorise: a {@link CreditTransfer} or a {@link CardCharge}. */
public sealed interface Order permits CreditTransfer, CardCharge {
    /**
     * Returns the caller's own id of the order, which is unique and finds the payment again after a failure.
     *
     * @return 1 to 64 of {@code A-Z a-z 0-9 . _ / -}
     */
    String orderId();

    /**
     * Returns what is paid.
     *
     * @return an amount above zero
     */
    Money amount();

    /**
     * Returns the company for which the order is given.
     *
     * @return its registry code
     */
    RegistryCode company();
}
