package dev.eresident.sandbox.braintree;

import dev.eresident.sandbox.xml.SandboxXml;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the answers of the API: dashed names, typed attributes. */
final class TransactionXml {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private TransactionXml() {}

    static String document(String root, @Nullable BraintreeFault fault) {
        return DECLARATION
                + (fault == BraintreeFault.DOCUMENT_TYPE ? "<!DOCTYPE x [<!ENTITY e \"entity\">]>" : "")
                + root;
    }

    static String transaction(Transaction transaction, @Nullable BraintreeFault fault) {
        StringBuilder out = new StringBuilder("<transaction>");
        if (fault != BraintreeFault.NO_ID) {
            text(out, "id", transaction.id);
        }
        text(out, "status", fault == BraintreeFault.UNKNOWN_STATUS ? "something_new" : transaction.status);
        text(out, "type", fault == BraintreeFault.UNKNOWN_TYPE ? "something_new" : transaction.type);
        text(out, "currency-iso-code", fault == BraintreeFault.OTHER_CURRENCY ? "XTS" : transaction.currency);
        text(
                out,
                "amount",
                (fault == BraintreeFault.OTHER_AMOUNT ? transaction.amount.add(BigDecimal.ONE) : transaction.amount)
                        .toPlainString());
        text(out, "merchant-account-id", transaction.merchantAccount);
        optional(
                out,
                "order-id",
                fault == BraintreeFault.OTHER_ORDER_ID ? transaction.orderId + "-other" : transaction.orderId);
        date(out, "created-at", transaction.createdAt);
        date(out, "updated-at", transaction.updatedAt);
        out.append("<custom-fields>");
        transaction.customFields.forEach((name, value) -> text(out, name, value));
        out.append("</custom-fields>");
        optional(out, "processor-response-code", transaction.responseCode);
        optional(out, "processor-response-text", transaction.responseText);
        optional(out, "processor-response-type", transaction.responseCode.isEmpty() ? "" : transaction.responseType());
        optional(out, "gateway-rejection-reason", or(transaction.rejectionReason));
        optional(out, "duplicate-of-transaction-id", or(transaction.duplicateOf));
        optional(out, "refunded-transaction-id", or(transaction.refundedTransactionId));
        out.append("<refund-ids type=\"array\">");
        transaction.refundIds.forEach(id -> text(out, "item", id));
        out.append("</refund-ids><status-history type=\"array\">");
        for (Transaction.Event event : transaction.history) {
            out.append("<status-event>");
            date(out, "timestamp", event.at());
            text(out, "status", event.status());
            text(out, "amount", event.amount().toPlainString());
            text(out, "user", "sandbox");
            text(out, "transaction-source", "api");
            out.append("</status-event>");
        }
        out.append("</status-history><payment-instrument-type>credit_card</payment-instrument-type><credit-card>")
                .append("<bin>411111</bin><last-4>1111</last-4><card-type>Visa</card-type>")
                .append("<expiration-month>12</expiration-month><expiration-year>2039</expiration-year></credit-card>");
        return out.append("</transaction>").toString();
    }

    static String refusal(
            List<Problem> problems,
            Optional<TransactionRequest> request,
            @Nullable String transaction,
            String message) {
        StringBuilder out = new StringBuilder("<api-error-response><errors><errors type=\"array\"/>");
        if (!problems.isEmpty()) {
            out.append("<transaction><errors type=\"array\">");
            for (Problem problem : problems) {
                out.append("<error>");
                text(out, "code", problem.code());
                out.append("<attribute type=\"symbol\">")
                        .append(problem.attribute())
                        .append("</attribute>");
                text(out, "message", problem.message());
                out.append("</error>");
            }
            out.append("</errors></transaction>");
        }
        out.append("</errors><params><transaction>");
        for (String name : List.of("type", "amount", "orderId")) {
            request.flatMap(sent -> sent.text(name)).ifPresent(value -> text(out, dashed(name), value));
        }
        out.append("</transaction></params>");
        text(out, "message", message);
        if (transaction != null) {
            out.append(transaction);
        }
        return out.append("</api-error-response>").toString();
    }

    static String searchIds(List<String> ids, int pageSize) {
        StringBuilder out = new StringBuilder("<search-results><page-size type=\"integer\">")
                .append(pageSize)
                .append("</page-size><ids type=\"array\">");
        ids.forEach(id -> text(out, "item", id));
        return out.append("</ids></search-results>").toString();
    }

    static String page(List<String> transactions) {
        return "<credit-card-transactions type=\"collection\"><current-page-number type=\"integer\">1</current-page-number>"
                + "<page-size type=\"integer\">50</page-size><total-items type=\"integer\">" + transactions.size()
                + "</total-items>" + String.join("", transactions) + "</credit-card-transactions>";
    }

    private static String dashed(String name) {
        return name.equals("orderId") ? "order-id" : name;
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void text(StringBuilder out, String name, String text) {
        out.append('<')
                .append(name)
                .append('>')
                .append(SandboxXml.escape(text))
                .append("</")
                .append(name)
                .append('>');
    }

    private static void optional(StringBuilder out, String name, String text) {
        if (text.isEmpty()) {
            out.append('<').append(name).append(" nil=\"true\"/>");
        } else {
            text(out, name, text);
        }
    }

    private static void date(StringBuilder out, String name, Instant at) {
        out.append('<')
                .append(name)
                .append(" type=\"datetime\">")
                .append(at.truncatedTo(ChronoUnit.SECONDS))
                .append("</")
                .append(name)
                .append('>');
    }
}
