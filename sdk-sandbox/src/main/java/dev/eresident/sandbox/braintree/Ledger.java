package dev.eresident.sandbox.braintree;

import java.math.BigDecimal;
import java.util.List;

/**
 * What was really charged, voided and refunded: the judge of "none lost, none doubled". A copy that does not change.
 *
 * @param entries oldest first
 */
public record Ledger(List<LedgerEntry> entries) {
    /** Keeps the entries as they are now. */
    public Ledger {
        entries = List.copyOf(entries);
    }

    /**
     * The sales of an order that were accepted and not voided. More than one is a double charge.
     *
     * @param orderId the merchant's order id
     * @return oldest first
     */
    public List<LedgerEntry> charges(String orderId) {
        return entries.stream()
                .filter(entry -> entry.kind() == LedgerEntry.Kind.SALE
                        && entry.orderId().equals(orderId)
                        && !isVoided(entry.transactionId()))
                .toList();
    }

    /**
     * What an order has cost: sales less voids and refunds.
     *
     * @param orderId the merchant's order id
     * @return zero if nothing was charged
     */
    public BigDecimal balance(String orderId) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LedgerEntry entry : entries) {
            if (entry.orderId().equals(orderId) && !isVoided(entry.transactionId())) {
                sum = switch (entry.kind()) {
                    case SALE -> sum.add(entry.amount());
                    case REFUND -> sum.subtract(entry.amount());
                    case VOID -> sum;
                };
            }
        }
        return sum;
    }

    private boolean isVoided(String transactionId) {
        return entries.stream()
                .anyMatch(entry -> entry.kind() == LedgerEntry.Kind.VOID
                        && entry.transactionId().equals(transactionId));
    }
}
