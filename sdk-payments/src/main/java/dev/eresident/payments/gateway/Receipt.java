package dev.eresident.payments.gateway;

import dev.eresident.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * What the gateway confirmed: keep it, for a void or refund needs it. It proves nothing by itself; a gateway compares it with its
 * own books before it acts on it.
 *
 * @param gateway name of the gateway
 * @param transactionId the gateway's id
 * @param orderId the order id that was sent with it
 * @param amount how much
 * @param status where the transaction stood when this was written
 * @param at when the gateway made the transaction
 */
public record Receipt(
        String gateway, String transactionId, String orderId, Money amount, TransactionStatus status, Instant at) {
    /** Refuses null. */
    public Receipt {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
    }
}
