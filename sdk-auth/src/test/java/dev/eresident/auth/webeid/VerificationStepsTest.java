package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SandboxPki;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps 1 to 8, and nothing asked when nothing shall be. */
class VerificationStepsTest extends OneFault {
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
                    "web-eid:1.1 ",
                    "web-eid:1.1.0"
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
        void whenTheListOfItsAuthorityEnded_thenNotTrusted() {
            TestClock lists = new TestClock(world.clock.instant());
            TrustAnchors loaded = TrustAnchors.builder()
                    .addTrustedList(
                            TrustedList.parse(world.sandbox.pki().trustedList(), "list"), lists.instant(), lists)
                    .build();
            WebEid service = WebEid.builder()
                    .origin(ORIGIN)
                    .trust(TrustPolicy.test(loaded))
                    .replayGuard(world.guard)
                    .withoutOcsp()
                    .clock(world.clock)
                    .random(world.random)
                    .build();
            AuthenticatedPerson person = world.login(service, good).orElseThrow();

            lists.advance(Duration.ofSeconds(1));

            assertThat(refusal(world.login(service, good))).isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
            assertThat(refusal(service.reverify(person.toProof(), TrustPolicy.test(loaded))))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheCertificateItselfIsListed_thenNotTrusted() {
            WebEid service = WebEid.builder()
                    .origin(ORIGIN)
                    .trust(TrustPolicy.test(
                            TrustAnchors.ofCas(List.of(Certificate.of(good.authenticationCertificate())))))
                    .replayGuard(world.guard)
                    .ocsp(world.ocsp)
                    .clock(world.clock)
                    .random(world.random)
                    .build();

            assertThat(refusal(world.login(service, good))).isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @ParameterizedTest
        @CsvSource({"2, true", "1, false"})
        void whenItsAuthorityHasPurposes_thenAuthenticationMustBeAmongThem(byte purpose, boolean accepted) {
            WebEid service = WebEid.builder()
                    .origin(ORIGIN)
                    .trust(TrustPolicy.test(TrustAnchors.ofCas(List.of(authorityFor(purpose)))))
                    .replayGuard(world.guard)
                    .withoutOcsp()
                    .clock(world.clock)
                    .random(world.random)
                    .build();
            WebEidOutcome outcome = world.login(service, world.sandbox.card(CardProfile.E_RESIDENT_2018));

            String verdict =
                    outcome.match(ok -> "ACCEPTED", refused -> refused.code().name());
            assertThat(verdict).isEqualTo(accepted ? "ACCEPTED" : "CERTIFICATE_NOT_TRUSTED");
        }

        /** The sandbox's ESTEID2018 with clientAuth (1.3.6.1.5.5.7.3.2) replaced; nobody verifies the signature of an anchor. */
        private static Certificate authorityFor(byte purpose) {
            byte[] der = Certificate.of(world.sandbox.pki().esteid2018().certificate())
                    .der()
                    .toByteArray();
            byte[] clientAuth = {0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02};
            for (int i = 0; i + clientAuth.length <= der.length; i++) {
                if (Arrays.equals(der, i, i + clientAuth.length, clientAuth, 0, clientAuth.length)) {
                    der[i + clientAuth.length - 1] = purpose;
                    return Certificate.read(der);
                }
            }
            throw new AssertionError("The authority has no clientAuth");
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.5.29.30", "1.2.3.4.5"})
        void whenItHasACriticalExtensionThatNobodyChecks_thenNotTrusted(String oid) {
            assertThat(refusalOfCard(card(spec -> spec.extension(oid, true, new byte[] {0x30, 0}))))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheIssuersSignatureIsBroken_thenNotTrusted() {
            assertThat(refusalOfCard(card(spec -> spec.brokenSignature(true))))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }
    }

    @Test
    void whenWithoutOcsp_thenNobodyIsAsked() {
        assertThat(world.login(world.withoutOcsp(), good).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        assertThat(world.webEid.start(Purpose.LOGIN, SESSION).purpose()).isEqualTo(Purpose.LOGIN);
    }
}
