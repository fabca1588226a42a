package dev.eresident.auth.webeid;

import dev.eresident.core.TrustException;
import dev.eresident.core.revocation.OcspStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a step of signing with a card ended: with what was asked for, or why not.
 *
 * @param <T> what was asked for
 */
public sealed interface CardSigningOutcome<T> {
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
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super T, ? extends R> succeeded, Function<? super Rejected<T>, ? extends R> rejected) {
        if (this instanceof Succeeded<T> ok) {
            return succeeded.apply(ok.value());
        }
        return rejected.apply((Rejected<T>) this);
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

    /** The two cases. */
    enum Kind {
        /** All checks passed. */
        SUCCEEDED,
        /** A check refused. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param value what was asked for
     * @param <T> its type
     */
    record Succeeded<T>(T value) implements CardSigningOutcome<T> {
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
     * A check refused; a signature that was begun is used up.
     *
     * @param code which check, stable
     * @param text for the operator's log, without personal data. Show {@link WebEidRefusal#userText()} to the person
     * @param ocsp what the OCSP responder said, when that was the reason
     * @param <T> what was asked for
     */
    record Rejected<T>(WebEidRefusal code, String text, Optional<OcspStatus> ocsp) implements CardSigningOutcome<T> {
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
