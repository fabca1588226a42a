package dev.eresident.sandbox.braintree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the books say to a request. */
sealed interface Outcome {
    /** Done: 200 or 201. */
    record Done(Transaction transaction) implements Outcome {}

    /** A business result, 422: problems, or a transaction that was declined or rejected. */
    record Refused(List<Problem> problems, @Nullable Transaction transaction) implements Outcome {
        static Refused of(String code, String attribute, String message) {
            return new Refused(List.of(new Problem(code, attribute, message)), null);
        }
    }

    /** There is no such transaction: 404. */
    record Missing() implements Outcome {}
}
