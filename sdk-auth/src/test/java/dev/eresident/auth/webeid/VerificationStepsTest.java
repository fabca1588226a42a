package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.certificate.Oid;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidToken;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One fault in an otherwise good token at a time; none of them may make the server ask the OCSP responder. */
class VerificationStepsTest {
    private static WebEidWorld world;
    private static IdCard good;
    private long callsBefore;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        good = world.sandbox.card(CardProfile.E_RESIDENT_2025);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void count() {
        callsBefore = world.sandbox.ocsp().requestCount();
    }

    @AfterEach
    void whenRefusedBeforeTheStatus_thenNobodyWasAsked() {
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(callsBefore);
    }

    private static WebEidRefusal refusalOf(UnaryOperator<WebEidToken> fault) {
        WebEidChallenge challenge = world.start();
        String json = fault.apply(good.webEid(ORIGIN, challenge.nonce())).json();
        return refusal(world.webEid.finish(challenge, json, SESSION));
    }

    private static WebEidRefusal refusalOfText(String json) {
        return refusal(world.webEid.finish(world.start(), json, SESSION));
    }

    private static WebEidRefusal refusalOfCard(IdCard card) {
        return refusal(world.login(card));
    }

    private static IdCard card(UnaryOperator<CertificateSpec> change) {
        return world.sandbox
                .orderCard(CardProfile.E_RESIDENT_2025)
                .authenticationCertificate(change)
                .issue();
    }

    @Nested
    class Step1 {
        @Test
        void whenMissingOrShort_thenTooShort() {
            assertThat(refusal(world.webEid.finish(world.start(), null, SESSION)))
                    .isEqualTo(WebEidRefusal.TOKEN_TOO_SHORT);
            assertThat(refusalOfText("x".repeat(99))).isEqualTo(WebEidRefusal.TOKEN_TOO_SHORT);
            assertThat(refusalOfText("x".repeat(100))).isEqualTo(WebEidRefusal.TOKEN_UNPARSABLE);
        }

        @Test
        void whenLong_thenTooLong() {
            assertThat(refusalOf(token -> token.with("pad", "x".repeat(10_000))))
                    .isEqualTo(WebEidRefusal.TOKEN_TOO_LONG);
            assertThat(refusalOfText("x".repeat(10_000))).isEqualTo(WebEidRefusal.TOKEN_UNPARSABLE);
            assertThat(refusalOfText("x".repeat(10_001))).isEqualTo(WebEidRefusal.TOKEN_TOO_LONG);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "null",
                    "\"text\"",
                    "{",
                    "{\"format\":",
                    "{'format':1}",
                    "{\"format\":[]}",
                    "{\"signature\":{}}"
                })
        void whenNotAnObjectOfTexts_thenUnparsable(String json) {
            assertThat(refusalOfText(json + " ".repeat(100))).isEqualTo(WebEidRefusal.TOKEN_UNPARSABLE);
        }

        @Test
        void whenNestedDeeply_thenUnparsable() {
            assertThat(refusalOfText("{\"a\":" + "[".repeat(4000))).isEqualTo(WebEidRefusal.TOKEN_UNPARSABLE);
        }

        @Test
        void whenAFieldIsANumber_thenItsTextFailsItsStep() {
            assertThat(refusalOf(token -> token.withRaw("unverifiedCertificate", "1234")))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_UNDECODABLE);
            assertThat(refusalOf(token -> token.withRaw("format", "true"))).isEqualTo(WebEidRefusal.FORMAT_UNSUPPORTED);
        }
    }

    @Nested
    class Step2 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "web-eid",
                    "web-eid:",
                    "web-eid:0.9",
                    "web-eid:1.",
                    "web-eid:1.x",
                    "web-eid:10.0",
                    "web-eid:1x",
                    "web-eid:2",
                    "web-eid:1.0 ",
                    "web-eid:1.0\n",
                    "WEB-EID:1.0",
                    "web-eid:1.1"
                })
        void whenNotAFormatOfThisRelease_thenUnsupported(String format) {
            assertThat(refusalOf(token -> token.with("format", format.replace("\n", "\\n"))))
                    .isEqualTo(WebEidRefusal.FORMAT_UNSUPPORTED);
        }

        @Test
        void whenAbsentOrNull_thenUnsupported() {
            assertThat(refusalOf(token -> token.without("format"))).isEqualTo(WebEidRefusal.FORMAT_UNSUPPORTED);
            assertThat(refusalOf(token -> token.withRaw("format", "null"))).isEqualTo(WebEidRefusal.FORMAT_UNSUPPORTED);
        }

        @ParameterizedTest
        @CsvSource({"unverifiedSigningCertificates, web-eid:1.0", "unverifiedIntermediateCertificates, web-eid:1"})
        void whenFieldsOf11In10_thenNotAllowed(String field, String format) {
            assertThat(refusalOf(token -> token.with("format", format).withRaw(field, "[]")))
                    .isEqualTo(WebEidRefusal.FIELD_NOT_ALLOWED_FOR_FORMAT);
        }
    }

    @Nested
    class Step3And4 {
        @Test
        void whenAbsentNullOrEmpty_thenMissing() {
            assertThat(refusalOf(token -> token.without("unverifiedCertificate")))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_MISSING);
            assertThat(refusalOf(token -> token.withRaw("unverifiedCertificate", "null")))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_MISSING);
            assertThat(refusalOf(token -> token.with("unverifiedCertificate", "")))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"not base64", "AAAA", "_-_-", "MIIE"})
        void whenNotACertificate_thenUndecodable(String text) {
            assertThat(refusalOf(token -> token.with("unverifiedCertificate", text)))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_UNDECODABLE);
        }
    }

    @Nested
    class Step5 {
        @Test
        void whenNoKeyUsage_thenPurposeMissing() {
            assertThat(refusalOfCard(card(spec -> spec.withoutExtension("2.5.29.15"))))
                    .isEqualTo(WebEidRefusal.PURPOSE_MISSING);
        }

        @Test
        void whenNotForDigitalSignature_thenPurposeWrong() {
            assertThat(refusalOfCard(card(spec -> spec.keyUsage(KeyUse.NON_REPUDIATION))))
                    .isEqualTo(WebEidRefusal.PURPOSE_WRONG);
        }

        @Test
        void whenExtendedUsageWithoutClientAuth_thenPurposeWrong() {
            assertThat(refusalOfCard(card(spec -> spec.purposes(false, SandboxPki.EMAIL_PROTECTION))))
                    .isEqualTo(WebEidRefusal.PURPOSE_WRONG);
        }

        @Test
        void whenTheSigningCertificate_thenPurposeWrong() {
            assertThat(refusalOf(token -> token.withCertificate(good.signingCertificate())))
                    .isEqualTo(WebEidRefusal.PURPOSE_WRONG);
        }

        @Test
        void whenNoExtendedUsage_thenAccepted() {
            IdCard card = card(spec -> spec.withoutExtension("2.5.29.37"));

            assertThat(world.login(world.withoutOcsp(), card).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        }
    }

    @Nested
    class Step6 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.3.6.1.4.1.10015.1.3",
                    "1.3.6.1.4.1.10015.1.3.3",
                    "1.3.6.1.4.1.10015.18.1",
                    "1.3.6.1.4.1.10015.17.1",
                    "1.3.6.1.4.1.10015.17.2",
                    "1.3.6.1.4.1.10015.3.17.2"
                })
        void whenMobileIdOrSmartId_thenDisallowed(String policy) {
            assertThat(refusalOfCard(card(spec -> spec.policies("0.4.0.2042.1.2", policy))))
                    .isEqualTo(WebEidRefusal.POLICY_DISALLOWED);
        }

        @Test
        void whenOnlyTheTextBeginsLikeABlockedArc_thenAccepted() {
            IdCard card = card(spec -> spec.policies("1.3.6.1.4.1.10015.1.31"));

            assertThat(world.login(world.withoutOcsp(), card).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        }

        @Test
        void whenDisallowedByTheCaller_thenRefused() {
            WebEid service = world.settings()
                    .disallowPolicies(Oid.of("1.3.6.1.4.1.51361.2"))
                    .build();

            assertThat(refusal(world.login(service, good))).isEqualTo(WebEidRefusal.POLICY_DISALLOWED);
        }

        @Test
        void whenNotOnTheCallersAllowList_thenRefused() {
            WebEid service = world.settings()
                    .allowOnlyPolicies(Oid.of("1.3.6.1.4.1.51361.1"))
                    .build();

            assertThat(refusal(world.login(service, good))).isEqualTo(WebEidRefusal.POLICY_DISALLOWED);
            assertThat(refusal(world.login(service, card(spec -> spec.withoutExtension("2.5.29.32")))))
                    .isEqualTo(WebEidRefusal.POLICY_DISALLOWED);
        }
    }

    @Nested
    class Step7 {
        @Test
        void whenOver_thenExpired() {
            assertThat(refusalOfCard(card(spec -> spec.validity(
                            world.clock.instant().minusSeconds(100),
                            world.clock.instant().minusSeconds(1)))))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_EXPIRED);
        }

        @Test
        void whenAhead_thenNotYetValid() {
            assertThat(refusalOfCard(card(spec -> spec.validity(
                            world.clock.instant().plusSeconds(1),
                            world.clock.instant().plusSeconds(100)))))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_YET_VALID);
        }
    }

    @Nested
    class Step8 {
        @Test
        void whenFromAStranger_thenNotTrusted() {
            IdCard card = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .issuer(world.sandbox.pki().stranger())
                    .issue();

            assertThat(refusalOfCard(card)).isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheIssuersSignatureIsBroken_thenNotTrusted() {
            assertThat(refusalOfCard(card(spec -> spec.brokenSignature(true))))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }
    }

    @Nested
    class Step10 {
        @Test
        void whenAlgorithmAbsent_thenMissing() {
            assertThat(refusalOf(token -> token.without("algorithm"))).isEqualTo(WebEidRefusal.ALGORITHM_MISSING);
            assertThat(refusalOf(token -> token.with("algorithm", ""))).isEqualTo(WebEidRefusal.ALGORITHM_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"NONE", "none", "HS256", "es384", "ES384 ", "ES256K", "EdDSA"})
        void whenNotOfTheSpecification_thenUnsupported(String algorithm) {
            assertThat(refusalOf(token -> token.with("algorithm", algorithm)))
                    .isEqualTo(WebEidRefusal.ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenSignatureAbsent_thenMissing() {
            assertThat(refusalOf(token -> token.without("signature"))).isEqualTo(WebEidRefusal.SIGNATURE_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"%%%%", "AAA A", "__--"})
        void whenSignatureNotBase64_thenUndecodable(String signature) {
            assertThat(refusalOf(token -> token.with("signature", signature)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_UNDECODABLE);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 95, 97, 96, 192})
        void whenSignatureIsZeros_thenInvalid(int length) {
            WebEidRefusal expected = length == 0 ? WebEidRefusal.SIGNATURE_MISSING : WebEidRefusal.SIGNATURE_INVALID;

            assertThat(refusalOf(token -> token.withSignature(new byte[length])))
                    .isEqualTo(expected);
        }

        @Test
        void whenForAnotherOrigin_thenInvalid() {
            WebEidChallenge challenge = world.start();
            String token = good.webEidToken("https://evil.example", challenge.nonce());

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenForAnotherNonce_thenInvalid() {
            String token = good.webEidToken(ORIGIN, world.start().nonce());

            assertThat(refusal(world.webEid.finish(world.start(), token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenWithTheKeyOfAnotherCard_thenInvalid() {
            IdCard other = world.sandbox.card(CardProfile.CITIZEN_2025);

            assertThat(refusalOf(token -> token.withCertificate(other.authenticationCertificate())))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @CsvSource({"ES256, P384", "ES384, P256", "ES512, P384", "ES384, P521"})
        void whenTheCurveIsNotTheAlgorithms_thenInvalid(SignatureAlgorithm algorithm, KeyType key) {
            IdCard card = world.sandbox
                    .orderCard(CardProfile.CITIZEN_2018)
                    .keyType(key)
                    .issue();
            WebEidChallenge challenge = world.start();
            String token = card.webEid(ORIGIN, challenge.nonce(), algorithm).json();

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"RS256", "RS384", "PS256", "PS384", "PS512"})
        void whenTheKeyIsNotTheAlgorithms_thenInvalid(String algorithm) {
            assertThat(refusalOf(token -> token.with("algorithm", algorithm)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenASingleBitIsFlipped_thenInvalid() {
            WebEidChallenge challenge = world.start();
            WebEidToken token = good.webEid(ORIGIN, challenge.nonce());
            String json = token.json();
            int from = json.indexOf("\"signature\":\"") + "\"signature\":\"".length();
            byte[] signature = Base64.getDecoder().decode(json.substring(from, json.indexOf('"', from)));
            signature[50] ^= 4;

            assertThat(refusal(world.webEid.finish(
                            challenge, token.withSignature(signature).json(), SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }
    }

    @Nested
    class HolderOfTheCertificate {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "C=EE,CN=Testing",
                    "C=EE,CN=Testing,2.5.4.5=12276279",
                    "C=EE,2.5.4.4=NAME,2.5.4.5=12276279",
                    "C=EE,2.5.4.5=PNOEE-48402290000",
                    "C=EE,2.5.4.4=NAME,2.5.4.5=NTREE-10747013",
                    "C=BE,2.5.4.4=NAME,2.5.4.5=48402290000"
                })
        void whenNoNaturalPerson_thenRefused(String subject) {
            assertThat(refusalOfCard(card(spec -> spec.subject(new X500Principal(subject)))))
                    .isEqualTo(WebEidRefusal.HOLDER_NOT_A_PERSON);
        }

        @Test
        void whenOnlyOneName_thenAccepted() {
            IdCard card =
                    card(spec -> spec.subject(new X500Principal("C=EE,2.5.4.4=MONONYM,2.5.4.5=PNOEE-48402290000")));

            assertThat(world.login(world.withoutOcsp(), card).orElseThrow().fullName())
                    .isEqualTo("MONONYM");
        }

        @Test
        void whenOfAnotherCountry_thenItsIdentifierIsKept() {
            IdCard card = card(spec -> spec.subject(new X500Principal("C=EE,2.5.4.4=NAME,2.5.4.5=PASKX-XK00001")));

            assertThat(world.login(world.withoutOcsp(), card)
                            .orElseThrow()
                            .identifier()
                            .text())
                    .isEqualTo("PASKX-XK00001");
            assertThat(world.login(world.withoutOcsp(), card).orElseThrow().birthDate())
                    .isEmpty();
        }
    }

    @Test
    void whenWithoutOcsp_thenNobodyIsAsked() {
        assertThat(world.login(world.withoutOcsp(), good).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        assertThat(world.webEid.start(Purpose.LOGIN, SESSION).purpose()).isEqualTo(Purpose.LOGIN);
    }
}
