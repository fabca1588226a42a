package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayTransaction;
import dev.eresident.payments.journal.IdempotencyJournal;
import dev.eresident.payments.journal.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the sum of all refunds of a charge, those under way included, within the charge: a running account per charge in the journal,
 * changed by compare-and-set, so that two refunds at once cannot both take the last cent.
 */
final class RefundLedger {
    private static final String OPERATION = "braintree.refunds";

    private final IdempotencyJournal journal;

    RefundLedger(IdempotencyJournal journal) {
        this.journal = journal;
    }

    /**
     * Sets an amount aside.
     *
     * @param original the charge
     * @param refunds its refunds as the gateway shows them
     * @param orderId of the refund to be made
     * @param amount of it
     * @return false when it is more than what remains
     */
    boolean reserve(GatewayTransaction original, List<GatewayTransaction> refunds, String orderId, Money amount) {
        return amend(original.gateway(), original.transactionId(), reserved -> {
            Money remaining = original.amount();
            for (GatewayTransaction refund : refunds) {
                String shown = refund.orderId().orElse("");
                reserved.remove(shown);
                boolean counts = refund.status().isLive() || refund.status().isOpen();
                if (counts && !shown.equals(orderId)) {
                    remaining = remaining.minus(refund.amount());
                }
            }
            reserved.remove(orderId);
            for (Money other : reserved.values()) {
                remaining = remaining.minus(other);
            }
            reserved.put(orderId, amount);
            return amount.compareTo(remaining) <= 0;
        });
    }

    /** Gives back what a refund had set aside, unless it was made or may yet have been. */
    void releaseUnlessDone(Act.Trace trace, GatewayOutcome outcome) {
        boolean keeps = switch (outcome.kind()) {
            case APPROVED, UNKNOWN, REFUSED -> true;
            case DECLINED, REJECTED, INVALID, NOT_FOUND -> false;
        };
        if (trace.operation() == Act.Operation.REFUND && !keeps) {
            release(trace);
        }
    }

    /** Gives back what a refund had set aside. */
    void release(Act.Trace trace) {
        amend(trace.gateway(), trace.target(), reserved -> reserved.remove(trace.order()) != null);
    }

    private boolean amend(String gateway, String transactionId, Change change) {
        IdempotencyKey name = IdempotencyKey.derived(OPERATION, gateway, transactionId);
        return journal.amend(name, OPERATION, Bytes.fromHex(name.value()), context -> {
            Map<String, Money> reserved = read(context);
            return change.applies(reserved) ? Optional.of(write(reserved)) : Optional.empty();
        });
    }

    private static Map<String, Money> read(String context) {
        Map<String, Money> reserved = new TreeMap<>();
        if (!context.isEmpty()) {
            JsonObject json = StrictJson.strict().parse(context);
            json.names().forEach(name -> reserved.put(name, Money.parse(json.requiredString(name))));
        }
        return reserved;
    }

    private static String write(Map<String, Money> reserved) {
        JsonWriter json = JsonWriter.object();
        reserved.forEach((orderId, amount) -> json.field(orderId, amount.toString()));
        return json.toJson();
    }

    /** Changes the account in place, and says whether the change is to be kept. */
    private interface Change {
        boolean applies(Map<String, Money> reserved);
    }
}
