package dev.eresident.payments.gateway;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a settled outcome into the bytes that a journal keeps, and back; for implementations of {@link PaymentGateway}.
 *
 * <p>Approved, declined, rejected and invalid outcomes only: the others are never stored. At most 8 problems and 100 characters of
 * each text are kept, and of these only visible ASCII.
 */
public final class StoredOutcome {
    private static final int MOST_PROBLEMS = 8;
    private static final int LONGEST_TEXT = 100;

    private StoredOutcome() {}

    /**
     * Writes an outcome.
     *
     * @param outcome settled
     * @return JSON in UTF-8, at most 8192 bytes
     * @throws IllegalArgumentException if the outcome is of another kind
     */
    public static Bytes write(GatewayOutcome outcome) {
        JsonWriter json = JsonWriter.object().field("kind", outcome.kind().name());
        if (outcome instanceof GatewayOutcome.Approved approved) {
            Receipt receipt = approved.receipt();
            json.field("gateway", receipt.gateway())
                    .field("transaction", receipt.transactionId())
                    .field("order", receipt.orderId())
                    .field("amount", receipt.amount().toString())
                    .field("status", receipt.status().kind().name())
                    .field("statusText", cut(receipt.status().text()))
                    .field("at", receipt.at().toString());
        } else if (outcome instanceof GatewayOutcome.Declined declined) {
            json.field("hard", declined.hard())
                    .field("code", cut(declined.code()))
                    .field("text", cut(declined.text()));
            declined.transactionId().ifPresent(id -> json.field("transaction", id));
        } else if (outcome instanceof GatewayOutcome.Rejected rejected) {
            json.field("reason", cut(rejected.reason()));
            rejected.transactionId().ifPresent(id -> json.field("transaction", id));
        } else if (outcome instanceof GatewayOutcome.Invalid invalid) {
            json.beginArray("problems");
            invalid.problems().stream()
                    .limit(MOST_PROBLEMS)
                    .forEach(problem -> json.beginObject()
                            .field("field", cut(problem.field()))
                            .field("code", cut(problem.code()))
                            .field("text", cut(problem.text()))
                            .end());
            json.end();
        } else {
            throw new IllegalArgumentException("An outcome that is not settled cannot be stored: " + outcome.kind());
        }
        return Bytes.of(json.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private static String cut(String text) {
        return text.codePoints()
                .limit(LONGEST_TEXT)
                .map(c -> c >= ' ' && c < 127 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Reads an outcome.
     *
     * @param stored as written
     * @return the outcome
     * @throws ProtocolException {@code JOURNAL_RESULT} if the bytes are not an outcome of this or an earlier release
     */
    public static GatewayOutcome read(Bytes stored) {
        try {
            JsonObject json = StrictJson.strict().parse(stored.toByteArray());
            Optional<String> transaction = json.string("transaction");
            return switch (json.requiredString("kind")) {
                case "APPROVED" -> new GatewayOutcome.Approved(receipt(json));
                case "DECLINED" ->
                    new GatewayOutcome.Declined(
                            json.bool("hard").orElse(false),
                            json.requiredString("code"),
                            json.requiredString("text"),
                            transaction);
                case "REJECTED" -> new GatewayOutcome.Rejected(json.requiredString("reason"), transaction);
                case "INVALID" ->
                    new GatewayOutcome.Invalid(json.objects("problems").orElse(List.of()).stream()
                            .map(problem -> new GatewayOutcome.Problem(
                                    problem.requiredString("field"),
                                    problem.requiredString("code"),
                                    problem.requiredString("text")))
                            .toList());
                default -> throw unreadable(null);
            };
        } catch (ProtocolException | IllegalArgumentException | DateTimeParseException e) {
            throw unreadable(e);
        }
    }

    private static Receipt receipt(JsonObject json) {
        return new Receipt(
                json.requiredString("gateway"),
                json.requiredString("transaction"),
                json.requiredString("order"),
                Money.parse(json.requiredString("amount")),
                new TransactionStatus(
                        TransactionStatus.Kind.valueOf(json.requiredString("status")),
                        json.requiredString("statusText")),
                Instant.parse(json.requiredString("at")));
    }

    private static ProtocolException unreadable(@Nullable Exception cause) {
        return new ProtocolException(
                "JOURNAL_RESULT",
                "The journal holds a result that this release cannot read; do not repeat the act",
                cause);
    }
}
