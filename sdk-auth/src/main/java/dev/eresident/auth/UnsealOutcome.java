package dev.eresident.auth;

import dev.eresident.core.ProofSeal;
import dev.eresident.core.TrustException;
import java.util.Objects;
import java.util.function.Function;

/** What became of opening a sealed person: the person, or why not. */
public sealed interface UnsealOutcome {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param unsealed gets the person
     * @param rejected gets the reason
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Unsealed, ? extends R> unsealed, Function<? super Rejected, ? extends R> rejected) {
        if (this instanceof Unsealed ok) {
            return unsealed.apply(ok);
        }
        return rejected.apply((Rejected) this);
    }

    /**
     * Returns the person, for callers that prefer an exception.
     *
     * @return the person
     * @throws TrustException with code {@code SEAL_} and the reason, if the text was rejected
     */
    default AuthenticatedPerson orElseThrow() {
        return match(Unsealed::person, rejected -> {
            throw new TrustException(
                    "SEAL_" + rejected.reason().name(),
                    "The sealed person was not accepted; let the person log in again");
        });
    }

    /** The two cases. */
    enum Kind {
        /** The text was sealed by a key of the seal, for this purpose and subject, and has not expired. */
        UNSEALED,
        /** The text must not be used. */
        REJECTED
    }

    /**
     * The text is whole and fits.
     *
     * @param person who was authenticated then
     */
    record Unsealed(AuthenticatedPerson person) implements UnsealOutcome {
        /**
         * Refuses null.
         *
         * @param person who was authenticated then
         */
        public Unsealed {
            Objects.requireNonNull(person, "person");
        }

        @Override
        public Kind kind() {
            return Kind.UNSEALED;
        }
    }

    /**
     * The text must not be used.
     *
     * @param reason why
     */
    record Rejected(ProofSeal.Rejection reason) implements UnsealOutcome {
        /**
         * Refuses null.
         *
         * @param reason why
         */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
