package dev.eresident.payments.sca;

import static dev.eresident.payments.sca.PaymentWorld.CHARGE;
import static dev.eresident.payments.sca.PaymentWorld.ORIGIN;
import static dev.eresident.payments.sca.PaymentWorld.SESSION;
import static dev.eresident.payments.sca.PaymentWorld.TRANSFER;
import static dev.eresident.payments.sca.PaymentWorld.refusal;
import static dev.eresident.payments.sca.PaymentWorld.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.webeid.WebEidRefusal;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.Order;
import dev.eresident.sandbox.card.WebEidToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence is verified again from its bytes, and every doctored part of it shows. */
class ReverifyTest {
    private static PaymentWorld world;
    private static AuthorisedPayment payment;
    private static Proof proof;

    @BeforeAll
    static void start() {
        world = new PaymentWorld();
        payment = world.authorise(CHARGE);
        proof = payment.toProof();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Nested
    class Untouched {
        @Test
        void whenYearsLater_thenTheSameAuthorisationAsOfThen() {
            long before = world.sandbox.ocsp().requestCount();

            AuthorisedPayment.ByPayer again = (AuthorisedPayment.ByPayer)
                    reverify(Proof.fromBytes(proof.toBytes())).orElseThrow();

            assertThat(again.order()).isEqualTo(CHARGE);
            assertThat(again.payer().identifier()).isEqualTo(world.person.identifier());
            assertThat(again.orderDigest()).isEqualTo(payment.orderDigest());
            assertThat(again.authorisedAt()).isEqualTo(payment.authorisedAt());
            assertThat(again.toProof()).isEqualTo(proof);
            assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
        }

        @Test
        void whenVerifiedAgain_thenItCannotBeExecuted() {
            AuthorisedPayment again = reverify(proof).orElseThrow();

            assertThat(again.validUntil()).isEqualTo(again.authorisedAt());
            assertThat(again.isValidAt(again.authorisedAt().plusNanos(1))).isFalse();
        }

        @Test
        void whenATransfer_thenItsOrderComesBackToo() {
            assertThat(reverify(world.authorise(TRANSFER).toProof())
                            .orElseThrow()
                            .order())
                    .isEqualTo(TRANSFER);
        }

        @Test
        void whenAnExemption_thenTheSameDecision() {
            Exemption exemption = new Exemption(ExemptionArticle.SECURE_CORPORATE, "d-1", "board");
            Proof stored = world.authorisation
                    .exempt(TRANSFER, exemption)
                    .orElseThrow()
                    .toProof();

            AuthorisedPayment.ByExemption again =
                    (AuthorisedPayment.ByExemption) reverify(stored).orElseThrow();

            assertThat(again.exemption()).isEqualTo(exemption);
            assertThat(again.order()).isEqualTo(TRANSFER);
            assertThat(again.validUntil()).isEqualTo(again.authorisedAt());
        }

        @Test
        void whenPrinted_thenTheProofHoldsNoPaymentMethodInItsTexts() {
            assertThat(proof.facts().values()).noneMatch(text -> text.contains("tok-1"));
            assertThat(proof.facts()).containsEntry("order-text", "149.00 EUR to Näidis OÜ, order ORD-2");
            assertThat(proof.facts()).containsEntry("assurance-reason", "the payee is shown by the page only");
        }
    }

    @Nested
    class Doctored {
        @ParameterizedTest(name = "{0}")
        @MethodSource("dev.eresident.payments.sca.ChangedOrders#all")
        void whenAFieldOfTheOrderChanged_thenOrderChanged(String field, Order order, Order changed) {
            Proof stored = world.authorise(order).toProof();
            CanonicalOrder was = AuthorisationProof.order(stored).orElseThrow();
            CanonicalOrder now = new CanonicalOrder(changed, was.salt(), was.expiresAt(), was.payerDigest());

            assertThat(refusal(reverify(with(stored, now)))).isEqualTo(AuthorisationRefusal.ORDER_CHANGED);
        }

        @Test
        void whenTheSaltChanged_thenOrderChanged() {
            CanonicalOrder was = AuthorisationProof.order(proof).orElseThrow();
            CanonicalOrder now =
                    new CanonicalOrder(was.order(), Bytes.of(new byte[32]), was.expiresAt(), was.payerDigest());

            assertThat(refusal(reverify(with(proof, now)))).isEqualTo(AuthorisationRefusal.ORDER_CHANGED);
        }

        @Test
        void whenOrderAndNonceChangedTogether_thenTheSignatureTells() {
            CanonicalOrder was = AuthorisationProof.order(proof).orElseThrow();
            CanonicalOrder now = new CanonicalOrder(TRANSFER, was.salt(), was.expiresAt(), was.payerDigest());

            assertThat(tokenRefusal(withFact(with(proof, now), "nonce", OrderBinding.nonce(now))))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheTokenIsAnotherOne_thenSignatureInvalid() {
            Bytes other = material(world.authorise(CHARGE).toProof(), "token");

            assertThat(tokenRefusal(with(proof, "token", other))).isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheCertificateInTheTokenWasSwapped_thenSignatureInvalid() {
            WebEidToken token = world.card
                    .webEid(ORIGIN, nonce())
                    .withCertificate(world.sandbox.citizen().authenticationCertificate());

            assertThat(tokenRefusal(with(proof, "token", utf8(token.json()))))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenAnotherPersonSignedTheSameNonce_thenRefused() {
            PendingAuthorisation theirs =
                    world.authorisation.start(CHARGE, world.login(world.sandbox.citizen()), SESSION);
            Proof other = world.authorisation
                    .finish(theirs, CHARGE, world.sandbox.citizen().webEidToken(ORIGIN, theirs.nonce()), SESSION)
                    .orElseThrow()
                    .toProof();
            String token = world.sandbox.citizen().webEidToken(ORIGIN, nonce());
            Proof swapped = with(with(proof, "token", utf8(token)), "ocsp-response", material(other, "ocsp-response"));

            assertThat(refusal(reverify(swapped))).isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
        }

        @Test
        void whenTheOcspAnswerIsGoneOrAnothers_thenRefused() {
            Map<String, Bytes> materials = new HashMap<>(proof.materials());
            materials.remove("ocsp-response");

            assertThat(refusal(reverify(Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials))))
                    .isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
            assertThat(tokenRefusal(with(proof, "ocsp-response", utf8("nothing"))))
                    .isEqualTo(WebEidRefusal.OCSP_FAILED);
        }

        @Test
        void whenThePaymentMethodIsAnotherOne_thenIncomplete() {
            assertThat(refusal(reverify(with(proof, "payment-method", utf8("tok-2")))))
                    .isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
        }

        @ParameterizedTest
        @ValueSource(longs = {-90_000, 301, 86_400})
        void whenTheTimeWasMoved_thenRefused(long seconds) {
            Instant moved = proof.verifiedAt().plus(Duration.ofSeconds(seconds));
            Proof changed = Proof.of(proof.type(), moved, proof.facts(), proof.materials());

            assertThat(reverify(changed).kind()).isEqualTo(AuthorisationOutcome.Kind.REJECTED);
        }

        @Test
        void whenTheOriginIsNotOurs_thenRefused() {
            assertThat(tokenRefusal(withFact(proof, "origin", "https://evil.example")))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheIssuerIsNotTrusted_thenRefused() {
            TrustPolicy stranger = TrustPolicy.test(TrustAnchors.ofCas(
                    List.of(Certificate.of(world.sandbox.pki().stranger().certificate()))));

            assertThat(rejected(world.authorisation.reverify(proof, stranger))
                            .token()
                            .orElseThrow()
                            .code())
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheProofOfALogin_thenIncomplete() {
            assertThat(refusal(reverify(world.person.toProof()))).isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
            assertThat(refusal(reverify(with(world.person.toProof(), "order", material(proof, "order")))))
                    .isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
        }

        @Test
        void whenAnExemptionIsTurnedIntoAnAuthorisationOrBack_thenRefused() {
            Proof exempted = world.authorisation
                    .exempt(TRANSFER, new Exemption(ExemptionArticle.RECURRING, "d", "w"))
                    .orElseThrow()
                    .toProof();

            assertThat(refusal(reverify(typed(exempted, "payment-authorisation"))))
                    .isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
            assertThat(refusal(reverify(typed(proof, "payment-exemption"))))
                    .isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"article", "decision-id", "decided-by"})
        void whenAnExemptionLacksAFactOrItIsUnknown_thenIncomplete(String fact) {
            Proof exempted = world.authorisation
                    .exempt(TRANSFER, new Exemption(ExemptionArticle.RECURRING, "d", "w"))
                    .orElseThrow()
                    .toProof();

            assertThat(refusal(reverify(withFact(exempted, fact, "no such"))))
                    .isEqualTo(AuthorisationRefusal.PROOF_INCOMPLETE);
        }

        @Test
        void whenAnExemptionIsMovedToAnArticleThatCannotCoverTheOrder_thenRefused() {
            Proof exempted = world.authorisation
                    .exempt(TRANSFER, new Exemption(ExemptionArticle.RECURRING, "d", "w"))
                    .orElseThrow()
                    .toProof();

            assertThat(refusal(reverify(withFact(exempted, "article", "LOW_VALUE"))))
                    .isEqualTo(AuthorisationRefusal.EXEMPTION_NOT_APPLICABLE);
        }

        private String nonce() {
            return Optional.ofNullable(proof.facts().get("nonce")).orElseThrow();
        }

        private WebEidRefusal tokenRefusal(Proof changed) {
            return rejected(reverify(changed)).token().orElseThrow().code();
        }
    }

    private static AuthorisationOutcome reverify(Proof stored) {
        return world.authorisation.reverify(stored, world.trust);
    }

    private static Bytes material(Proof stored, String name) {
        return Optional.ofNullable(stored.materials().get(name)).orElseThrow();
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Proof with(Proof stored, CanonicalOrder order) {
        Map<String, Bytes> materials = new HashMap<>(stored.materials());
        materials.put("order", order.bytes());
        if (order.order() instanceof CardCharge charge) {
            materials.put("payment-method", utf8(charge.paymentMethod().value()));
        }
        return Proof.of(stored.type(), stored.verifiedAt(), stored.facts(), materials);
    }

    private static Proof with(Proof stored, String material, Bytes value) {
        Map<String, Bytes> materials = new HashMap<>(stored.materials());
        materials.put(material, value);
        return Proof.of(stored.type(), stored.verifiedAt(), stored.facts(), materials);
    }

    private static Proof withFact(Proof stored, String fact, String value) {
        Map<String, String> facts = new HashMap<>(stored.facts());
        facts.put(fact, value);
        return Proof.of(stored.type(), stored.verifiedAt(), facts, stored.materials());
    }

    private static Proof typed(Proof stored, String type) {
        return Proof.of(type, stored.verifiedAt(), stored.facts(), stored.materials());
    }
}
