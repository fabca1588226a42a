package dev.eresident.payments.sca;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.sca.AuthorisationOutcome.Authorised;
import dev.eresident.payments.sca.AuthorisationOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last step: the person who signed is the one for whom the authorisation was started, by the same right.
 *
 * @param order signed
 * @param right by which they act, if it is at hand
 * @param rightDigest of that right, also where only the digest is at hand
 */
record Payer(CanonicalOrder order, Optional<ConfirmedRepresentation> right, Optional<Bytes> rightDigest) {

    AuthorisationOutcome judge(AuthenticatedPerson person, Duration validity) {
        if (right.isPresent() && !right.get().person().identifier().equals(person.identifier())) {
            return Rejected.of(AuthorisationRefusal.NOT_THE_REPRESENTATIVE);
        }
        Bytes digest = OrderBinding.payerDigest(order.salt(), person.identifier(), rightDigest);
        if (!order.payerDigest().equals(Optional.of(digest))) {
            return Rejected.of(AuthorisationRefusal.NOT_THE_PAYER);
        }
        Instant until = person.verifiedAt().plus(validity);
        if (right.isPresent() && !validity.isZero()) {
            Instant ofRight = right.get().validUntil();
            if (person.verifiedAt().isAfter(ofRight)) {
                return Rejected.of(AuthorisationRefusal.REPRESENTATION_STALE);
            }
            until = until.isAfter(ofRight) ? ofRight : until;
        }
        AuthorisationAssurance assurance = AuthorisationAssurance.SHOWN_BY_PAGE;
        return new Authorised(new PayerAuthorisation(
                order, person, right, assurance, until, AuthorisationProof.of(order, person, rightDigest, assurance)));
    }
}
