package dev.eresident.payments.gateway;

import dev.eresident.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A transaction as the gateway shows it now.
 *
 * @param gateway name of the gateway
 * @param transactionId the gateway's id
 * @param type charge or refund
 * @param status where it stands
 * @param amount how much
 * @param orderId the order id that was sent with it
 * @param merchantAccount the account that is paid
 * @param createdAt when the gateway made it
 * @param refundIds the refunds of a charge
 * @param refundOf the charge of a refund
 */
public record GatewayTransaction(
        String gateway,
        String transactionId,
        Type type,
        TransactionStatus status,
        Money amount,
        Optional<String> orderId,
        Optional<String> merchantAccount,
        Instant createdAt,
        List<String> refundIds,
        Optional<String> refundOf) {
    /** Refuses null, and copies the list. */
    public GatewayTransaction {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(transactionId, "transactionId");
        refundIds = List.copyOf(refundIds);
    }

    /**
     * Returns the receipt of this transaction as it stands now.
     *
     * @return a receipt; the order id is empty text when the transaction has none
     */
    public Receipt receipt() {
        return new Receipt(gateway, transactionId, orderId.orElse(""), amount, status, createdAt);
    }

    /** The direction of the money. */
    public enum Type {
        /** From the payer. */
        CHARGE,
        /** Back to the payer. */
        REFUND,
        /** A type that this release does not know. */
        UNRECOGNISED
    }
}
