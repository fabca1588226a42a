package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayTransaction;
import dev.eresident.payments.gateway.TransactionStatus;
import dev.eresident.payments.gateway.TransactionStatus.Kind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A {@code <transaction>} of an answer (payments reference §4.2): dashed names, {@code nil="true"} for nothing. */
record BraintreeTransaction(GatewayTransaction seen, Refusal refusal) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST_STATUS = 64;

    /** What the answer says about a refusal; texts are empty when it says nothing. */
    record Refusal(String code, String text, String type, String reason, Optional<String> duplicateOf) {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static BraintreeTransaction read(String gateway, XmlElement element) {
        String id = required(element, "id");
        if (!isId(id)) {
            throw malformed("id");
        }
        GatewayTransaction seen = new GatewayTransaction(
                gateway,
                id,
                type(required(element, "type")),
                status(required(element, "status")),
                Money.of(required(element, "amount"), required(element, "currency-iso-code")),
                optional(element, "order-id"),
                optional(element, "merchant-account-id"),
                instant(required(element, "created-at")),
                refundIds(element),
                optional(element, "refunded-transaction-id"));
        return new BraintreeTransaction(
                seen,
                new Refusal(
                        Texts.visible(
                                optional(element, "processor-response-code").orElse("")),
                        Texts.visible(
                                optional(element, "processor-response-text").orElse("")),
                        optional(element, "processor-response-type").orElse(""),
                        Texts.visible(
                                optional(element, "gateway-rejection-reason").orElse("")),
                        optional(element, "duplicate-of-transaction-id").filter(BraintreeTransaction::isId)));
    }

    /** What this transaction means for the act that made it; empty while it cannot be said. */
    Optional<GatewayOutcome> outcome() {
        if (seen.status().isLive()) {
            return Optional.of(new GatewayOutcome.Approved(seen.receipt()));
        }
        if (seen.status().isOpen()) {
            return Optional.empty();
        }
        Optional<String> id = Optional.of(seen.transactionId());
        Kind kind = seen.status().kind();
        if (kind == Kind.DECLINED || kind == Kind.SETTLEMENT_DECLINED) {
            return Optional.of(new GatewayOutcome.Declined(
                    refusal.type().equals("hard_declined"), refusal.code(), refusal.text(), id));
        }
        String reason = kind == Kind.REJECTED && !refusal.reason().isEmpty()
                ? refusal.reason()
                : seen.status().text();
        return Optional.of(new GatewayOutcome.Rejected(reason, id));
    }

    static TransactionStatus status(String text) {
        Kind kind = switch (text) {
            case "authorizing" -> Kind.AUTHORISING;
            case "authorized" -> Kind.AUTHORISED;
            case "authorization_expired" -> Kind.EXPIRED;
            case "submitted_for_settlement" -> Kind.SUBMITTED;
            case "settling", "settlement_pending", "settlement_confirmed" -> Kind.SETTLING;
            case "settled" -> Kind.SETTLED;
            case "settlement_declined" -> Kind.SETTLEMENT_DECLINED;
            case "processor_declined" -> Kind.DECLINED;
            case "gateway_rejected" -> Kind.REJECTED;
            case "failed" -> Kind.FAILED;
            case "voided" -> Kind.VOIDED;
            default -> Kind.UNRECOGNISED;
        };
        String visible = Texts.visible(text);
        return new TransactionStatus(
                kind, visible.length() <= LONGEST_STATUS ? visible : visible.substring(0, LONGEST_STATUS));
    }

    private static GatewayTransaction.Type type(String text) {
        return switch (text) {
            case "sale" -> GatewayTransaction.Type.CHARGE;
            case "credit" -> GatewayTransaction.Type.REFUND;
            default -> GatewayTransaction.Type.UNRECOGNISED;
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw malformed("created-at");
        }
    }

    private static List<String> refundIds(XmlElement element) {
        return element.atMostOne("", "refund-ids")
                .map(ids -> ids.elements("", "item").stream()
                        .map(XmlElement::text)
                        .map(id -> {
                            if (!isId(id)) {
                                throw malformed("refund-ids");
                            }
                            return id;
                        })
                        .toList())
                .orElse(List.of());
    }

    private static String required(XmlElement element, String name) {
        return optional(element, name).orElseThrow(() -> malformed(name));
    }

    private static Optional<String> optional(XmlElement element, String name) {
        return element.atMostOne("", name)
                .filter(child -> !child.attribute("nil").orElse("false").equals("true"))
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty());
    }

    private static ProtocolException malformed(String name) {
        return new ProtocolException(
                "BRAINTREE_ANSWER", "Braintree's answer has no readable <" + name + "> in a transaction");
    }
}
