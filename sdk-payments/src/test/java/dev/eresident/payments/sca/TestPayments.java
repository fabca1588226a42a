package dev.eresident.payments.sca;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.Order;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Authorised payments for the tests of the rooms that execute them. */
public final class TestPayments {
    private TestPayments() {}

    public static AuthorisedPayment exempted(Order order, Instant from, Instant until) {
        return new ExemptedPayment(
                new CanonicalOrder(order, Bytes.of(new byte[32]), until, Optional.empty()),
                new Exemption(ExemptionArticle.SECURE_CORPORATE, "decision-1", "test"),
                until,
                Proof.of("test", from, Map.of(), Map.of()));
    }
}
