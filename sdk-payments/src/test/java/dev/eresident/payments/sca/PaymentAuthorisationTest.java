package dev.eresident.payments.sca;

import static dev.eresident.payments.sca.PaymentWorld.CHARGE;
import static dev.eresident.payments.sca.PaymentWorld.ORIGIN;
import static dev.eresident.payments.sca.PaymentWorld.SESSION;
import static dev.eresident.payments.sca.PaymentWorld.TRANSFER;
import static dev.eresident.payments.sca.PaymentWorld.refusal;
import static dev.eresident.payments.sca.PaymentWorld.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.auth.webeid.WebEidRefusal;
import dev.eresident.core.Bytes;
import dev.eresident.core.TrustException;
import dev.eresident.core.money.Money;
import dev.eresident.core.testing.Failures;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.Order;
import dev.eresident.sandbox.card.IdCard;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentAuthorisationTest {
    private static PaymentWorld world;

    @BeforeAll
    static void start() {
        world = new PaymentWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Nested
    class Success {
        @Test
        void whenThePayerSigns_thenExactlyThisOrderMayBeExecuted() {
            AuthorisedPayment payment = world.authorise(TRANSFER);

            assertThat(payment.kind()).isEqualTo(AuthorisedPayment.Kind.BY_PAYER);
            assertThat(payment.order()).isEqualTo(TRANSFER);
            assertThat(payment.authorisedAt()).isEqualTo(world.clock.instant());
            assertThat(payment.validUntil()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(5)));
            assertThat(payment.orderDigest().size()).isEqualTo(32);
            assertThat(payment).isNotInstanceOf(Serializable.class);
        }

        @Test
        void whenACardChargeIsSigned_thenItMayBeExecuted() {
            assertThat(world.authorise(CHARGE).order()).isEqualTo(CHARGE);
        }

        @Test
        void whenThePayerSigned_thenAssuranceIsLowerAndSaysWhy() {
            AuthorisedPayment.ByPayer payment = world.authorise(CHARGE).match(ok -> ok, exempt -> {
                throw new AssertionError("Nobody claimed an exemption");
            });

            assertThat(payment.payer().assuranceLevel()).isEqualTo(AssuranceLevel.HIGH);
            assertThat(payment.assurance().level()).isEqualTo(AssuranceLevel.SUBSTANTIAL);
            assertThat(payment.assurance().reason()).isEqualTo("the payee is shown by the page only");
        }

        @Test
        void whenThePayerSigned_thenTheyAreNotLoggedIn() {
            AuthorisedPayment.ByPayer payment = (AuthorisedPayment.ByPayer) world.authorise(CHARGE);

            assertThat(payment.payer().identifier()).isEqualTo(world.person.identifier());
            assertThat(payment.payer().validUntil()).isEqualTo(payment.payer().verifiedAt());
        }

        @Test
        void whenStartedTwice_thenTwoNonces() {
            assertThat(world.start(CHARGE).nonce())
                    .isNotEqualTo(world.start(CHARGE).nonce());
        }

        @Test
        void whenItsTimeIsOver_thenNotValidAnyMore() {
            AuthorisedPayment payment = world.authorise(CHARGE);

            assertThat(payment.isValidAt(payment.validUntil())).isTrue();
            assertThat(payment.isValidAt(payment.validUntil().plusNanos(1))).isFalse();
            assertThat(payment.isValidAt(payment.authorisedAt().minusNanos(1))).isFalse();
        }
    }

    @Nested
    class ChangedOrder {
        @ParameterizedTest(name = "{0}")
        @MethodSource("dev.eresident.payments.sca.ChangedOrders#all")
        void whenOneFieldChangesAfterTheStart_thenRefused(String field, Order order, Order changed) {
            assertThat(refusal(world.finish(world.start(order), changed)))
                    .isEqualTo(AuthorisationRefusal.ORDER_CHANGED);
        }

        @Test
        void whenThePendingValueIsMadeAnewForTheChangedOrder_thenTheGuardDoesNotKnowIt() {
            Order cheap = new CardCharge(
                    "O", Money.eur("1"), CHARGE.company(), CHARGE.paymentMethod(), "eur_acct", CHARGE.payee());
            PendingAuthorisation signed = world.start(cheap);
            PendingAuthorisation forged = OrderForgery.rebind(signed, CHARGE);

            assertThat(refusal(world.authorisation.finish(forged, CHARGE, world.token(signed), SESSION)))
                    .isEqualTo(AuthorisationRefusal.CHALLENGE_NOT_FOUND);
        }

        @Test
        void whenSaltPayerOrExpiryOfThePendingValueChange_thenRefused() {
            Bytes other = Bytes.of(new byte[32]);
            PendingAuthorisation a = world.start(CHARGE);
            PendingAuthorisation b = world.start(CHARGE);
            PendingAuthorisation c = world.start(CHARGE);
            PendingAuthorisation d = world.start(CHARGE);

            assertThat(List.of(
                            refusal(world.finish(
                                    new PendingAuthorisation(a.nonce(), other, a.payerDigest(), a.expiresAt()),
                                    CHARGE)),
                            refusal(world.finish(
                                    new PendingAuthorisation(b.nonce(), b.salt(), other, b.expiresAt()), CHARGE)),
                            refusal(world.finish(
                                    new PendingAuthorisation(
                                            c.nonce(),
                                            c.salt(),
                                            c.payerDigest(),
                                            c.expiresAt().plusSeconds(60)),
                                    CHARGE)),
                            refusal(world.finish(
                                    new PendingAuthorisation(d.nonce(), Bytes.empty(), d.payerDigest(), d.expiresAt()),
                                    CHARGE))))
                    .containsOnly(AuthorisationRefusal.ORDER_CHANGED);
        }

        @Test
        void whenTheTokenSignsThePendingAuthorisationOfAnotherOrder_thenTokenRefused() {
            PendingAuthorisation pending = world.start(CHARGE);
            String other = world.token(world.start(TRANSFER));

            assertThat(tokenRefusal(world.authorisation.finish(pending, CHARGE, other, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }
    }

    @Nested
    class Guard {
        @Test
        void whenUsedTwice_thenAlreadyUsed() {
            PendingAuthorisation pending = world.start(CHARGE);
            world.finish(pending, CHARGE).orElseThrow();

            assertThat(refusal(world.finish(pending, CHARGE))).isEqualTo(AuthorisationRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenTheFirstAttemptFailed_thenUsedUpAllTheSame() {
            PendingAuthorisation pending = world.start(CHARGE);
            assertThat(refusal(world.finish(pending, TRANSFER))).isEqualTo(AuthorisationRefusal.ORDER_CHANGED);

            assertThat(refusal(world.finish(pending, CHARGE))).isEqualTo(AuthorisationRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenInAnotherSession_thenRefused() {
            PendingAuthorisation pending = world.start(CHARGE);

            assertThat(refusal(world.authorisation.finish(pending, CHARGE, world.token(pending), "other")))
                    .isEqualTo(AuthorisationRefusal.CHALLENGE_WRONG_SESSION);
        }

        @Test
        void whenTooLate_thenExpired() {
            try (PaymentWorld own = new PaymentWorld()) {
                PendingAuthorisation pending = own.start(CHARGE);
                PendingAuthorisation second = own.start(CHARGE);
                own.clock.advance(Duration.ofMinutes(5));
                assertThat(own.finish(second, CHARGE).kind()).isEqualTo(AuthorisationOutcome.Kind.AUTHORISED);
                own.clock.advance(Duration.ofNanos(1));

                assertThat(refusal(own.finish(pending, CHARGE))).isEqualTo(AuthorisationRefusal.CHALLENGE_EXPIRED);
            }
        }

        @Test
        void whenTheNonceWasMadeUp_thenNotFound() {
            PendingAuthorisation pending = world.start(CHARGE);
            PendingAuthorisation invented = new PendingAuthorisation(
                    "A".repeat(43) + "=", pending.salt(), pending.payerDigest(), pending.expiresAt());

            assertThat(refusal(world.finish(invented, CHARGE))).isEqualTo(AuthorisationRefusal.CHALLENGE_NOT_FOUND);
        }

        @Test
        void whenTheGuardIsFull_thenServiceException() {
            WebEid full = WebEid.builder()
                    .origin(ORIGIN)
                    .trust(world.trust)
                    .replayGuard(ReplayGuard.inMemory(world.clock, 1))
                    .ocsp(world.ocsp)
                    .clock(world.clock)
                    .random(world.random)
                    .build();
            PaymentAuthorisation service = PaymentAuthorisation.over(full).build();
            service.start(CHARGE, world.person, SESSION);

            assertThat(Failures.codeOf(() -> service.start(CHARGE, world.person, SESSION)))
                    .isEqualTo("REPLAY_GUARD_FULL");
        }
    }

    @Nested
    class PurposeSeparation {
        @Test
        void whenALoginChallengeIsUsedToAuthorise_thenWrongPurpose() {
            WebEidChallenge login = world.webEid.start(Purpose.LOGIN, SESSION);
            PendingAuthorisation pending = world.start(CHARGE);
            PendingAuthorisation swapped =
                    new PendingAuthorisation(login.nonce(), pending.salt(), pending.payerDigest(), login.expiresAt());

            assertThat(refusal(world.finish(swapped, CHARGE))).isEqualTo(AuthorisationRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenALoginTokenIsUsedToAuthorise_thenSignatureInvalid() {
            WebEidChallenge login = world.webEid.start(Purpose.LOGIN, SESSION);
            String token = world.card.webEidToken(ORIGIN, login.nonce());

            assertThat(tokenRefusal(world.authorisation.finish(world.start(CHARGE), CHARGE, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @EnumSource(Purpose.class)
        void whenAnAuthorisationIsUsedToLogIn_thenWrongPurposeWhateverItClaims(Purpose claimed) {
            PendingAuthorisation pending = world.start(CHARGE);
            WebEidChallenge swapped = new WebEidChallenge(pending.nonce(), claimed, pending.expiresAt());

            assertThat(loginRefusal(world.webEid.finish(swapped, world.token(pending), SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenAnAuthorisationTokenIsUsedToLogIn_thenSignatureInvalid() {
            String token = world.token(world.start(CHARGE));

            assertThat(loginRefusal(world.webEid.finish(world.webEid.start(Purpose.LOGIN, SESSION), token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheProofOfAnAuthorisationIsVerifiedAsALogin_thenIncomplete() {
            AuthorisedPayment.ByPayer payment = (AuthorisedPayment.ByPayer) world.authorise(CHARGE);

            assertThat(loginRefusal(world.webEid.reverify(payment.payer().toProof(), world.trust)))
                    .isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
            assertThat(loginRefusal(world.webEid.reverify(payment.toProof(), world.trust)))
                    .isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
        }

        private WebEidRefusal loginRefusal(WebEidOutcome outcome) {
            return outcome.match(
                    ok -> {
                        throw new AssertionError("Somebody was logged in");
                    },
                    WebEidOutcome.Rejected::code);
        }
    }

    @Nested
    class Token {
        @Test
        void whenAnotherPersonSigns_thenNotThePayer() {
            PendingAuthorisation pending = world.start(CHARGE);
            String token = world.sandbox.citizen().webEidToken(ORIGIN, pending.nonce());

            assertThat(refusal(world.authorisation.finish(pending, CHARGE, token, SESSION)))
                    .isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
        }

        @Test
        void whenSignedAtAnotherOrigin_thenTokenRefused() {
            PendingAuthorisation pending = world.start(CHARGE);
            String token = world.card.webEidToken("https://evil.example", pending.nonce());

            assertThat(tokenRefusal(world.authorisation.finish(pending, CHARGE, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenMissing_thenTokenRefused() {
            assertThat(tokenRefusal(world.authorisation.finish(world.start(CHARGE), CHARGE, null, SESSION)))
                    .isEqualTo(WebEidRefusal.TOKEN_TOO_SHORT);
        }

        @Test
        void whenTheCardIsRevoked_thenTokenRefused() {
            try (PaymentWorld own = new PaymentWorld()) {
                PendingAuthorisation pending = own.start(CHARGE);
                revoke(own, own.card);

                assertThat(tokenRefusal(own.finish(pending, CHARGE))).isEqualTo(WebEidRefusal.CERTIFICATE_REVOKED);
            }
        }

        private void revoke(PaymentWorld own, IdCard card) {
            own.sandbox.ocsp().revoke(card.authenticationCertificate(), own.clock.instant(), 1);
        }
    }

    @Nested
    class Exemptions {
        private final Order small = new CardCharge(
                "O", Money.eur("30.00"), CHARGE.company(), CHARGE.paymentMethod(), "eur_acct", CHARGE.payee());

        private Exemption by(ExemptionArticle article) {
            return new Exemption(article, "decision-7", "risk-engine");
        }

        @Test
        void whenClaimed_thenTheDecisionStandsInThePayment() {
            AuthorisedPayment payment = world.authorisation
                    .exempt(small, by(ExemptionArticle.LOW_VALUE))
                    .orElseThrow();

            assertThat(payment.kind()).isEqualTo(AuthorisedPayment.Kind.BY_EXEMPTION);
            assertThat(payment.order()).isEqualTo(small);
            Exemption exemption = payment.match(
                    payer -> {
                        throw new AssertionError("No payer authorised");
                    },
                    AuthorisedPayment.ByExemption::exemption);
            assertThat(exemption).isEqualTo(by(ExemptionArticle.LOW_VALUE));
            assertThat(payment.isValidAt(world.clock.instant())).isTrue();
            assertThat(payment.validUntil()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(5)));
        }

        @Test
        void whenTheOrderShowsThatTheArticleCannotCoverIt_thenRefused() {
            assertThat(List.of(
                            refusal(world.authorisation.exempt(CHARGE, by(ExemptionArticle.LOW_VALUE))),
                            refusal(world.authorisation.exempt(in("30.01", "EUR"), by(ExemptionArticle.LOW_VALUE))),
                            refusal(world.authorisation.exempt(in("1.00", "USD"), by(ExemptionArticle.LOW_VALUE))),
                            refusal(world.authorisation.exempt(
                                    in("500.01", "EUR"), by(ExemptionArticle.TRANSACTION_RISK_ANALYSIS))),
                            refusal(world.authorisation.exempt(small, by(ExemptionArticle.OWN_ACCOUNTS)))))
                    .containsOnly(AuthorisationRefusal.EXEMPTION_NOT_APPLICABLE);
            assertThat(world.authorisation
                            .exempt(TRANSFER, by(ExemptionArticle.OWN_ACCOUNTS))
                            .kind())
                    .isEqualTo(AuthorisationOutcome.Kind.AUTHORISED);
        }

        @Test
        void whenListed_thenTheArticlesAre13To18() {
            assertThat(ExemptionArticle.values())
                    .extracting(ExemptionArticle::number)
                    .containsExactly(13, 14, 15, 16, 17, 18);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a b", "ä", "a\n"})
        void whenAnIdIsOutsideItsLimits_thenRefused(String id) {
            assertThat(Failures.codeOf(() -> new Exemption(ExemptionArticle.RECURRING, id, "x")))
                    .isEqualTo("EXEMPTION_DECISION");
            assertThat(Failures.codeOf(() -> new Exemption(ExemptionArticle.RECURRING, "x", id)))
                    .isEqualTo("EXEMPTION_DECISION");
        }

        private Order in(String amount, String currency) {
            return new CardCharge(
                    "O", Money.of(amount, currency), CHARGE.company(), CHARGE.paymentMethod(), "a", CHARGE.payee());
        }
    }

    @Nested
    class Outcomes {
        @Test
        void whenRejected_thenOrElseThrowCarriesTheCode() {
            AuthorisationOutcome outcome = world.finish(world.start(CHARGE), TRANSFER);

            assertThat(outcome.kind()).isEqualTo(AuthorisationOutcome.Kind.REJECTED);
            assertThatThrownBy(outcome::orElseThrow)
                    .isInstanceOf(TrustException.class)
                    .extracting(e -> ((TrustException) e).code())
                    .isEqualTo("ORDER_CHANGED");
        }

        @ParameterizedTest
        @EnumSource(AuthorisationRefusal.class)
        void whenRefused_thenThereIsATextForEachSide(AuthorisationRefusal refusal) {
            assertThat(refusal.operatorText()).isNotBlank().doesNotEndWith(".");
            assertThat(refusal.userText()).endsWith(".");
        }

        @ParameterizedTest
        @MethodSource("dev.eresident.payments.sca.PaymentAuthorisationTest#everythingPrinted")
        void whenPrinted_thenNoPersonalDataAndNoToken(Object printed) {
            assertThat(String.valueOf(printed))
                    .doesNotContain(world.card.person().personalCode())
                    .doesNotContain(world.card.person().surname())
                    .doesNotContain("tok-1")
                    .doesNotContain(TRANSFER.creditorIban().text());
        }
    }

    static List<Object> everythingPrinted() {
        List<Object> printed = new ArrayList<>();
        for (Order order : List.of(TRANSFER, CHARGE)) {
            PendingAuthorisation pending = world.start(order);
            printed.add(pending);
            printed.add(world.finish(pending, order));
            printed.add(world.finish(pending, order));
            printed.add(world.authorise(order));
            printed.add(world.authorise(order).toProof());
            printed.add(world.authorisation.exempt(order, new Exemption(ExemptionArticle.SECURE_CORPORATE, "d", "w")));
        }
        return printed;
    }

    @Nested
    class Building {
        @Test
        void whenADurationIsOutsideItsLimits_thenConfigurationException() {
            PaymentAuthorisation.Builder builder = PaymentAuthorisation.over(world.webEid);

            assertThat(Failures.codeOf(() -> builder.challengeLifetime(Duration.ofMinutes(6))))
                    .isEqualTo("AUTHORISATION_DURATION");
            assertThat(Failures.codeOf(() -> builder.validity(Duration.ofMinutes(16))))
                    .isEqualTo("AUTHORISATION_DURATION");
            assertThat(Failures.codeOf(() -> builder.validity(Duration.ZERO))).isEqualTo("AUTHORISATION_DURATION");
        }

        @Test
        void whenSet_thenTheDurationsApply() {
            PaymentAuthorisation service = PaymentAuthorisation.over(world.webEid)
                    .challengeLifetime(Duration.ofMinutes(1))
                    .validity(Duration.ofMinutes(2))
                    .build();
            PendingAuthorisation pending = service.start(CHARGE, world.person, SESSION);

            assertThat(pending.expiresAt()).isEqualTo(world.clock.instant().plusSeconds(60));
            assertThat(service.finish(pending, CHARGE, world.token(pending), SESSION)
                            .orElseThrow()
                            .validUntil())
                    .isEqualTo(world.clock.instant().plusSeconds(120));
        }
    }

    private static WebEidRefusal tokenRefusal(AuthorisationOutcome outcome) {
        AuthorisationOutcome.Rejected rejected = rejected(outcome);
        assertThat(rejected.code()).isEqualTo(AuthorisationRefusal.TOKEN_REFUSED);
        return rejected.token().orElseThrow().code();
    }
}
