package dev.eresident.payments.sca;

import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.TrustException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How an authorisation ended: the order that may be executed, or why not. */
public sealed interface AuthorisationOutcome {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param authorised gets the payment
     * @param rejected gets the refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Authorised, ? extends R> authorised, Function<? super Rejected, ? extends R> rejected) {
        if (this instanceof Authorised ok) {
            return authorised.apply(ok);
        }
        return rejected.apply((Rejected) this);
    }

    /**
     * Returns the payment, for callers that prefer an exception.
     *
     * @return the payment
     * @throws TrustException with the refusal's name as its code, if it was not authorised
     */
    default AuthorisedPayment orElseThrow() {
        return match(Authorised::payment, refused -> {
            throw new TrustException(refused.code().name(), refused.text());
        });
    }

    /** The two cases. */
    enum Kind {
        /** The order may be executed. */
        AUTHORISED,
        /** The order must not be executed. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param payment what may be executed
     */
    record Authorised(AuthorisedPayment payment) implements AuthorisationOutcome {
        /**
         * Refuses null.
         *
         * @param payment what may be executed
         */
        public Authorised {
            Objects.requireNonNull(payment, "payment");
        }

        @Override
        public Kind kind() {
            return Kind.AUTHORISED;
        }
    }

    /**
     * A check failed; nothing may be executed, and the challenge is used up.
     *
     * @param code which check, stable
     * @param text for the operator's log: what was wrong, without personal data. Show {@link AuthorisationRefusal#userText()} to the
     *     payer
     * @param token what Web eID said, when that was the reason, with its own code
     */
    record Rejected(AuthorisationRefusal code, String text, Optional<WebEidOutcome.Rejected> token)
            implements AuthorisationOutcome {
        /**
         * Refuses null.
         *
         * @param code which check
         * @param text for the operator
         * @param token what Web eID said, if that was the reason
         */
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(token, "token");
        }

        static Rejected of(AuthorisationRefusal code) {
            return new Rejected(code, code.operatorText(), Optional.empty());
        }

        static Rejected of(WebEidOutcome.Rejected token) {
            AuthorisationRefusal code = AuthorisationRefusal.of(token.code());
            String text = code == AuthorisationRefusal.TOKEN_REFUSED
                    ? code.operatorText() + ": " + token.code() + ": " + token.text()
                    : code.operatorText();
            return new Rejected(code, text, Optional.of(token));
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
