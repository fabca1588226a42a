package dev.eresident.payments.sca;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.Order;
import java.time.Instant;

/** A claimed exemption for one order. */
record ExemptedPayment(CanonicalOrder canonical, Exemption exemption, Instant validUntil, Proof toProof)
        implements AuthorisedPayment.ByExemption {

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
        return toProof.verifiedAt();
    }

    @Override
    public String toString() {
        return "AuthorisedPayment[by exemption " + exemption.article() + ", " + order() + ", decided at "
                + authorisedAt() + "]";
    }
}
