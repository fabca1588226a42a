package dev.eresident.auth.mobileid;

import dev.eresident.core.revocation.OcspStatus;
import java.util.Optional;
import java.util.function.Function;

/** What one step of the verification gives the next: its value, or the end. */
sealed interface Step<T> {
    /** Does the next step, unless a step before it refused. */
    <U> Step<U> then(Function<? super T, ? extends Step<U>> next);

    /** Ends the steps. */
    MobileIdOutcome<T> outcome();

    static <T> Step<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Step<T> refused(MobileIdRefusal code) {
        return new Refused<>(code, code.operatorText(), Optional.empty());
    }

    static <T> Step<T> refused(MobileIdRefusal code, String detail) {
        return new Refused<>(code, code.operatorText() + ": " + detail, Optional.empty());
    }

    record Passed<T>(T value) implements Step<T> {
        @Override
        public <U> Step<U> then(Function<? super T, ? extends Step<U>> next) {
            return next.apply(value);
        }

        @Override
        public MobileIdOutcome<T> outcome() {
            return new MobileIdOutcome.Succeeded<>(value);
        }
    }

    record Refused<T>(MobileIdRefusal code, String text, Optional<OcspStatus> ocsp) implements Step<T> {
        @Override
        public <U> Step<U> then(Function<? super T, ? extends Step<U>> next) {
            return new Refused<>(code, text, ocsp);
        }

        @Override
        public MobileIdOutcome<T> outcome() {
            return new MobileIdOutcome.Rejected<>(code, text, ocsp);
        }
    }
}
