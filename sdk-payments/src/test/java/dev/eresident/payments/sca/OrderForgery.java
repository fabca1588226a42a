package dev.eresident.payments.sca;

import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.Order;
import java.util.Optional;

/** What somebody who holds a pending value could make of it. */
final class OrderForgery {
    private OrderForgery() {}

    static PendingAuthorisation rebind(PendingAuthorisation pending, Order order) {
        String nonce = OrderBinding.nonce(
                new CanonicalOrder(order, pending.salt(), pending.expiresAt(), Optional.of(pending.payerDigest())));
        return new PendingAuthorisation(nonce, pending.salt(), pending.payerDigest(), pending.expiresAt());
    }
}
