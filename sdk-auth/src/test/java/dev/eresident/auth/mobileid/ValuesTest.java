package dev.eresident.auth.mobileid;

import static dev.eresident.auth.mobileid.MobileIdWorld.BROWSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.MethodTrust;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.pki.CertificateSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs, limits and settings. */
class ValuesTest {
    private static final MobileIdUser USER =
            MobileIdUser.tryParse("+37200000766", "60001019906").orElseThrow();

    private static MobileIdWorld world;

    @BeforeAll
    static void open() {
        world = new MobileIdWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Nested
    class Users {
        @ParameterizedTest
        @CsvSource({
            "+37200000766, 60001019906, PNOEE-60001019906",
            "+372 6800 0769, 60001017869, PNOEE-60001017869",
            "+370-600-00666, 50001018865, PNOLT-50001018865"
        })
        void whenPhoneAndCodeAreTyped_thenThePersonIsOfThePhonesCountry(String phone, String code, String person) {
            assertThat(MobileIdUser.tryParse(phone, code).orElseThrow().person())
                    .isEqualTo(SemanticsIdentifier.parse(person));
        }

        @ParameterizedTest
        @CsvSource({
            "+37200000766, 60001019907",
            "+37200000766, 6000101990",
            "+37200000766, 60013019905",
            "+37200000766, ''",
            "37200000766, 60001019906",
            "+37100000766, 60001019906",
            "+3720000, 60001019906",
            "+372000007660000000000000000000007, 60001019906",
            "+372O0000766, 60001019906"
        })
        void whenOneOfThemIsMistyped_thenThereIsNoUser(String phone, String code) {
            assertThat(MobileIdUser.tryParse(phone, code)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"PNOLV-60001019906", "PASEE-60001019906", "PNOEE-X"})
        void whenTheIdentifierIsOfAnotherKind_thenItIsRefused(String person) {
            assertThatThrownBy(() -> new MobileIdUser(USER.phone(), SemanticsIdentifier.parse(person)))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageNotContaining(person);
        }

        @Test
        void whenTheCodeIsKnown_thenItIsEstonian() {
            assertThat(MobileIdUser.of(PhoneNumber.parse("+37200000766"), PersonalCode.parse("60001019906")))
                    .isEqualTo(USER);
        }
    }

    @Nested
    class Texts {
        @ParameterizedTest
        @CsvSource({"a, GSM_7", "äöüÄÖÜåÆß§¿, GSM_7", "[€], GSM_7", "õ, UCS_2", "šž, UCS_2", "Ж, UCS_2", "~, UCS_2"})
        void whenALetterIsNotInGsm7_thenUcs2IsChosen(String text, DisplayText.Encoding expected) {
            assertThat(DisplayText.of(text).encoding()).isEqualTo(expected);
        }

        @Test
        void whenATextIsAsLongAsItMayBe_thenItIsTaken() {
            assertThat(DisplayText.of("x".repeat(100)).text()).hasSize(100);
            assertThat(DisplayText.of("õ".repeat(50)).text()).hasSize(50);
            assertThat(DisplayText.of("[]{}€" + "x".repeat(95)).encoding()).isEqualTo(DisplayText.Encoding.GSM_7);
        }

        @Test
        void whenASixthCharacterIsOfTheExtensionTable_thenUcs2IsChosen() {
            assertThat(DisplayText.of("[]{}€^").encoding()).isEqualTo(DisplayText.Encoding.UCS_2);
            assertThatThrownBy(() -> new DisplayText("[]{}€^", DisplayText.Encoding.GSM_7))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenATextIsTooLong_thenItIsRefusedHere() {
            assertThatThrownBy(() -> DisplayText.of("x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DisplayText.of("õ" + "x".repeat(50))).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a\nb", "a\u202Eb", "a\u200Bb", "a\uD83D\uDE00", "a\u2028b"})
        void whenATextCannotBeShownAsItIs_thenItIsRefusedHere(String text) {
            assertThatThrownBy(() -> new DisplayText(text, DisplayText.Encoding.UCS_2))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Requests {
        @Test
        void whenTheDigestIsOfAnotherHash_thenItIsRefusedHere() {
            MobileIdRequest request = world.signing(MobileIdHash.SHA256);

            assertThatThrownBy(() -> request.withHash(MobileIdHash.SHA512))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenALoginHasADigest_thenItIsRefusedHere() {
            assertThatThrownBy(() -> new MobileIdRequest(
                            MobileIdSession.Kind.LOGIN,
                            USER,
                            MobileIdLanguage.EST,
                            Optional.empty(),
                            MobileIdHash.SHA256,
                            Optional.of(MobileIdWorld.digest(MobileIdHash.SHA256)),
                            Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenTheHashIsTooShort_thenThereIsNoVerificationCode() {
            assertThatThrownBy(() -> VerificationCode.of(new byte[1])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Sessions {
        @Test
        void whenASessionIsWrittenDown_thenItComesBackEqual() {
            for (MobileIdRequest request : List.of(world.login(), world.signing(MobileIdHash.SHA384))) {
                MobileIdSession session = world.start(request);
                MobileIdSession read = MobileIdSession.fromText(session.toText());

                assertThat(read).isEqualTo(session);
                assertThat(read.id()).isEqualTo(session.id()).startsWith("mobile-id.");
                assertThat(session.toText()).doesNotContain(world.user.phone().text());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "{\"sessionId\":\"x\"}", "not json"})
        void whenTheTextIsSomethingElse_thenItIsUnreadable(String text) {
            assertThatThrownBy(() -> MobileIdSession.fromText(text))
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo("SESSION_TEXT_UNREADABLE"));
        }

        @Test
        void whenValuesAreShown_thenNothingPersonalOrSecret() {
            DisplayText text = DisplayText.of("Buy a boat");
            MobileIdRequest request = world.login().withText(text);
            MobileIdSession session = world.start(request);
            MobileIdAnswer answer = world.answer(session);
            AuthenticatedPerson person =
                    world.mobileId.finishLogin(session, answer, BROWSER).orElseThrow();
            MobileIdAccount account = world.mobileId.certificate(world.user).orElseThrow();

            assertThat(List.of(world.user, world.user.phone(), request, text, session, answer, person, account))
                    .map(Object::toString)
                    .allSatisfy(shown -> assertThat(shown)
                            .doesNotContain(
                                    world.user.person().identifier(),
                                    world.user.phone().text().substring(1),
                                    "boat",
                                    session.hash(),
                                    session.sessionId(),
                                    person.surname().orElseThrow()));
            assertThat(world.mobileId.toString()).contains("DEMO");
        }
    }

    @Nested
    class Settings {
        @ParameterizedTest
        @ValueSource(strings = {"https://mid.sk.ee/mid-api", "ftp://mid.sk.ee/", "/mid-api/", "https://mid.sk.ee/?a=/"})
        void whenTheAddressIsUnusable_thenItIsRefused(String address) {
            var stage = MobileId.builder().relyingParty(world.bank);

            assertThatThrownBy(() -> stage.service(URI.create(address), world.transport))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("ADDRESS_UNUSABLE"));
        }

        @ParameterizedTest
        @CsvSource({
            "00000000-0000-4000-8000-00000000000A, DEMO",
            "demo, DEMO",
            "00000000-0000-0000-0000-000000000000, ' '"
        })
        void whenTheRelyingPartyHasAnotherForm_thenItIsRefused(String uuid, String name) {
            assertThatThrownBy(() -> new MobileIdRelyingParty(uuid, name)).isInstanceOf(ConfigurationException.class);
        }

        @Test
        void whenNoAuthorityIsTrusted_thenItIsRefused() {
            TrustPolicy nobody = TrustPolicy.test(TrustAnchors.builder()
                    .add(ServiceType.OCSP_QC, someCertificate())
                    .build());
            var stage = MobileId.builder().relyingParty(world.bank).service(world.service.uri(), world.transport);

            assertThatThrownBy(() -> stage.trust(nobody))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("NO_TRUSTED_CA"));
        }

        private Certificate someCertificate() {
            return Certificate.of(world.sandbox.pki().mobileId().certificate());
        }

        @Test
        void whenTheTrustOfAllMethodsIsGiven_thenThatOfMobileIdIsTaken() {
            var stage = MobileId.builder().relyingParty(world.bank).service(world.service.uri(), world.transport);
            MethodTrust others = MethodTrust.builder()
                    .believe(AuthenticationMethod.SMART_ID, world.trust)
                    .build();
            MobileId mobileId = stage.trust(MethodTrust.builder()
                            .believe(AuthenticationMethod.MOBILE_ID, world.trust)
                            .build())
                    .replayGuard(ReplayGuard.inMemory(world.clock, 10))
                    .withoutOcsp()
                    .clock(world.clock)
                    .random(world.random)
                    .build();

            assertThat(mobileId.certificate(world.user).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
            assertThatThrownBy(() -> stage.trust(others))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("METHOD_TRUST_MISSING"));
        }

        @Test
        void whenADurationIsOutsideItsLimits_thenItIsRefused() {
            MobileIdBuilder settings = world.settings(ReplayGuard.inMemory(world.clock, 10));

            assertThatThrownBy(() -> settings.sessionLifetime(Duration.ofHours(2)))
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> settings.personLifetime(Duration.ZERO)).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> settings.timeout(Duration.ofSeconds(-1)))
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(settings::policies).isInstanceOf(ConfigurationException.class);
        }

        @Test
        void whenAnotherPolicyIsAccepted_thenTheUsualOnesAreNot() {
            MobileId other = world.settings(ReplayGuard.inMemory(world.clock, 10))
                    .policies(Oid.of("1.3.6.1.4.1.10015.99"))
                    .build();

            assertThat(MobileIdWorld.refusal(other.certificate(world.user))).isEqualTo(MobileIdRefusal.POLICY_WRONG);
        }

        @Test
        void whenLifetimesAreSet_thenSessionAndPersonHaveThem() {
            MobileId brief = world.settings(ReplayGuard.inMemory(world.clock, 10))
                    .sessionLifetime(Duration.ofMinutes(2))
                    .personLifetime(Duration.ofMinutes(1))
                    .build();
            MobileIdSession session = brief.start(world.login(), BROWSER);
            AuthenticatedPerson person =
                    brief.finishLogin(session, world.answer(session), BROWSER).orElseThrow();

            assertThat(Duration.between(session.startedAt(), session.expiresAt()))
                    .isEqualTo(Duration.ofMinutes(2));
            assertThat(Duration.between(person.verifiedAt(), person.validUntil()))
                    .isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Nested
    class Identity {
        @ParameterizedTest
        @CsvSource({
            "EE, 60001019906, true",
            "EE, PNOEE-60001019906, true",
            "LT, 60001019906, false",
            "EE, PNOLT-60001019906, false",
            "EE, 60001017869, false"
        })
        void whenTheCertificateWritesTheCode_thenItMustBeThePersonThatWasAskedFor(
                String country, String serialNumber, boolean same) {
            Certificate certificate = Certificate.of(world.sandbox
                    .pki()
                    .issue(new CertificateSpec(
                            new X500Principal(
                                    "C=" + country + ",SURNAME=TEST,GIVENNAME=TEST,SERIALNUMBER=" + serialNumber,
                                    java.util.Map.of(
                                            "SURNAME", "2.5.4.4", "GIVENNAME", "2.5.4.42", "SERIALNUMBER", "2.5.4.5")),
                            world.clock.instant(),
                            world.clock.instant().plusSeconds(60)))
                    .certificate());
            Trusted trusted = new Trusted(
                    new Answer(certificate, Bytes.empty(), Bytes.empty(), SignatureAlgorithm.Family.ECDSA),
                    List.of(certificate, certificate));

            Outcome<Trusted, MobileIdRefusal> step =
                    new Step4Identity(USER.person().text()).check(trusted);

            assertThat(step instanceof Outcome.Succeeded).isEqualTo(same);
        }
    }
}
