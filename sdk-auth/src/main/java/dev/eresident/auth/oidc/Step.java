package dev.eresident.auth.oidc;

import java.util.function.Function;

/** What one step of the verification gives the next: its value, or the end. */
sealed interface Step<T> {
    /** Does the next step, unless a step before it refused. */
    <U> Step<U> then(Function<? super T, ? extends Step<U>> next);

    /** Ends the steps. */
    <R> R end(Function<? super T, ? extends R> passed, Function<? super Refused<T>, ? extends R> refused);

    static <T> Step<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Step<T> refused(OidcRefusal code) {
        return new Refused<>(code, code.operatorText());
    }

    static <T> Step<T> refused(OidcRefusal code, String detail) {
        return new Refused<>(code, code.operatorText() + ": " + detail);
    }

    record Passed<T>(T value) implements Step<T> {
        @Override
        public <U> Step<U> then(Function<? super T, ? extends Step<U>> next) {
            return next.apply(value);
        }

        @Override
        public <R> R end(Function<? super T, ? extends R> passed, Function<? super Refused<T>, ? extends R> refused) {
            return passed.apply(value);
        }
    }

    record Refused<T>(OidcRefusal code, String text) implements Step<T> {
        @Override
        public <U> Step<U> then(Function<? super T, ? extends Step<U>> next) {
            return new Refused<>(code, text);
        }

        @Override
        public <R> R end(Function<? super T, ? extends R> passed, Function<? super Refused<T>, ? extends R> refused) {
            return refused.apply(this);
        }
    }
}
