package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayOutcome.Problem;
import java.util.List;
import java.util.Optional;

/** What an answer to an act means. When in doubt, it is in doubt. */
sealed interface Verdict {
    /** The outcome is certain. */
    record Settled(GatewayOutcome outcome) implements Verdict {}

    /** The request was turned away before anything was done. */
    record TurnedAway(ServiceException failure) implements Verdict {}

    /** It may have been done. */
    record Doubtful(String reason) implements Verdict {}

    /** 91564: the nonce is used up, which after a lost first attempt says that it went through. */
    String NONCE_CONSUMED = "91564";

    /** 915233: the request under this key is still being worked on. */
    String IN_FLIGHT = "915233";

    /** 91504, 91507: cannot be voided or submitted, perhaps because that is done already. */
    List<String> WRONG_STATE = List.of("91504", "91507");

    /** Reads an answer. */
    static Verdict of(Answer answer, Act.Trace trace, int attempt, BraintreeApi api) {
        if (answer.isOk()) {
            return ofSuccess(answer.transaction(api.name()), trace);
        }
        if (answer.isBusinessRefusal()) {
            return trace.operation().isFoundBySearch()
                    ? ofRefusal(answer, trace, attempt, api)
                    : ofWrongState(answer.problems(), trace, api);
        }
        return answer.isTurnedAway()
                ? new TurnedAway(answer.failure())
                : new Doubtful(answer.failure().code());
    }

    private static Verdict ofSuccess(Optional<BraintreeTransaction> transaction, Act.Trace trace) {
        return transaction
                .filter(one -> trace.agreesWith(one.seen()))
                .map(one -> ofAgreeing(one, trace))
                .orElseGet(() -> new Doubtful("BRAINTREE_ANSWER_MISMATCH"));
    }

    private static Verdict ofAgreeing(BraintreeTransaction transaction, Act.Trace trace) {
        if (trace.operation().isFoundBySearch()) {
            return transaction.outcome().<Verdict>map(Settled::new).orElseGet(Verdict::openStatus);
        }
        return trace.isDoneAt(transaction.seen().status().kind())
                ? new Settled(new GatewayOutcome.Approved(transaction.seen().receipt()))
                : openStatus();
    }

    private static Verdict openStatus() {
        return new Doubtful("BRAINTREE_STATUS_OPEN");
    }

    private static Verdict ofRefusal(Answer answer, Act.Trace trace, int attempt, BraintreeApi api) {
        Optional<BraintreeTransaction> attempted = answer.transaction(api.name());
        if (attempted.filter(one -> !trace.mayBe(one.seen())).isPresent()) {
            return new Doubtful("BRAINTREE_ANSWER_MISMATCH");
        }
        if (attempted.isPresent()) {
            boolean duplicate = attempted.get().refusal().reason().equals("duplicate");
            return attempted
                    .get()
                    .outcome()
                    .filter(outcome -> outcome.kind() != GatewayOutcome.Kind.APPROVED)
                    .filter(outcome -> !(duplicate && attempt > 1))
                    .<Verdict>map(Settled::new)
                    .orElseGet(Verdict::openStatus);
        }
        List<Problem> problems = answer.problems();
        if (problems.isEmpty()) {
            return new Doubtful("BRAINTREE_ANSWER_MISMATCH");
        }
        GatewayOutcome.Invalid invalid = new GatewayOutcome.Invalid(problems);
        if (invalid.has(IN_FLIGHT) || (invalid.has(NONCE_CONSUMED) && attempt > 1)) {
            return new Doubtful("BRAINTREE_SENT_BEFORE");
        }
        return new Settled(invalid);
    }

    private static Verdict ofWrongState(List<Problem> problems, Act.Trace trace, BraintreeApi api) {
        GatewayOutcome.Invalid invalid = new GatewayOutcome.Invalid(problems);
        if (invalid.has(IN_FLIGHT)) {
            return new Doubtful("BRAINTREE_SENT_BEFORE");
        }
        if (WRONG_STATE.stream().noneMatch(invalid::has)) {
            return new Settled(invalid);
        }
        try {
            return api.find(trace.target())
                    .filter(one -> trace.isDoneAt(one.seen().status().kind()))
                    .<Verdict>map(one ->
                            new Settled(new GatewayOutcome.Approved(one.seen().receipt())))
                    .orElseGet(() -> new Settled(invalid));
        } catch (EResidentException e) {
            return new Doubtful(e.code());
        }
    }
}
