package dev.eresident.sandbox.braintree;

import dev.eresident.sandbox.xml.SandboxXml;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** The element {@code transaction} of a request, read strictly by the names of the real API. */
final class TransactionRequest {
    private static final Set<String> KNOWN = Set.of(
            "amount",
            "api-request-key",
            "billing",
            "channel",
            "customFields",
            "customer",
            "customerId",
            "descriptor",
            "deviceData",
            "lineItems",
            "merchantAccountId",
            "options",
            "orderId",
            "paymentFacilitator",
            "paymentMethodNonce",
            "paymentMethodToken",
            "purchaseOrderNumber",
            "riskData",
            "scaExemption",
            "shipping",
            "taxAmount",
            "taxExempt",
            "threeDSecureAuthenticationId",
            "threeDSecurePassThru",
            "transactionSource",
            "type");

    private final Element root;

    private TransactionRequest(Element root) {
        this.root = root;
    }

    /** Empty if the element is not a well-named request. */
    static Optional<TransactionRequest> of(Element root) {
        Set<String> seen = new HashSet<>();
        boolean good = "transaction".equals(root.getNodeName())
                && SandboxXml.children(root).stream()
                        .allMatch(child -> KNOWN.contains(child.getNodeName()) && seen.add(child.getNodeName()));
        return good ? Optional.of(new TransactionRequest(root)) : Optional.empty();
    }

    Optional<String> text(String name) {
        return SandboxXml.text(root, name);
    }

    boolean option(String name) {
        return SandboxXml.child(root, "options")
                .flatMap(options -> SandboxXml.text(options, name))
                .filter("true"::equals)
                .isPresent();
    }

    Map<String, String> customFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        SandboxXml.child(root, "customFields")
                .map(SandboxXml::children)
                .orElse(List.of())
                .forEach(field ->
                        fields.put(field.getNodeName(), field.getTextContent().trim()));
        return fields;
    }

    /** Adds what is wrong with the amount; zero if it cannot be read. */
    BigDecimal amount(List<Problem> problems) {
        Optional<String> text = text("amount");
        if (text.isEmpty()) {
            problems.add(new Problem("81502", "amount", "Amount is required."));
            return BigDecimal.ZERO;
        }
        String amount = text.get();
        if (amount.matches("-[0-9]+(\\.[0-9]{1,2})?")) {
            problems.add(new Problem("81501", "amount", "Amount cannot be negative."));
        } else if (!amount.matches("[0-9]+(\\.[0-9]{1,2})?")) {
            problems.add(new Problem("81503", "amount", "Amount is an invalid format."));
        } else if (amount.length() > 11) {
            problems.add(new Problem("81528", "amount", "Amount is too large."));
        } else if (new BigDecimal(amount).signum() == 0) {
            problems.add(new Problem("81531", "amount", "Amount must be greater than zero."));
        } else {
            return new BigDecimal(amount).setScale(2);
        }
        return BigDecimal.ZERO;
    }
}
