package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.DocumentType;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The login as an integrator meets it; the steps on one token are in {@link VerificationStepsTest} and {@link SignatureStepTest}. */
class WebEidTest {
    private static WebEidWorld world;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Nested
    class Success {
        @Test
        void whenAnEResidentLogsIn_thenThePersonIsKnown() {
            IdCard card = world.sandbox.eResident();

            AuthenticatedPerson person = world.login(card).orElseThrow();

            assertThat(person.givenName()).contains(card.person().givenName());
            assertThat(person.surname()).contains(card.person().surname());
            assertThat(person.fullName())
                    .isEqualTo(card.person().givenName() + " " + card.person().surname());
            assertThat(person.identifier().text()).isEqualTo(card.person().semanticsIdentifier());
            assertThat(person.personalCode().orElseThrow().digits())
                    .isEqualTo(card.person().personalCode());
            assertThat(person.birthDate()).contains(java.time.LocalDate.of(1984, 2, 29));
            assertThat(person.country()).isEqualTo("EE");
            assertThat(person.eResidency().kind()).isEqualTo(EResidency.Kind.YES);
            assertThat(person.eResidency().reason()).isNotBlank();
            assertThat(person.document().orElseThrow().type()).isEqualTo(DocumentType.DIGI_ID_E_RESIDENT);
            assertThat(person.method()).isEqualTo(AuthenticationMethod.WEB_EID);
            assertThat(person.assuranceLevel()).isEqualTo(AssuranceLevel.HIGH);
            assertThat(person.certificate().orElseThrow().x509()).isEqualTo(card.authenticationCertificate());
            assertThat(person.verifiedAt()).isEqualTo(world.clock.instant());
            assertThat(person.validUntil()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(15)));
        }

        @ParameterizedTest
        @EnumSource(CardProfile.class)
        void whenAnyGenerationOfCard_thenEResidencyIsTold(CardProfile profile) {
            AuthenticatedPerson person =
                    world.login(world.sandbox.card(profile)).orElseThrow();

            assertThat(person.eResidency().kind())
                    .isEqualTo(profile.isEResident() ? EResidency.Kind.YES : EResidency.Kind.NO);
            assertThat(person.identifier().text())
                    .isEqualTo(world.sandbox.card(profile).person().semanticsIdentifier());
        }

        @ParameterizedTest
        @CsvSource({
            "ES256, P256",
            "ES384, P384",
            "ES512, P521",
            "RS256, RSA2048",
            "RS384, RSA2048",
            "RS512, RSA2048",
            "PS256, RSA2048",
            "PS384, RSA2048",
            "PS512, RSA2048"
        })
        void whenAnyAlgorithmOfTheSpecification_thenAccepted(SignatureAlgorithm algorithm, KeyType key) {
            IdCard card = world.sandbox
                    .orderCard(CardProfile.CITIZEN_2018)
                    .keyType(key)
                    .issue();
            WebEidChallenge challenge = world.start();
            String token = card.webEid(ORIGIN, challenge.nonce(), algorithm).json();

            assertThat(world.webEid.finish(challenge, token, SESSION).kind())
                    .isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        }

        @Test
        void whenTheChallengeIsRestoredFromItsFields_thenItWorks() {
            WebEidChallenge challenge = world.start();
            WebEidChallenge restored =
                    new WebEidChallenge(challenge.nonce(), challenge.purpose(), challenge.expiresAt());
            String token = world.sandbox.eResident().webEidToken(ORIGIN, restored.nonce());

            assertThat(world.webEid.finish(restored, token, SESSION).kind())
                    .isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        }

        @Test
        void whenTheServiceHasSeveralOrigins_thenAnyOfThemIsGood() {
            WebEid service = WebEid.builder()
                    .origins(List.of("https://other.example", ORIGIN + ":443"))
                    .trust(world.trust)
                    .replayGuard(world.guard)
                    .ocsp(world.ocsp)
                    .clock(world.clock)
                    .random(world.random)
                    .build();

            AuthenticatedPerson person =
                    world.login(service, world.sandbox.eResident()).orElseThrow();

            assertThat(person.toProof().facts()).containsEntry("origin", ORIGIN);
        }

        @Test
        void whenTheCardExpiresSoon_thenThePersonIsNotValidBeyondIt() {
            IdCard card = world.sandbox
                    .orderCard(CardProfile.CITIZEN_2018)
                    .authenticationCertificate(spec -> spec.validity(
                            world.clock.instant().minusSeconds(60),
                            world.clock.instant().plusSeconds(60)))
                    .issue();

            AuthenticatedPerson person = world.login(card).orElseThrow();

            assertThat(person.validUntil()).isEqualTo(world.clock.instant().plusSeconds(60));
            assertThat(person.isValidAt(world.clock.instant().plusSeconds(60))).isTrue();
            assertThat(person.isValidAt(world.clock.instant().plusSeconds(61))).isFalse();
            assertThat(person.isValidAt(world.clock.instant().minusSeconds(1))).isFalse();
        }
    }

    @Nested
    class Challenge {
        @Test
        void whenStarted_thenTheNonceIs32RandomBytesFor5Minutes() {
            WebEidChallenge first = world.start();
            WebEidChallenge second = world.start();

            assertThat(first.nonce()).hasSize(44).isNotEqualTo(second.nonce());
            assertThat(Base64.getDecoder().decode(first.nonce())).hasSize(32);
            assertThat(first.expiresAt()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(5)));
            assertThat(first.id()).startsWith("web-eid.").isNotEqualTo(second.id());
            assertThat(first.toString()).doesNotContain(first.nonce());
        }

        @ParameterizedTest
        @EnumSource(
                value = Purpose.class,
                names = {"AUTHORISE", "SIGN"})
        void whenStartedForAnotherPurpose_thenRefused(Purpose purpose) {
            assertThatThrownBy(() -> world.webEid.start(purpose, SESSION))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(purpose.name());
        }

        @Test
        void whenTheGuardIsFull_thenTypedErrorAndNoChallenge() {
            WebEid service = service(ReplayGuard.inMemory(world.clock, 1));
            service.start(Purpose.LOGIN, SESSION);

            assertThatThrownBy(() -> service.start(Purpose.LOGIN, SESSION))
                    .isInstanceOf(ServiceException.class)
                    .extracting(e -> ((ServiceException) e).code())
                    .isEqualTo("REPLAY_GUARD_FULL");
        }

        private WebEid service(ReplayGuard guard) {
            return WebEid.builder()
                    .origin(ORIGIN)
                    .trust(world.trust)
                    .replayGuard(guard)
                    .ocsp(world.ocsp)
                    .clock(world.clock)
                    .random(world.random)
                    .build();
        }

        @Test
        void whenUsedTwice_thenAlreadyUsed() {
            WebEidChallenge challenge = world.start();
            String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());
            world.webEid.finish(challenge, token, SESSION).orElseThrow();

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenTheFirstAttemptFailed_thenUsedUpAllTheSame() {
            WebEidChallenge challenge = world.start();
            String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());
            assertThat(refusal(world.webEid.finish(challenge, "{}", SESSION))).isEqualTo(WebEidRefusal.TOKEN_TOO_SHORT);

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenInAnotherSession_thenRefusedAndBurnt() {
            WebEidChallenge challenge = world.start();
            String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());

            assertThat(refusal(world.webEid.finish(challenge, token, "session-of-a-victim")))
                    .isEqualTo(WebEidRefusal.CHALLENGE_WRONG_SESSION);
            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }

        @ParameterizedTest
        @EnumSource(
                value = Purpose.class,
                names = {"AUTHORISE", "SIGN"})
        void whenRegisteredForAnotherPurpose_thenRefused(Purpose purpose) {
            String nonce = world.start().nonce().replace(world.start().nonce().charAt(0), 'A');
            WebEidChallenge challenge = new WebEidChallenge(
                    nonce + purpose, purpose, world.clock.instant().plusSeconds(60));
            world.guard.register(
                    challenge.id(), purpose, SessionBinding.of(SESSION).hash(), challenge.expiresAt());
            String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenTheStoredPurposeWasChanged_thenRefused() {
            WebEidChallenge challenge = world.start();
            WebEidChallenge changed = new WebEidChallenge(challenge.nonce(), Purpose.SIGN, challenge.expiresAt());
            String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());

            assertThat(refusal(world.webEid.finish(changed, token, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenTheNonceWasMadeUp_thenNotFound() {
            WebEidChallenge challenge = world.start();
            WebEidChallenge invented =
                    new WebEidChallenge("A".repeat(43) + "=", challenge.purpose(), challenge.expiresAt());
            String token = world.sandbox.eResident().webEidToken(ORIGIN, invented.nonce());

            assertThat(refusal(world.webEid.finish(invented, token, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_NOT_FOUND);
        }
    }

    @Nested
    class Expiry {
        private final dev.eresident.auth.TestClock later = new dev.eresident.auth.TestClock(world.clock.instant());
        private final ReplayGuard guard = ReplayGuard.inMemory(later, 10);
        private final WebEid service = WebEid.builder()
                .origin(ORIGIN)
                .trust(world.trust)
                .replayGuard(guard)
                .withoutOcsp()
                .clock(later)
                .random(world.random)
                .build();
        private final WebEidChallenge challenge = service.start(Purpose.LOGIN, SESSION);
        private final String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());

        @Test
        void whenFinishedAtTheLastInstant_thenAccepted() {
            later.advance(Duration.ofMinutes(5));

            assertThat(service.finish(challenge, token, SESSION).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        }

        @Test
        void whenFinishedTooLate_thenExpired() {
            later.advance(Duration.ofMinutes(5).plusNanos(1));

            assertThat(refusal(service.finish(challenge, token, SESSION))).isEqualTo(WebEidRefusal.NONCE_EXPIRED);
        }

        @Test
        void whenTheGuardForgotItMeanwhile_thenExpired() {
            later.advance(Duration.ofMinutes(6));
            service.start(Purpose.LOGIN, SESSION);

            assertThat(refusal(service.finish(challenge, token, SESSION))).isEqualTo(WebEidRefusal.NONCE_EXPIRED);
        }

        @Test
        void whenTheStoredExpiryWasExtended_thenExpired() {
            WebEidChallenge extended = new WebEidChallenge(
                    challenge.nonce(),
                    challenge.purpose(),
                    challenge.expiresAt().plusSeconds(3600));
            later.advance(Duration.ofMinutes(6));

            assertThat(refusal(service.finish(extended, token, SESSION))).isEqualTo(WebEidRefusal.NONCE_EXPIRED);
        }
    }

    @Nested
    class Outcomes {
        @Test
        void whenRejected_thenOrElseThrowCarriesTheCode() {
            WebEidOutcome outcome = world.webEid.finish(world.start(), null, SESSION);

            assertThat(outcome.kind()).isEqualTo(WebEidOutcome.Kind.REJECTED);
            assertThatThrownBy(outcome::orElseThrow)
                    .isInstanceOf(TrustException.class)
                    .extracting(e -> ((TrustException) e).code())
                    .isEqualTo("TOKEN_TOO_SHORT");
        }

        @ParameterizedTest
        @EnumSource(WebEidRefusal.class)
        void whenRefused_thenThereIsATextForEachSide(WebEidRefusal refusal) {
            assertThat(refusal.operatorText()).isNotBlank().doesNotEndWith(".");
            assertThat(refusal.userText()).endsWith(".");
        }

        @ParameterizedTest
        @MethodSource("dev.eresident.auth.webeid.WebEidTest#everythingPrinted")
        void whenPrinted_thenNoPersonalData(Object printed) {
            String text = String.valueOf(printed);

            assertThat(text)
                    .doesNotContain(world.sandbox.eResident().person().personalCode())
                    .doesNotContain(world.sandbox.eResident().person().surname())
                    .doesNotContain(world.sandbox.eResident().person().givenName());
        }
    }

    static List<Object> everythingPrinted() {
        List<Object> printed = new ArrayList<>();
        IdCard card = world.sandbox.eResident();
        AuthenticatedPerson person = world.login(card).orElseThrow();
        printed.add(person);
        printed.add(new WebEidOutcome.Authenticated(person, List.of()));
        printed.add(person.toProof());
        printed.add(world.webEid);
        WebEidChallenge challenge = world.start();
        printed.add(
                world.webEid.finish(challenge, card.webEidToken("https://evil.example", challenge.nonce()), SESSION));
        return printed;
    }
}
