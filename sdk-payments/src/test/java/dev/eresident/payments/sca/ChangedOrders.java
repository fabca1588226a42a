package dev.eresident.payments.sca;

import static dev.eresident.payments.sca.PaymentWorld.CHARGE;
import static dev.eresident.payments.sca.PaymentWorld.TRANSFER;

import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.CreditTransfer;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.order.PaymentReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Orders that differ from a given one in exactly one field each. */
final class ChangedOrders {
    private static final RegistryCode OTHER_COMPANY = RegistryCode.parse("87654321");
    private static final Iban OTHER_IBAN = Iban.parse("FI2112345600000785");

    private ChangedOrders() {}

    static Stream<Arguments> all() {
        Stream<Arguments> transfers = of(TRANSFER).entrySet().stream()
                .map(e -> Arguments.of("transfer " + e.getKey(), TRANSFER, e.getValue()));
        Stream<Arguments> charges =
                of(CHARGE).entrySet().stream().map(e -> Arguments.of("charge " + e.getKey(), CHARGE, e.getValue()));
        return Stream.concat(transfers, charges);
    }

    static Map<String, Order> of(CreditTransfer t) {
        Map<String, Order> orders = new LinkedHashMap<>();
        orders.put("orderId", transfer(t, t.orderId() + "x", t.endToEndId(), t.amount(), t.company()));
        orders.put("endToEndId", transfer(t, t.orderId(), other(t.endToEndId()), t.amount(), t.company()));
        orders.put("amount", transfer(t, t.orderId(), t.endToEndId(), more(t.amount()), t.company()));
        orders.put("currency", transfer(t, t.orderId(), t.endToEndId(), otherCurrency(t.amount()), t.company()));
        orders.put("company", transfer(t, t.orderId(), t.endToEndId(), t.amount(), OTHER_COMPANY));
        orders.put("debtorIban", parties(t, OTHER_IBAN, t.creditorName(), t.creditorIban(), t.reference()));
        orders.put(
                "creditorName", parties(t, t.debtorIban(), other(t.creditorName()), t.creditorIban(), t.reference()));
        orders.put("creditorIban", parties(t, t.debtorIban(), t.creditorName(), OTHER_IBAN, t.reference()));
        orders.put(
                "reference", parties(t, t.debtorIban(), t.creditorName(), t.creditorIban(), otherThan(t.reference())));
        orders.put(
                "kind",
                new CardCharge(t.orderId(), t.amount(), t.company(), CHARGE.paymentMethod(), "a", t.creditorName()));
        return orders;
    }

    static Map<String, Order> of(CardCharge c) {
        Map<String, Order> orders = new LinkedHashMap<>();
        orders.put("orderId", charge(c, c.orderId() + "x", c.amount(), c.company(), c.paymentMethod()));
        orders.put("amount", charge(c, c.orderId(), more(c.amount()), c.company(), c.paymentMethod()));
        orders.put("currency", charge(c, c.orderId(), otherCurrency(c.amount()), c.company(), c.paymentMethod()));
        orders.put("company", charge(c, c.orderId(), c.amount(), OTHER_COMPANY, c.paymentMethod()));
        orders.put("paymentMethod", charge(c, c.orderId(), c.amount(), c.company(), new PaymentMethodToken("other")));
        orders.put("merchantAccount", receiver(c, c.merchantAccount() + "x", c.payee()));
        orders.put("payee", receiver(c, c.merchantAccount(), other(c.payee())));
        orders.put(
                "kind",
                new CreditTransfer(
                        c.orderId(),
                        "E",
                        c.amount(),
                        c.company(),
                        TRANSFER.debtorIban(),
                        c.payee(),
                        TRANSFER.creditorIban(),
                        Optional.empty()));
        return orders;
    }

    private static CreditTransfer transfer(
            CreditTransfer t, String orderId, String endToEndId, Money amount, RegistryCode company) {
        return new CreditTransfer(
                orderId,
                endToEndId,
                amount,
                company,
                t.debtorIban(),
                t.creditorName(),
                t.creditorIban(),
                t.reference());
    }

    private static CreditTransfer parties(
            CreditTransfer t, Iban debtor, String name, Iban creditor, Optional<PaymentReference> reference) {
        return new CreditTransfer(
                t.orderId(), t.endToEndId(), t.amount(), t.company(), debtor, name, creditor, reference);
    }

    private static CardCharge charge(
            CardCharge c, String orderId, Money amount, RegistryCode company, PaymentMethodToken method) {
        return new CardCharge(orderId, amount, company, method, c.merchantAccount(), c.payee());
    }

    private static CardCharge receiver(CardCharge c, String merchantAccount, String payee) {
        return new CardCharge(c.orderId(), c.amount(), c.company(), c.paymentMethod(), merchantAccount, payee);
    }

    private static Money more(Money amount) {
        return amount.plus(Money.of("0.01", amount.currency().getCurrencyCode()));
    }

    private static Money otherCurrency(Money amount) {
        return Money.of(amount.amountText(), amount.currency().getCurrencyCode().equals("EUR") ? "USD" : "EUR");
    }

    private static String other(String text) {
        return (text.charAt(0) == 'X' ? "Y" : "X") + text.substring(1);
    }

    private static Optional<PaymentReference> otherThan(Optional<PaymentReference> reference) {
        return reference.isPresent() ? Optional.empty() : Optional.of(PaymentReference.parse("1234561"));
    }
}
