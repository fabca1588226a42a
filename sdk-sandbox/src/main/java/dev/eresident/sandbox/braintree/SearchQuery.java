package dev.eresident.sandbox.braintree;

import dev.eresident.sandbox.xml.SandboxXml;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.w3c.dom.Element;

/** The element {@code search} of a request: underscored names, conditions joined by "and". */
final class SearchQuery {
    private SearchQuery() {}

    /** Empty if the element holds something that the sandbox does not play. */
    static Optional<Predicate<Transaction>> read(Element root) {
        if (!"search".equals(root.getNodeName())) {
            return Optional.empty();
        }
        Predicate<Transaction> all = transaction -> true;
        try {
            for (Element condition : SandboxXml.children(root)) {
                all = all.and(condition(condition));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
        return Optional.of(all);
    }

    private static Predicate<Transaction> condition(Element condition) {
        return switch (condition.getNodeName()) {
            case "order_id" -> {
                Predicate<String> test = text(condition);
                yield transaction -> test.test(transaction.orderId);
            }
            case "id" -> {
                Predicate<String> test = text(condition);
                yield transaction -> test.test(transaction.id);
            }
            case "ids" -> {
                Predicate<String> test = list(condition);
                yield transaction -> test.test(transaction.id);
            }
            case "status" -> {
                Predicate<String> test = list(condition);
                yield transaction -> test.test(transaction.status);
            }
            case "type" -> {
                Predicate<String> test = list(condition);
                yield transaction -> test.test(transaction.type);
            }
            case "merchant_account_id" -> {
                Predicate<String> test = list(condition);
                yield transaction -> test.test(transaction.merchantAccount);
            }
            case "amount" -> {
                Predicate<BigDecimal> test = range(condition, BigDecimal::new);
                yield transaction -> test.test(transaction.amount);
            }
            case "created_at" -> {
                Predicate<Instant> test = range(condition, Instant::parse);
                yield transaction -> test.test(transaction.createdAt.truncatedTo(ChronoUnit.SECONDS));
            }
            default -> throw new IllegalArgumentException("Unknown search field");
        };
    }

    private static Predicate<String> text(Element condition) {
        Predicate<String> all = value -> true;
        for (Element operator : SandboxXml.children(condition)) {
            String wanted = operator.getTextContent().trim();
            Predicate<String> test = switch (operator.getNodeName()) {
                case "is" -> wanted::equals;
                case "is_not" -> value -> !wanted.equals(value);
                case "starts_with" -> value -> value.startsWith(wanted);
                case "ends_with" -> value -> value.endsWith(wanted);
                case "contains" -> value -> value.contains(wanted);
                default -> throw new IllegalArgumentException("Unknown search operator");
            };
            all = all.and(test);
        }
        return all;
    }

    private static Predicate<String> list(Element condition) {
        return value -> SandboxXml.children(condition).stream()
                .anyMatch(item -> item.getTextContent().trim().equalsIgnoreCase(value));
    }

    private static <T extends Comparable<T>> Predicate<T> range(Element condition, Function<String, T> parser) {
        Predicate<T> all = value -> true;
        for (Element operator : SandboxXml.children(condition)) {
            T wanted = parser.apply(operator.getTextContent().trim());
            Predicate<T> test = switch (operator.getNodeName()) {
                case "is" -> value -> value.compareTo(wanted) == 0;
                case "min" -> value -> value.compareTo(wanted) >= 0;
                case "max" -> value -> value.compareTo(wanted) <= 0;
                default -> throw new IllegalArgumentException("Unknown search operator");
            };
            all = all.and(test);
        }
        return all;
    }
}
