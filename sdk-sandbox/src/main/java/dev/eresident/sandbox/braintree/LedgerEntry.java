package dev.eresident.sandbox.braintree;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One thing that really happened to a cardholder's money.
 *
 * @param kind what happened
 * @param transactionId of the sale or refund; of the sale or refund that was voided
 * @param orderId as the merchant sent it, empty text if there was none; for a refund the one of the sale
 * @param amount with two decimals
 * @param currency ISO 4217
 * @param at by the sandbox's clock
 */
public record LedgerEntry(
        Kind kind, String transactionId, String orderId, BigDecimal amount, String currency, Instant at) {
    /** What happened. */
    public enum Kind {
        /** The card was charged: the sale was authorised. */
        SALE,
        /** A sale or refund was taken back before settlement. */
        VOID,
        /** Money went back after settlement. */
        REFUND
    }
}
