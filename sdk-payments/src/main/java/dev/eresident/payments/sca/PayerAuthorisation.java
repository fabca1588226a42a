package dev.eresident.payments.sca;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.register.ConfirmedRepresentation;
import java.time.Instant;
import java.util.Optional;

/** A payer's authorisation as its verification found it. */
record PayerAuthorisation(
        CanonicalOrder canonical,
        AuthenticatedPerson payer,
        Optional<ConfirmedRepresentation> representation,
        AuthorisationAssurance assurance,
        Instant validUntil,
        Proof toProof)
        implements AuthorisedPayment.ByPayer {

    @Override
    public Order order() {
        return canonical.order();
    }

    @Override
    public Bytes orderDigest() {
        return canonical.digest();
    }

    @Override
    public Instant authorisedAt() {
        return payer.verifiedAt();
    }

    @Override
    public String toString() {
        return "AuthorisedPayment[by payer, " + order() + ", authorised at " + authorisedAt() + "]";
    }
}
