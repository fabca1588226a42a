package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.money.Money;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.sca.AuthorisedPayment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what the gateway was asked and answered with the authorised order and the receipt (payments reference §4.2). */
final class GatewayRerun {
    private static final XmlReading XML = new XmlReading(new XmlLimits(1 << 20, 10_000, 32, 64));
    private static final String REQUEST = VerificationKind.GATEWAY.folder() + "request.xml";
    private static final String ANSWER = VerificationKind.GATEWAY.folder() + "answer.xml";
    private static final String RECEIPT = VerificationKind.GATEWAY.folder() + ProofFolder.FACTS;

    /** The statuses in which the money is held or moved. */
    private static final Set<String> DONE = Set.of(
            "authorized",
            "submitted_for_settlement",
            "settling",
            "settlement_pending",
            "settlement_confirmed",
            "settled");

    private GatewayRerun() {}

    static Rerun run(Proof proof, Optional<AuthorisedPayment> payment) {
        if (payment.isEmpty()) {
            return Rerun.fails(
                    "AUTHORISATION_NOT_VERIFIED", "The order is not known, because its authorisation does not hold");
        }
        if (!(payment.get().order() instanceof CardCharge order)) {
            return Rerun.fails("GATEWAY_ORDER_KIND", "The authorised order is not a card charge");
        }
        if (!proof.type().equals(GatewayExchange.TYPE)) {
            return Rerun.fails("EVIDENCE_FACTS", "The facts of the gateway are those of something else", RECEIPT);
        }
        XmlElement request = transaction(proof, GatewayExchange.REQUEST, REQUEST);
        XmlElement answer = transaction(proof, GatewayExchange.ANSWER, ANSWER);
        return receipt(proof, order, answer)
                .or(() -> request(request, order))
                .or(() -> answer(answer, order))
                .orElseGet(() -> Rerun.holds("The gateway executed order " + order.orderId() + ": " + order.amount()
                        + ", transaction " + text(answer, "id") + ", " + text(answer, "status")));
    }

    private static XmlElement transaction(Proof proof, String material, String file) {
        Bytes bytes = proof.materials().get(material);
        if (bytes == null) {
            throw new ProtocolException("EVIDENCE_FILE_MISSING", "A file that is needed is not there: " + file);
        }
        XmlElement root = XML.read(bytes.toByteArray());
        if (!root.is("", "transaction")) {
            throw new ProtocolException("GATEWAY_EXCHANGE", "It is not about a transaction: " + file);
        }
        return root;
    }

    private static Optional<Rerun> receipt(Proof proof, Order order, XmlElement answer) {
        boolean same = order.orderId().equals(proof.facts().get(GatewayExchange.ORDER))
                && order.amount().toString().equals(proof.facts().get(GatewayExchange.AMOUNT))
                && text(answer, "id").equals(proof.facts().get(GatewayExchange.TRANSACTION))
                && isAt(text(answer, "created-at"), proof.verifiedAt());
        return same
                ? Optional.empty()
                : differs("GATEWAY_RECEIPT_DIFFERS", "The receipt is not that of this order and answer", RECEIPT);
    }

    private static boolean isAt(String text, Instant at) {
        try {
            return Instant.parse(text).equals(at);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Optional<Rerun> request(XmlElement request, CardCharge order) {
        if (!text(request, "amount").equals(order.amount().amountText())) {
            return differs("GATEWAY_AMOUNT_DIFFERS", "Another amount was asked for than authorised", REQUEST);
        }
        if (!text(request, "orderId").equals(order.orderId())) {
            return differs("GATEWAY_ORDER_ID_DIFFERS", "It was asked for under another order id", REQUEST);
        }
        if (!text(request, "merchantAccountId").equals(order.merchantAccount())) {
            return differs("GATEWAY_MERCHANT_ACCOUNT_DIFFERS", "Another merchant account was to be paid", REQUEST);
        }
        List<String> methods = Stream.of("paymentMethodToken", "paymentMethodNonce")
                .map(name -> text(request, name))
                .filter(text -> !text.isEmpty())
                .toList();
        if (!methods.equals(List.of(order.paymentMethod().value()))) {
            return differs("GATEWAY_PAYMENT_METHOD_DIFFERS", "Another means of payment was to be charged", REQUEST);
        }
        return text(request, "type").equals("sale")
                ? Optional.empty()
                : differs("GATEWAY_EXCHANGE", "What was asked for is not a sale", REQUEST);
    }

    private static Optional<Rerun> answer(XmlElement answer, CardCharge order) {
        Money amount = Money.of(text(answer, "amount"), text(answer, "currency-iso-code"));
        if (!amount.currency().equals(order.amount().currency())) {
            return differs("GATEWAY_CURRENCY_DIFFERS", "It was executed in another currency", ANSWER);
        }
        if (!amount.equals(order.amount())) {
            return differs("GATEWAY_AMOUNT_DIFFERS", "Another amount was executed than authorised", ANSWER);
        }
        if (!text(answer, "order-id").equals(order.orderId())) {
            return differs("GATEWAY_ORDER_ID_DIFFERS", "It was executed under another order id", ANSWER);
        }
        if (!text(answer, "merchant-account-id").equals(order.merchantAccount())) {
            return differs("GATEWAY_MERCHANT_ACCOUNT_DIFFERS", "Another merchant account was paid", ANSWER);
        }
        return text(answer, "type").equals("sale") && DONE.contains(text(answer, "status"))
                ? Optional.empty()
                : differs("GATEWAY_NOT_APPROVED", "The gateway's answer does not say that it was executed", ANSWER);
    }

    private static Optional<Rerun> differs(String code, String text, String file) {
        return Optional.of(Rerun.fails(code, text, file));
    }

    private static String text(XmlElement parent, String name) {
        return parent.atMostOne("", name).map(XmlElement::text).orElse("");
    }
}
