package dev.eresident.payments.gateway;

import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a charge, void or refund. Kinds may be added: treat an unknown one as "no money moved that you may rely on".
 *
 * <p>Only {@link Approved} says that it is done, and only {@link Unknown} leaves it open.
 */
public sealed interface GatewayOutcome {
    /**
     * Tells the cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with a function for what is done, one for what is open, and one for everything else.
     *
     * @param approved gets the receipt
     * @param unknown gets the doubt, to be probed
     * @param otherwise gets every other outcome: no money moved
     * @param <R> what all return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Approved, ? extends R> approved,
            Function<? super Unknown, ? extends R> unknown,
            Function<? super GatewayOutcome, ? extends R> otherwise) {
        if (this instanceof Approved done) {
            return approved.apply(done);
        }
        if (this instanceof Unknown doubt) {
            return unknown.apply(doubt);
        }
        return otherwise.apply(this);
    }

    /**
     * Returns the receipt, for callers that prefer an exception.
     *
     * @return the receipt
     * @throws ServiceException {@code GATEWAY_} and the kind, when nothing was done
     * @throws TransportException {@code GATEWAY_UNKNOWN} with {@code outcomeUnknown()} true, when that is open
     */
    default Receipt orElseThrow() {
        return match(
                Approved::receipt,
                doubt -> {
                    throw new TransportException(
                            "GATEWAY_UNKNOWN",
                            doubt.probe().gateway(),
                            "It is not known whether the gateway did it (" + doubt.reason() + "); probe, do not repeat",
                            false,
                            true,
                            null);
                },
                other -> {
                    throw new ServiceException(
                            "GATEWAY_" + other.kind(), "payment gateway", "The gateway did not do it: " + other, null);
                });
    }

    /** The cases. */
    enum Kind {
        /** Done. */
        APPROVED,
        /** The payer's issuer said no. */
        DECLINED,
        /** The gateway's own rules said no. */
        REJECTED,
        /** The gateway found the request wrong. */
        INVALID,
        /** The SDK refused; nothing was sent. */
        REFUSED,
        /** Probed for long enough: nothing happened. */
        NOT_FOUND,
        /** Open. */
        UNKNOWN
    }

    /**
     * It is done.
     *
     * @param receipt keep it
     */
    record Approved(Receipt receipt) implements GatewayOutcome {
        /** Refuses null. */
        public Approved {
            Objects.requireNonNull(receipt, "receipt");
        }

        @Override
        public Kind kind() {
            return Kind.APPROVED;
        }
    }

    /**
     * The payer's issuer declined.
     *
     * @param hard true when trying again is pointless; false also when the gateway does not say
     * @param code the processor's code, for example {@code 2000}
     * @param text the processor's text
     * @param transactionId the gateway's id of the attempt
     */
    record Declined(boolean hard, String code, String text, Optional<String> transactionId) implements GatewayOutcome {
        @Override
        public Kind kind() {
            return Kind.DECLINED;
        }
    }

    /**
     * The gateway's own rules stopped it, or it could not be carried out.
     *
     * @param reason the gateway's word, for example {@code fraud} or {@code failed}
     * @param transactionId the gateway's id of the attempt
     */
    record Rejected(String reason, Optional<String> transactionId) implements GatewayOutcome {
        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /**
     * The gateway found the request wrong.
     *
     * @param problems what was wrong, at least one unless the gateway said nothing
     */
    record Invalid(List<Problem> problems) implements GatewayOutcome {
        /** Copies the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        /**
         * Tells whether a code is among the problems.
         *
         * @param code the gateway's code
         * @return true if so
         */
        public boolean has(String code) {
            return problems.stream().anyMatch(problem -> problem.code().equals(code));
        }
    }

    /**
     * One thing wrong with a request.
     *
     * @param field where, for example {@code transaction/amount}
     * @param code the gateway's code
     * @param text the gateway's text
     */
    record Problem(String field, String code, String text) {}

    /**
     * The SDK refused; nothing was sent.
     *
     * @param reason why
     */
    record Refused(GatewayRefusal reason) implements GatewayOutcome {
        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /**
     * The gateway was asked for long enough and does not know it: nothing happened, and it may be asked for again under the same key.
     *
     * @param probe the doubt that is settled
     */
    record NotFound(GatewayProbe probe) implements GatewayOutcome {
        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }

    /**
     * It may have happened. Do not send anything else for the same purpose; probe.
     *
     * @param probe for {@link PaymentGateway#probe}
     * @param reason a machine code that says what went wrong, for example {@code TIMEOUT}
     */
    record Unknown(GatewayProbe probe, String reason) implements GatewayOutcome {
        /** Refuses null. */
        public Unknown {
            Objects.requireNonNull(probe, "probe");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }
}
