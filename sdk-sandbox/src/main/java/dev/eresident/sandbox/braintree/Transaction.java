package dev.eresident.sandbox.braintree;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sale or refund in the gateway's books; guarded by the lock of {@link Books}. */
final class Transaction {
    final String id;
    final String type;
    final String orderId;
    final String merchantAccount;
    final String currency;
    final String card;
    final Map<String, String> customFields;
    final Instant createdAt;
    final List<String> refundIds = new ArrayList<>();
    final List<Event> history = new ArrayList<>();
    BigDecimal amount;
    String status = "authorizing";
    String responseCode = "1000";
    String responseText = "Approved";
    Instant updatedAt;
    int hiddenSearches;

    @Nullable String refundedTransactionId;

    @Nullable String rejectionReason;

    @Nullable String duplicateOf;

    /** A change of the status. */
    record Event(Instant at, String status, BigDecimal amount) {}

    Transaction(
            String id,
            String type,
            BigDecimal amount,
            String orderId,
            String merchantAccount,
            String currency,
            String card,
            Map<String, String> customFields,
            Instant createdAt) {
        this.id = id;
        this.type = type;
        this.amount = amount;
        this.orderId = orderId;
        this.merchantAccount = merchantAccount;
        this.currency = currency;
        this.card = card;
        this.customFields = Map.copyOf(customFields);
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    void turn(String newStatus, Instant at) {
        status = newStatus;
        updatedAt = at;
        history.add(new Event(at, newStatus, amount));
    }

    boolean isAccepted() {
        return switch (status) {
            case "processor_declined", "gateway_rejected", "failed", "authorizing" -> false;
            default -> true;
        };
    }

    String responseType() {
        if (responseCode.startsWith("1")) {
            return "approved";
        }
        return switch (responseCode) {
            case "2004", "2005", "2007", "2012", "2013", "2014", "2015", "2017", "2018", "2019", "2022", "2044" ->
                "hard_declined";
            default -> "soft_declined";
        };
    }
}
