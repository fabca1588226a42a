package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.ServiceException;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayRefusal;
import dev.eresident.payments.gateway.GatewayTransaction;
import dev.eresident.payments.gateway.OperatorId;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.payments.journal.IdempotencyKey;
import java.util.List;
import java.util.Optional;

/** What the merchant does to a charge: each begins by asking Braintree what the charge is. */
final class MerchantActs {
    private final BraintreeApi api;
    private final Sender sender;
    private final RefundLedger ledger;
    private final Settings settings;

    MerchantActs(BraintreeApi api, Sender sender, RefundLedger ledger, Settings settings) {
        this.api = api;
        this.sender = sender;
        this.ledger = ledger;
        this.settings = settings;
    }

    GatewayOutcome voidCharge(Receipt original, OperatorId operator, IdempotencyKey key) {
        Optional<GatewayOutcome> before =
                sender.replay(key, Act.Operation.VOID, Act.digest(original, Act.Operation.VOID));
        return before.orElseGet(() -> confirmed(original)
                .map(charge -> sender.perform(key, Act.voiding(charge, operator, key, settings)))
                .orElseGet(() -> refused(GatewayRefusal.RECEIPT_NOT_CONFIRMED)));
    }

    GatewayOutcome submitForSettlement(Receipt original, OperatorId operator, IdempotencyKey key) {
        Optional<GatewayOutcome> before =
                sender.replay(key, Act.Operation.SETTLE, Act.digest(original, Act.Operation.SETTLE));
        return before.orElseGet(() -> confirmed(original)
                .map(charge -> sender.perform(key, Act.settlement(charge, operator, key)))
                .orElseGet(() -> refused(GatewayRefusal.RECEIPT_NOT_CONFIRMED)));
    }

    GatewayOutcome refund(Receipt original, Money amount, OperatorId operator, IdempotencyKey key) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("The amount of a refund must be above zero");
        }
        if (!amount.currency().equals(original.amount().currency())) {
            return refused(GatewayRefusal.CURRENCY_MISMATCH);
        }
        Optional<GatewayOutcome> before = sender.replay(key, Act.Operation.REFUND, Act.refundDigest(original, amount));
        return before.orElseGet(() -> confirmed(original)
                .map(charge -> refundOf(charge, amount, operator, key))
                .orElseGet(() -> refused(GatewayRefusal.RECEIPT_NOT_CONFIRMED)));
    }

    private GatewayOutcome refundOf(GatewayTransaction charge, Money amount, OperatorId operator, IdempotencyKey key) {
        List<GatewayTransaction> refunds =
                charge.refundIds().stream().map(this::refundOf).toList();
        Act act = Act.refund(charge, amount, operator, key, settings);
        if (!ledger.reserve(charge, refunds, act.trace().order(), amount)) {
            return refused(GatewayRefusal.AMOUNT_EXCEEDS_REMAINDER);
        }
        // After an exception the amount stays set aside: the same key may come again, and finds its own reservation.
        GatewayOutcome outcome = sender.perform(key, act);
        ledger.releaseUnlessDone(act.trace(), outcome);
        return outcome;
    }

    private GatewayTransaction refundOf(String id) {
        return api.find(id)
                .map(BraintreeTransaction::seen)
                .orElseThrow(() -> new ServiceException(
                        "BRAINTREE_REFUND_MISSING",
                        BraintreeApi.SERVICE,
                        "Braintree lists a refund of the charge and does not show it, so that what remains is not known; try again"
                                + " later",
                        null));
    }

    /** The charge, if Braintree's books agree with the receipt. */
    private Optional<GatewayTransaction> confirmed(Receipt original) {
        if (!original.gateway().equals(api.name())) {
            return Optional.empty();
        }
        return api.find(original.transactionId())
                .map(BraintreeTransaction::seen)
                .filter(seen -> seen.type() == GatewayTransaction.Type.CHARGE)
                .filter(seen -> seen.amount().equals(original.amount()))
                .filter(seen -> seen.orderId().orElse("").equals(original.orderId()));
    }

    private static GatewayOutcome refused(GatewayRefusal reason) {
        return new GatewayOutcome.Refused(reason);
    }
}
