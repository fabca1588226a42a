package dev.eresident.auth.webeid;

import dev.eresident.auth.webeid.WebEidOutcome.Rejected;
import java.util.function.Function;

/** What one step of the verification gives the next: its value, or the end. */
sealed interface Step<T> {
    /** Does the next step, unless a step before it refused. */
    <U> Step<U> then(Function<? super T, ? extends Step<U>> next);

    static <T> Step<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Step<T> refused(WebEidRefusal code) {
        return new Refused<>(Rejected.of(code));
    }

    static <T> Step<T> refused(WebEidRefusal code, String detail) {
        return new Refused<>(Rejected.of(code, detail));
    }

    record Passed<T>(T value) implements Step<T> {
        @Override
        public <U> Step<U> then(Function<? super T, ? extends Step<U>> next) {
            return next.apply(value);
        }
    }

    record Refused<T>(Rejected why) implements Step<T> {
        @Override
        public <U> Step<U> then(Function<? super T, ? extends Step<U>> next) {
            return new Refused<>(why);
        }
    }
}
