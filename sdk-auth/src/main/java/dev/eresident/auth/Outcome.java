package dev.eresident.auth;

import dev.eresident.core.TrustException;
import dev.eresident.core.revocation.OcspStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a login, signature or other call ended: what was asked for, or why not. Later releases add reasons: treat an unknown one as a refusal.
 *
 * @param <T> what was asked for
 * @param <R> the reasons of the method
 */
public sealed interface Outcome<T, R extends Refusal> {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param succeeded gets what was asked for
     * @param rejected gets the refusal
     * @param <X> what both return
     * @return what the function returned
     */
    default <X> X match(
            Function<? super T, ? extends X> succeeded, Function<? super Rejected<T, R>, ? extends X> rejected) {
        if (this instanceof Succeeded<T, R> ok) {
            return succeeded.apply(ok.value());
        }
        return rejected.apply((Rejected<T, R>) this);
    }

    /**
     * Goes on to the next step, unless this one was refused.
     *
     * @param next the next step
     * @param <U> what it gives
     * @return how the next step ended, or this refusal
     */
    default <U> Outcome<U, R> then(Function<? super T, Outcome<U, R>> next) {
        return match(next, refused -> new Rejected<>(refused.code(), refused.text(), refused.ocsp()));
    }

    /**
     * Returns what was asked for, for callers that prefer an exception.
     *
     * @return the value
     * @throws TrustException with the refusal's name as its code, if there is none
     */
    default T orElseThrow() {
        return match(Function.identity(), refused -> {
            throw new TrustException(refused.code().name(), refused.text());
        });
    }

    /**
     * Sees the reason as what all reasons have in common.
     *
     * @return the same, for callers that serve several methods
     */
    default Outcome<T, Refusal> widened() {
        return match(Succeeded::new, refused -> new Rejected<>(refused.code(), refused.text(), refused.ocsp()));
    }

    /**
     * Says that all checks passed.
     *
     * @param value what was asked for
     * @param <T> its type
     * @param <R> the reasons that there could have been
     * @return the outcome
     */
    static <T, R extends Refusal> Outcome<T, R> succeeded(T value) {
        return new Succeeded<>(value);
    }

    /**
     * Refuses, in the words of the reason.
     *
     * @param code the reason
     * @param <T> what was asked for
     * @param <R> the reasons
     * @return the refusal
     */
    static <T, R extends Refusal> Outcome<T, R> refused(R code) {
        return new Rejected<>(code, code.operatorText(), Optional.empty());
    }

    /**
     * Refuses, in the words of the reason and with what it was about.
     *
     * @param code the reason
     * @param detail without personal data
     * @param <T> what was asked for
     * @param <R> the reasons
     * @return the refusal
     */
    static <T, R extends Refusal> Outcome<T, R> refused(R code, String detail) {
        return new Rejected<>(code, code.operatorText() + ": " + detail, Optional.empty());
    }

    /** The two cases. */
    enum Kind {
        /** All checks passed. */
        SUCCEEDED,
        /** The person, the service or a check refused. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param value what was asked for
     * @param <T> its type
     * @param <R> the reasons that there could have been
     */
    record Succeeded<T, R extends Refusal>(T value) implements Outcome<T, R> {
        /** Refuses null. */
        public Succeeded {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Kind kind() {
            return Kind.SUCCEEDED;
        }
    }

    /**
     * Somebody or something refused; what was started is used up.
     *
     * @param code who or what, stable
     * @param text for the operator's log, without personal data. Show {@link Refusal#userText()} to the person
     * @param ocsp what the OCSP responder said, when that was the reason
     * @param <T> what was asked for
     * @param <R> the reasons of the method
     */
    record Rejected<T, R extends Refusal>(R code, String text, Optional<OcspStatus> ocsp) implements Outcome<T, R> {
        /** Refuses null. */
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(ocsp, "ocsp");
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
