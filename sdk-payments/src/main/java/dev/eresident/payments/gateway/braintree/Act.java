package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.GatewayTransaction;
import dev.eresident.payments.gateway.OperatorId;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.payments.gateway.TransactionStatus.Kind;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyRecord;
import dev.eresident.payments.order.CardCharge;
import java.util.Optional;

/** One thing that moves money: the request, and what a probe needs to recognise its effect. */
record Act(String method, String path, Bytes body, Bytes requestSha256, Trace trace) {
    /**
     * What stands in the journal, and is enough for a probe after a crash. For a charge or refund, {@code order} is the order id to
     * search for; {@code target} is the transaction that is refunded, voided or settled.
     */
    record Trace(
            Operation operation,
            String gateway,
            String order,
            Money amount,
            String account,
            String target,
            String operator) {
        String toContext() {
            return JsonWriter.object()
                    .field("gateway", gateway)
                    .field("order", order)
                    .field("amount", amount.toString())
                    .field("account", account)
                    .field("target", target)
                    .field("operator", operator)
                    .toJson();
        }

        static Trace of(IdempotencyRecord record) {
            Operation operation = Operation.named(record.operation())
                    .orElseThrow(() -> new ProtocolException(
                            "JOURNAL_CONTEXT", "The key belongs to an act that this gateway did not do"));
            JsonObject json = StrictJson.strict().parse(record.context());
            return new Trace(
                    operation,
                    json.requiredString("gateway"),
                    json.requiredString("order"),
                    Money.parse(json.requiredString("amount")),
                    json.requiredString("account"),
                    json.requiredString("target"),
                    json.requiredString("operator"));
        }

        /** Whether a transaction may be the effect of this act at all. */
        boolean mayBe(GatewayTransaction seen) {
            return switch (operation) {
                case CHARGE ->
                    seen.type() == GatewayTransaction.Type.CHARGE
                            && seen.orderId().equals(Optional.of(order));
                case REFUND ->
                    seen.type() == GatewayTransaction.Type.REFUND
                            && seen.orderId().equals(Optional.of(order));
                case VOID, SETTLE -> seen.transactionId().equals(target);
            };
        }

        /** Whether a transaction is what was asked for, to the cent. */
        boolean agreesWith(GatewayTransaction seen) {
            boolean target = operation != Operation.REFUND || seen.refundOf().equals(Optional.of(target()));
            boolean sameAccount = account.isEmpty()
                    || seen.merchantAccount().map(account::equals).orElse(true);
            return mayBe(seen) && target && sameAccount && seen.amount().equals(amount);
        }

        /** Whether this status says that a void or settlement has been done. */
        boolean isDoneAt(Kind status) {
            return switch (operation) {
                case VOID -> status == Kind.VOIDED;
                case SETTLE -> status == Kind.SUBMITTED || status == Kind.SETTLING || status == Kind.SETTLED;
                case CHARGE, REFUND -> false;
            };
        }
    }

    /** What can be done. */
    enum Operation {
        CHARGE,
        REFUND,
        VOID,
        SETTLE;

        String journalName() {
            return "braintree." + name().toLowerCase(java.util.Locale.ROOT);
        }

        static Optional<Operation> named(String journalName) {
            for (Operation operation : values()) {
                if (operation.journalName().equals(journalName)) {
                    return Optional.of(operation);
                }
            }
            return Optional.empty();
        }

        boolean isFoundBySearch() {
            return this == CHARGE || this == REFUND;
        }
    }

    static Bytes chargeDigest(String gateway, CardCharge order) {
        return digest(
                gateway,
                "charge",
                order.orderId(),
                order.amount().toString(),
                order.company().digits(),
                order.paymentMethod().value(),
                order.merchantAccount(),
                order.payee());
    }

    static Act charge(String gateway, CardCharge order, IdempotencyKey key, Settings settings) {
        return new Act(
                "POST",
                "/transactions",
                RequestXml.sale(order, settings, requestKey(key, settings)),
                chargeDigest(gateway, order),
                new Trace(Operation.CHARGE, gateway, order.orderId(), order.amount(), order.merchantAccount(), "", ""));
    }

    static Act refund(
            GatewayTransaction original, Money amount, OperatorId operator, IdempotencyKey key, Settings settings) {
        String orderId = refundOrderId(key);
        return new Act(
                "POST",
                "/transactions/" + original.transactionId() + "/refund",
                RequestXml.refund(amount, orderId, requestKey(key, settings)),
                refundDigest(original.receipt(), amount),
                trace(Operation.REFUND, orderId, original, amount, operator, key));
    }

    static Act voiding(GatewayTransaction original, OperatorId operator, IdempotencyKey key, Settings settings) {
        return new Act(
                "PUT",
                "/transactions/" + original.transactionId() + "/void",
                RequestXml.voiding(requestKey(key, settings)),
                digest(original.receipt(), Operation.VOID),
                trace(Operation.VOID, "", original, original.amount(), operator, key));
    }

    static Act settlement(GatewayTransaction original, OperatorId operator, IdempotencyKey key) {
        return new Act(
                "PUT",
                "/transactions/" + original.transactionId() + "/submit_for_settlement",
                RequestXml.settlement(original.amount()),
                digest(original.receipt(), Operation.SETTLE),
                trace(Operation.SETTLE, "", original, original.amount(), operator, key));
    }

    static Bytes refundDigest(Receipt original, Money amount) {
        return digest(original.gateway(), "refund", original.transactionId(), amount.toString());
    }

    static Bytes digest(Receipt original, Operation operation) {
        return digest(original.gateway(), operation.journalName(), original.transactionId());
    }

    private static Trace trace(
            Operation operation,
            String orderId,
            GatewayTransaction original,
            Money amount,
            OperatorId operator,
            IdempotencyKey key) {
        return new Trace(
                operation,
                original.gateway(),
                orderId,
                amount,
                original.merchantAccount().orElse(""),
                original.transactionId(),
                IdempotencyKey.derived("operator", key.value(), operator.value())
                        .value());
    }

    /** A refund gets an order id of its own, made of its key, so that a probe can tell it from every other refund. */
    static String refundOrderId(IdempotencyKey key) {
        return "refund-"
                + IdempotencyKey.derived("refund-order-id", key.value()).value().substring(0, 32);
    }

    private static Optional<String> requestKey(IdempotencyKey key, Settings settings) {
        return settings.requestKeys()
                ? Optional.of(IdempotencyKey.derived("api-request-key", key.value())
                        .value()
                        .substring(0, 32))
                : Optional.empty();
    }

    private static Bytes digest(String gateway, String... parts) {
        return Bytes.fromHex(IdempotencyKey.derived(gateway, parts).value());
    }
}
