package dev.eresident.payments.sca;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.PaymentMethodToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes what an authorisation rests on into a {@link Proof}, and reads it back for another verification. */
final class AuthorisationProof {
    static final String BY_PAYER = "payment-authorisation";
    static final String BY_EXEMPTION = "payment-exemption";
    private static final String PERSON = "web-eid-authorise";
    private static final String ORDER = "order";
    private static final String PAYMENT_METHOD = "payment-method";
    private static final String RIGHT = "representation-digest";
    private static final String ARTICLE = "article";
    private static final String DECISION = "decision-id";
    private static final String DECIDED_BY = "decided-by";

    private AuthorisationProof() {}

    /** The person's own facts and materials, and the order with them. */
    static Proof of(
            CanonicalOrder order, AuthenticatedPerson payer, Optional<Bytes> right, AuthorisationAssurance assurance) {
        Proof person = payer.toProof();
        Map<String, String> facts = new HashMap<>(person.facts());
        facts.put("assurance", assurance.level().name());
        facts.put("assurance-reason", assurance.reason());
        facts.put("order-text", OrderText.of(order.order()));
        right.ifPresent(digest -> facts.put(RIGHT, digest.base64()));
        Map<String, Bytes> materials = new HashMap<>(person.materials());
        addOrder(materials, order);
        return Proof.of(BY_PAYER, person.verifiedAt(), facts, materials);
    }

    static Proof of(CanonicalOrder order, Exemption exemption, Instant at) {
        Map<String, Bytes> materials = new HashMap<>();
        addOrder(materials, order);
        return Proof.of(
                BY_EXEMPTION,
                at,
                Map.of(
                        ARTICLE,
                        exemption.article().name(),
                        DECISION,
                        exemption.decisionId(),
                        DECIDED_BY,
                        exemption.decidedBy(),
                        "order-text",
                        OrderText.of(order.order())),
                materials);
    }

    private static void addOrder(Map<String, Bytes> materials, CanonicalOrder order) {
        materials.put(ORDER, order.bytes());
        if (order.order() instanceof CardCharge charge) {
            materials.put(
                    PAYMENT_METHOD, Bytes.of(charge.paymentMethod().value().getBytes(StandardCharsets.US_ASCII)));
        }
    }

    static Optional<CanonicalOrder> order(Proof proof) {
        Bytes order = proof.materials().get(ORDER);
        if (order == null) {
            return Optional.empty();
        }
        try {
            Optional<PaymentMethodToken> token = Optional.ofNullable(
                            proof.materials().get(PAYMENT_METHOD))
                    .map(bytes -> new PaymentMethodToken(new String(bytes.toByteArray(), StandardCharsets.US_ASCII)));
            return Optional.of(CanonicalOrder.read(order, token));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** The proof as the person's verification wrote it; it ignores the names that it does not know. */
    static Proof person(Proof proof) {
        return Proof.of(PERSON, proof.verifiedAt(), proof.facts(), proof.materials());
    }

    /** Empty if there was none; what cannot be read equals no digest. */
    static Optional<Bytes> right(Proof proof) {
        String digest = proof.facts().get(RIGHT);
        try {
            return Optional.ofNullable(digest).map(Bytes::fromBase64);
        } catch (ProtocolException | IllegalArgumentException e) {
            return Optional.of(Bytes.empty());
        }
    }

    static Optional<Exemption> exemption(Proof proof) {
        String article = proof.facts().get(ARTICLE);
        String decision = proof.facts().get(DECISION);
        String decidedBy = proof.facts().get(DECIDED_BY);
        if (article == null || decision == null || decidedBy == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Exemption(ExemptionArticle.valueOf(article), decision, decidedBy));
        } catch (ProtocolException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
