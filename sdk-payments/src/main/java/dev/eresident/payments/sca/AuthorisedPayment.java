package dev.eresident.payments.sca;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.register.ConfirmedRepresentation;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * An order that may be executed: the payer authorised exactly it, or an exemption was claimed for exactly it. Only
 * {@link PaymentAuthorisation} makes one, after all its checks.
 *
 * <p>Gateways and banks accept nothing else, refuse it after {@link #validUntil()}, and execute it once by their journal. Immutable and
 * thread-safe; never serialised: keep {@link #toProof()}, which is evidence of the authorisation. The text form shows no person.
 */
public sealed interface AuthorisedPayment {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param byPayer gets the payer's authorisation
     * @param byExemption gets the claimed exemption
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super ByPayer, ? extends R> byPayer, Function<? super ByExemption, ? extends R> byExemption) {
        if (this instanceof ByPayer payer) {
            return byPayer.apply(payer);
        }
        return byExemption.apply((ByExemption) this);
    }

    /**
     * Returns the one order that may be executed.
     *
     * @return the order, all its fields bound
     */
    Order order();

    /**
     * Returns the digest of the salted canonical order, which may be given to a gateway as the id of the authorisation.
     *
     * @return SHA-256, 32 bytes; see {@link dev.eresident.payments.order.CanonicalOrder#digest()}
     */
    Bytes orderDigest();

    /**
     * Returns when it was authorised.
     *
     * @return by the verifier's clock
     */
    Instant authorisedAt();

    /**
     * Returns until when the execution may be started.
     *
     * @return the last instant, never after the end of the right of representation; equal to {@link #authorisedAt()} when a stored proof was verified again
     */
    Instant validUntil();

    /**
     * Tells whether the execution may be started.
     *
     * @param now the present
     * @return authorisedAt ≤ now ≤ validUntil
     */
    default boolean isValidAt(Instant now) {
        return !now.isBefore(authorisedAt()) && !now.isAfter(validUntil());
    }

    /**
     * Returns everything that the authorisation rests on, for the archive. Holds personal data and, for a card charge, the
     * gateway's token.
     *
     * @return the raw inputs; without authority until {@link PaymentAuthorisation#reverify} has verified them again
     */
    Proof toProof();

    /** The two cases. */
    enum Kind {
        /** The payer authorised the order. */
        BY_PAYER,
        /** The institution claimed an exemption. */
        BY_EXEMPTION
    }

    /** The payer authorised exactly this order. */
    sealed interface ByPayer extends AuthorisedPayment permits PayerAuthorisation {
        /**
         * Returns who authorised.
         *
         * @return the person as evidence: to authorise is not to log in, so {@code validUntil} equals {@code verifiedAt}
         */
        AuthenticatedPerson payer();

        /**
         * Returns the right by which the payer acts for the order's company.
         *
         * @return confirmed for this person and company, and valid when they authorised; empty if none was given, and when a
         *     stored proof was verified again without it
         */
        Optional<ConfirmedRepresentation> representation();

        /**
         * Tells how sure it is that the payer agreed to this amount and payee.
         *
         * @return level and reason
         */
        AuthorisationAssurance assurance();

        @Override
        default Kind kind() {
            return Kind.BY_PAYER;
        }
    }

    /** The institution claimed an exemption for exactly this order. */
    sealed interface ByExemption extends AuthorisedPayment permits ExemptedPayment {
        /**
         * Returns the decision.
         *
         * @return article, id and who decided
         */
        Exemption exemption();

        @Override
        default Kind kind() {
            return Kind.BY_EXEMPTION;
        }
    }
}
