package dev.eresident.auth.mobileid;

import dev.eresident.core.TrustException;
import dev.eresident.core.revocation.OcspStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a login, signature or other call ended: what was asked for, or why not.
 *
 * @param <T> what was asked for
 */
public sealed interface MobileIdOutcome<T> {
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
        /** The person, the service or a check refused. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param value what was asked for
     * @param <T> its type
     */
    record Succeeded<T>(T value) implements MobileIdOutcome<T> {
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
     * @param text for the operator's log, without personal data. Show {@link MobileIdRefusal#userText()} to the person
     * @param ocsp what the OCSP responder said, when that was the reason
     * @param <T> what was asked for
     */
    record Rejected<T>(MobileIdRefusal code, String text, Optional<OcspStatus> ocsp) implements MobileIdOutcome<T> {
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
