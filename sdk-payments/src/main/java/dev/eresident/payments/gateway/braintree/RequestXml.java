package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.Bytes;
import dev.eresident.core.money.Money;
import dev.eresident.payments.order.CardCharge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes the request bodies; the element names are Braintree's mixture (payments reference §4.2). */
final class RequestXml {
    private final StringBuilder text = new StringBuilder(256);

    private RequestXml() {}

    static Bytes sale(CardCharge order, Settings settings, Optional<String> requestKey) {
        RequestXml xml = new RequestXml();
        xml.open("transaction")
                .element("amount", order.amount().amountText())
                .element("orderId", order.orderId())
                .element("merchantAccountId", order.merchantAccount())
                .element(
                        settings.paymentMethods().element(),
                        order.paymentMethod().value());
        xml.open("options").element("submitForSettlement", Boolean.toString(settings.submitForSettlement()));
        if (settings.requireThreeDSecure()) {
            xml.open("three-d-secure").element("required", "true").close("three-d-secure");
        }
        xml.close("options");
        requestKey.ifPresent(key -> xml.element("api-request-key", key));
        return xml.element("type", "sale").close("transaction").bytes();
    }

    static Bytes refund(Money amount, String orderId, Optional<String> requestKey) {
        RequestXml xml = new RequestXml();
        xml.open("transaction").element("amount", amount.amountText()).element("orderId", orderId);
        requestKey.ifPresent(key -> xml.element("api-request-key", key));
        return xml.close("transaction").bytes();
    }

    static Bytes voiding(Optional<String> requestKey) {
        return requestKey
                .map(key -> new RequestXml()
                        .open("transaction")
                        .element("api-request-key", key)
                        .close("transaction")
                        .bytes())
                .orElse(Bytes.empty());
    }

    static Bytes settlement(Money amount) {
        return new RequestXml()
                .open("transaction")
                .element("amount", amount.amountText())
                .close("transaction")
                .bytes();
    }

    static Bytes search(String orderId, List<String> ids) {
        RequestXml xml = new RequestXml();
        xml.open("search").open("order_id").element("is", orderId).close("order_id");
        if (!ids.isEmpty()) {
            xml.text.append("<ids type=\"array\">");
            ids.forEach(id -> xml.element("item", id));
            xml.close("ids");
        }
        return xml.close("search").bytes();
    }

    private RequestXml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    private RequestXml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    private RequestXml element(String name, String value) {
        open(name);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                default -> text.append(c);
            }
        }
        return close(name);
    }

    private Bytes bytes() {
        return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
