package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.webeid.CardAlgorithm.Crypto;
import dev.eresident.auth.webeid.CardAlgorithm.Hash;
import dev.eresident.auth.webeid.CardAlgorithm.Padding;
import dev.eresident.core.Bytes;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidApp;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing with the card: choice of certificate, negotiation, the value; each fault is a refusal of its own. */
class CardSigningTest {
    private static final byte[] DOCUMENT = {1, 2, 3};

    private static WebEidWorld world;
    private static IdCard card;
    private static WebEidApp app;
    private static AuthenticatedPerson person;
    private static CardSigning signing;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        card = world.sandbox.card(CardProfile.E_RESIDENT_2025);
        app = WebEidApp.with(card);
        person = world.login(card).orElseThrow();
        signing = CardSigning.with(world.webEid);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void heal() {
        world.sandbox.ocsp().heal();
    }

    private static SigningCertificate certificate() {
        return signing.certificate(person, app.signingCertificate()).orElseThrow();
    }

    private static Bytes digest(CardAlgorithm algorithm) {
        return Bytes.of(DigestAlgorithm.byJcaName(algorithm.hash().wireName())
                .orElseThrow()
                .digest(DOCUMENT));
    }

    private static PendingCardSignature begun() {
        return begun(certificate());
    }

    private static PendingCardSignature begun(SigningCertificate certificate) {
        CardAlgorithm algorithm = certificate.negotiate().orElseThrow();
        return signing.start(person, certificate, algorithm, digest(algorithm), SESSION)
                .orElseThrow();
    }

    private static WebEidRefusal refusal(Outcome<?, WebEidRefusal> outcome) {
        return outcome.match(
                ok -> {
                    throw new AssertionError("nothing was refused");
                },
                Outcome.Rejected::code);
    }

    @Test
    void whenTheCardSigns_thenTheValueVerifiesAndTheStatusWasAskedOnce() {
        PendingCardSignature pending = begun();
        long before = world.sandbox.ocsp().requestCount();

        CardSignature signature = signing.finish(pending, app.sign(pending.requestJson()), SESSION)
                .orElseThrow();

        assertThat(signature.value().size()).isEqualTo(96);
        assertThat(signature.algorithm()).isEqualTo(new CardAlgorithm(Crypto.ECC, Hash.SHA_384, Padding.NONE));
        assertThat(signature.digest()).isEqualTo(pending.digest());
        assertThat(signature.signer()).isEqualTo(person.identifier());
        assertThat(signature.certificate()).isEqualTo(Certificate.of(card.signingCertificate()));
        assertThat(signature.issuer()).isEqualTo(Certificate.of(card.issuer().certificate()));
        assertThat(signature.ocspResponse()).isPresent();
        assertThat(signature.verifiedAt()).isEqualTo(world.clock.instant());
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before + 1);
    }

    @Test
    void whenTheLoginBroughtTheCertificate_thenItSignsWithoutAskingForIt() {
        WebEidChallenge challenge = world.start();
        WebEidOutcome outcome = world.webEid.finish(
                challenge,
                card.webEid(ORIGIN, challenge.nonce())
                        .withSigningCertificateOf(card)
                        .json(),
                SESSION);
        SigningCertificate brought =
                outcome.match(ok -> ok.signingCertificates().get(0), refused -> {
                    throw new AssertionError(refused.text());
                });
        SigningCertificate restored =
                signing.certificate(person, brought.toJson()).orElseThrow();
        PendingCardSignature pending = begun(restored);

        assertThat(signing.finish(pending, app.sign(pending.requestJson()), SESSION)
                        .kind())
                .isEqualTo(Outcome.Kind.SUCCEEDED);
    }

    @Test
    void whenThePageSendsFarMoreThanIsNeeded_thenThePendingSignatureStaysSmall() {
        String stranger = "\""
                + Certificate.of(world.sandbox.pki().smartId().certificate())
                        .der()
                        .base64() + "\"";
        String algorithm = "{\"cryptoAlgorithm\":\"ECC\",\"hashFunction\":\"SHA-384\",\"paddingScheme\":\"NONE\"}";
        String offer = "{\"certificate\":\""
                + Certificate.of(card.signingCertificate()).der().base64()
                + "\",\"intermediateCertificates\":[" + String.join(",", Collections.nCopies(8, stranger))
                + "],\"supportedSignatureAlgorithms\":[" + String.join(",", Collections.nCopies(64, algorithm)) + "]}";

        PendingCardSignature pending = begun(signing.certificate(person, offer).orElseThrow());

        assertThat(pending.toText().length()).isLessThan(SessionStore.LONGEST_TEXT / 2);
        assertThat(signing.finish(pending, app.sign(pending.requestJson()), SESSION)
                        .kind())
                .isEqualTo(Outcome.Kind.SUCCEEDED);
    }

    @Test
    void whenWithoutOcsp_thenNobodyIsAsked() {
        CardSigning without = CardSigning.with(world.withoutOcsp());
        SigningCertificate certificate = certificate();
        CardAlgorithm algorithm = certificate.negotiate().orElseThrow();
        PendingCardSignature pending = without.start(person, certificate, algorithm, digest(algorithm), SESSION)
                .orElseThrow();
        long before = world.sandbox.ocsp().requestCount();

        assertThat(without.finish(pending, app.sign(pending.requestJson()), SESSION)
                        .orElseThrow()
                        .ocspResponse())
                .isEmpty();
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenPrinted_thenNoPersonalData() {
        PendingCardSignature pending = begun();
        CardSignature signature = signing.finish(pending, app.sign(pending.requestJson()), SESSION)
                .orElseThrow();

        assertThat(pending + " " + signature + " " + signing)
                .doesNotContain(card.person().personalCode())
                .doesNotContain(card.person().surname())
                .doesNotContain(pending.nonce());
    }

    @Nested
    class Choosing {
        private WebEidRefusal refusalOf(String json) {
            long before = world.sandbox.ocsp().requestCount();
            WebEidRefusal refusal = refusal(signing.certificate(person, json));
            assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
            return refusal;
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "null", "{", "{\"certificate\":[]}", "{\"supportedSignatureAlgorithms\":5}"})
        void whenNotAnAnswer_thenUnparsable(String json) {
            assertThat(refusalOf(json)).isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
        }

        @Test
        void whenMissingOrEmpty_thenSaidSo() {
            assertThat(refusal(signing.certificate(person, null))).isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
            assertThat(refusalOf("{}")).isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
            assertThat(refusalOf(app.signingCertificate() + " ".repeat(65_536)))
                    .isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
        }

        @Test
        void whenOfAnotherPerson_thenOtherPerson() {
            assertThat(refusalOf(WebEidApp.with(world.sandbox.citizen()).signingCertificate()))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_OTHER_PERSON);
        }

        @Test
        void whenOfTheSamePersonsOtherCard_thenAccepted() {
            IdCard older = world.sandbox.card(CardProfile.E_RESIDENT_2018);

            assertThat(signing.certificate(person, WebEidApp.with(older).signingCertificate())
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenFromAStranger_thenNotTrusted() {
            IdCard forged = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .issuer(world.sandbox.pki().stranger())
                    .issue();

            assertThat(refusalOf(WebEidApp.with(forged).signingCertificate()))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenFromTheAuthorityOfSmartId_thenNotTrusted() {
            IdCard account = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .issuer(world.sandbox.pki().smartId())
                    .issue();

            assertThat(refusalOf(WebEidApp.with(account).signingCertificate()))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenNotForSigning_thenWrongKeyUsage() {
            IdCard wrong = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .signingCertificate(spec -> spec.keyUsage(KeyUse.DIGITAL_SIGNATURE))
                    .issue();

            assertThat(refusalOf(WebEidApp.with(wrong).signingCertificate()))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_WRONG_KEY_USAGE);
        }

        @Test
        void whenTheCallerAcceptsOtherKindsOnly_thenDisallowed() {
            String answer = app.signingCertificate();
            CardSigning others = CardSigning.with(world.settings()
                    .allowOnlyPolicies(Oid.of("1.3.6.1.4.1.51361.1"))
                    .build());
            CardSigning cards = CardSigning.with(world.settings()
                    .allowOnlyPolicies(Oid.of("1.3.6.1.4.1.51361.2"))
                    .build());

            assertThat(refusal(others.certificate(person, answer))).isEqualTo(WebEidRefusal.POLICY_DISALLOWED);
            assertThat(cards.certificate(person, answer).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenNobodyIsNamed_thenNotAPerson() {
            IdCard nobody = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .signingCertificate(spec -> spec.subject(new X500Principal("CN=nobody,C=EE")))
                    .issue();

            assertThat(refusalOf(WebEidApp.with(nobody).signingCertificate()))
                    .isEqualTo(WebEidRefusal.HOLDER_NOT_A_PERSON);
        }

        @Test
        void whenThePersonIsStale_thenRefused() {
            AuthenticatedPerson brief = world.login(
                            world.settings().personLifetime(Duration.ofNanos(1)).build(), card)
                    .orElseThrow();
            TestClock later = new TestClock(world.clock.instant().plusSeconds(1));
            CardSigning then = CardSigning.with(WebEid.builder()
                    .origin(ORIGIN)
                    .trust(world.trust)
                    .replayGuard(world.guard)
                    .ocsp(world.ocsp)
                    .clock(later)
                    .random(world.random)
                    .build());
            SigningCertificate certificate = certificate();
            CardAlgorithm algorithm = certificate.negotiate().orElseThrow();

            assertThat(refusal(then.certificate(brief, app.signingCertificate())))
                    .isEqualTo(WebEidRefusal.PERSON_NOT_VALID);
            assertThat(refusal(then.start(brief, certificate, algorithm, digest(algorithm), SESSION)))
                    .isEqualTo(WebEidRefusal.PERSON_NOT_VALID);
        }

        @Test
        void whenRefused_thenOrElseThrowCarriesTheCode() {
            assertThatThrownBy(() -> signing.certificate(person, "{}").orElseThrow())
                    .isInstanceOf(TrustException.class)
                    .extracting(e -> ((TrustException) e).code())
                    .isEqualTo("SIGNING_CERTIFICATES_MISSING");
        }
    }

    @Nested
    class Negotiating {
        private SigningCertificate of(KeyType key, SignatureAlgorithm... supported) {
            IdCard other = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .keyType(key)
                    .issue();
            WebEidApp software = supported.length == 0
                    ? WebEidApp.with(other)
                    : WebEidApp.with(other).supporting(supported);
            return signing.certificate(person, software.signingCertificate()).orElseThrow();
        }

        @ParameterizedTest
        @CsvSource({"P256, SHA_256", "P384, SHA_384", "P521, SHA_512"})
        void whenEverythingIsSupported_thenTheHashOfTheCurve(KeyType key, Hash hash) {
            assertThat(of(key).negotiate()).contains(new CardAlgorithm(Crypto.ECC, hash, Padding.NONE));
        }

        @Test
        void whenRsa_thenSha256WithPkcs1() {
            assertThat(of(KeyType.RSA2048).negotiate())
                    .contains(new CardAlgorithm(Crypto.RSA, Hash.SHA_256, Padding.PKCS1));
            assertThat(of(KeyType.RSA2048, SignatureAlgorithm.PS256, SignatureAlgorithm.RS512)
                            .negotiate())
                    .contains(new CardAlgorithm(Crypto.RSA, Hash.SHA_256, Padding.PSS));
        }

        @Test
        void whenTheHashOfTheCurveIsNotSupported_thenTheLongestOther() {
            assertThat(of(KeyType.P384, SignatureAlgorithm.ES256, SignatureAlgorithm.ES512)
                            .negotiate())
                    .contains(new CardAlgorithm(Crypto.ECC, Hash.SHA_512, Padding.NONE));
        }

        @Test
        void whenTheCallerPrefersAnother_thenThat() {
            assertThat(of(KeyType.P384).negotiate(List.of(Hash.SHA3_256, Hash.SHA_256)))
                    .contains(new CardAlgorithm(Crypto.ECC, Hash.SHA_256, Padding.NONE));
            assertThat(of(KeyType.P384).negotiate(List.of(Hash.SHA3_256))).isEmpty();
        }

        @Test
        void whenNothingFitsTheKey_thenNothing() {
            assertThat(of(KeyType.P384, SignatureAlgorithm.RS256).negotiate()).isEmpty();
            assertThat(of(KeyType.RSA2048, SignatureAlgorithm.ES256).negotiate())
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "ECC, SHA-224, NONE",
            "ECC, SHA3-224, NONE",
            "ECC, SHA-384, PKCS1.5",
            "RSA, SHA-384, PKCS1.5",
            "RSA, SHA-384, NONE"
        })
        void whenOnlyAWeakOrSenselessOne_thenNothingAndStartRefuses(String crypto, String hash, String padding) {
            String json = app.signingCertificate()
                            .replaceFirst("\\[.*]", "")
                            .replaceFirst("\"supportedSignatureAlgorithms\":}", "")
                    + "\"supportedSignatureAlgorithms\":[{\"cryptoAlgorithm\":\"" + crypto + "\",\"hashFunction\":\""
                    + hash + "\",\"paddingScheme\":\"" + padding + "\"}]}";
            SigningCertificate certificate = signing.certificate(person, json).orElseThrow();
            CardAlgorithm only = certificate.algorithms().get(0);

            assertThat(certificate.negotiate(List.of(Hash.values()))).isEmpty();
            assertThat(refusal(signing.start(
                            person,
                            certificate,
                            only,
                            Bytes.of(new byte[only.hash().length()]),
                            SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHM_NOT_COMMON);
        }

        @Test
        void whenAnAlgorithmIsTakenThatTheCardDoesNotOffer_thenRefused() {
            CardAlgorithm algorithm = new CardAlgorithm(Crypto.ECC, Hash.SHA3_384, Padding.NONE);

            assertThat(refusal(signing.start(person, certificate(), algorithm, Bytes.of(new byte[48]), SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHM_NOT_COMMON);
        }

        @ParameterizedTest
        @EnumSource(
                value = SignatureAlgorithm.class,
                names = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
        void whenTheRsaCardSupportsOne_thenItsValueVerifies(SignatureAlgorithm algorithm) {
            IdCard rsa = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .keyType(KeyType.RSA2048)
                    .label("rsa-signer-" + algorithm)
                    .issue();
            WebEidApp software = WebEidApp.with(rsa).supporting(algorithm);
            PendingCardSignature pending = begun(
                    signing.certificate(person, software.signingCertificate()).orElseThrow());

            assertThat(signing.finish(pending, software.sign(pending.requestJson()), SESSION)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }
    }

    @Nested
    class Starting {
        @Test
        void whenTheDigestHasAnotherLength_thenIllegalArgument() {
            SigningCertificate certificate = certificate();
            CardAlgorithm algorithm = certificate.negotiate().orElseThrow();

            assertThatThrownBy(() -> signing.start(person, certificate, algorithm, Bytes.of(new byte[32]), SESSION))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SHA-384");
        }

        @Test
        void whenTheCertificateIsAnothers_thenOtherPerson() {
            IdCard citizen = world.sandbox.card(CardProfile.CITIZEN_2025);
            SigningCertificate theirs = signing.certificate(
                            world.login(citizen).orElseThrow(),
                            WebEidApp.with(citizen).signingCertificate())
                    .orElseThrow();
            CardAlgorithm algorithm = theirs.negotiate().orElseThrow();

            assertThat(refusal(signing.start(person, theirs, algorithm, digest(algorithm), SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_OTHER_PERSON);
        }

        @Test
        void whenTheGuardIsFull_thenTypedError() {
            CardSigning full = CardSigning.with(WebEid.builder()
                    .origin(ORIGIN)
                    .trust(world.trust)
                    .replayGuard(ReplayGuard.inMemory(world.clock, 1))
                    .withoutOcsp()
                    .clock(world.clock)
                    .random(world.random)
                    .build());
            SigningCertificate certificate = certificate();
            CardAlgorithm algorithm = certificate.negotiate().orElseThrow();
            full.start(person, certificate, algorithm, digest(algorithm), SESSION)
                    .orElseThrow();

            assertThatThrownBy(() -> full.start(person, certificate, algorithm, digest(algorithm), SESSION))
                    .isInstanceOf(ServiceException.class)
                    .extracting(e -> ((ServiceException) e).code())
                    .isEqualTo("REPLAY_GUARD_FULL");
        }

        @Test
        void whenStarted_thenForTheLifetimeOfAChallengeUnderAnIdOfItsOwn() {
            PendingCardSignature first = begun();
            PendingCardSignature second = begun();

            assertThat(first.expiresAt()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(5)));
            assertThat(first.id()).startsWith("web-eid-sign.").isNotEqualTo(second.id());
        }
    }

    @Nested
    class Finishing {
        private final PendingCardSignature pending = begun();
        private final String answer = app.sign(pending.requestJson());

        private WebEidRefusal refusalOf(PendingCardSignature changed, String json, String session) {
            long before = world.sandbox.ocsp().requestCount();
            WebEidRefusal refusal = refusal(signing.finish(changed, json, session));
            assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
            return refusal;
        }

        private WebEidRefusal refusalOf(String json) {
            return refusalOf(pending, json, SESSION);
        }

        private String with(String name, String json) {
            return answer.substring(0, answer.length() - 1) + ",\"" + name + "\":" + json + "}";
        }

        private String withValue(byte[] value) {
            return "{\"signature\":\"" + Base64.getEncoder().encodeToString(value) + "\""
                    + answer.substring(answer.indexOf(",\"signatureAlgorithm\""));
        }

        @Test
        void whenUsedTwice_thenAlreadyUsed() {
            signing.finish(pending, answer, SESSION).orElseThrow();

            assertThat(refusalOf(answer)).isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenTheFirstAttemptFailed_thenUsedUpAllTheSame() {
            assertThat(refusalOf("{}")).isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
            assertThat(refusalOf(answer)).isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenInAnotherSession_thenWrongSessionAndBurnt() {
            assertThat(refusalOf(pending, answer, "another session")).isEqualTo(WebEidRefusal.CHALLENGE_WRONG_SESSION);
            assertThat(refusalOf(answer)).isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }

        @ParameterizedTest
        @EnumSource(
                value = Purpose.class,
                names = {"LOGIN", "AUTHORISE"})
        void whenTheGuardKnowsItForAnotherPurpose_thenWrongPurpose(Purpose purpose) {
            PendingCardSignature other = new PendingCardSignature(
                    purpose + pending.nonce(),
                    pending.digest(),
                    pending.algorithm(),
                    pending.certificateJson(),
                    pending.signer(),
                    pending.expiresAt());
            world.guard.register(other.id(), purpose, SessionBinding.of(SESSION).hash(), other.expiresAt());

            assertThat(refusalOf(other, answer, SESSION)).isEqualTo(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenALoginIsFinishedWithIt_thenNotFound() {
            WebEidChallenge challenge = new WebEidChallenge(pending.nonce(), Purpose.LOGIN, pending.expiresAt());

            assertThat(WebEidWorld.refusal(
                            world.webEid.finish(challenge, card.webEidToken(ORIGIN, pending.nonce()), SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_NOT_FOUND);
        }

        @Test
        void whenTheValueIsChanged_thenNotFound() {
            CardAlgorithm other = new CardAlgorithm(Crypto.ECC, Hash.SHA3_384, Padding.NONE);
            String theirs = WebEidApp.with(world.sandbox.citizen()).signingCertificate();
            String nonce = "A" + pending.nonce().substring(1);
            Bytes zeros = Bytes.of(new byte[48]);
            Instant expiry = pending.expiresAt();
            List<PendingCardSignature> changed = List.of(
                    new PendingCardSignature(
                            nonce.equals(pending.nonce()) ? "B" + nonce.substring(1) : nonce,
                            pending.digest(),
                            pending.algorithm(),
                            pending.certificateJson(),
                            pending.signer(),
                            expiry),
                    new PendingCardSignature(
                            pending.nonce(),
                            zeros,
                            pending.algorithm(),
                            pending.certificateJson(),
                            pending.signer(),
                            expiry),
                    new PendingCardSignature(
                            pending.nonce(),
                            pending.digest(),
                            other,
                            pending.certificateJson(),
                            pending.signer(),
                            expiry),
                    new PendingCardSignature(
                            pending.nonce(), pending.digest(), pending.algorithm(), theirs, pending.signer(), expiry),
                    new PendingCardSignature(
                            pending.nonce(),
                            pending.digest(),
                            pending.algorithm(),
                            pending.certificateJson(),
                            world.login(world.sandbox.citizen()).orElseThrow().identifier(),
                            expiry));

            assertThat(changed)
                    .allSatisfy(value ->
                            assertThat(refusalOf(value, answer, SESSION)).isEqualTo(WebEidRefusal.CHALLENGE_NOT_FOUND));
            assertThat(signing.finish(pending, answer, SESSION).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "{\"signature\":5}",
                    "{\"signature\":\"AAAA\"}",
                    "{\"signature\":\"AAAA\",\"signatureAlgorithm\":\"ES384\"}"
                })
        void whenNotAnAnswer_thenUnparsable(String json) {
            assertThat(refusalOf(json)).isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
        }

        @Test
        void whenMissingOrLong_thenUnparsable() {
            assertThat(refusal(signing.finish(pending, null, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
            assertThat(refusalOf(begun(), answer + " ".repeat(10_000), SESSION))
                    .isEqualTo(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
        }

        @ParameterizedTest
        @CsvSource({"ECC, RSA", "SHA-384, SHA-256", "SHA-384, SHA3-384", "SHA-384, sha-384", "NONE, PSS"})
        void whenWithAnotherAlgorithm_thenMismatch(String right, String wrong) {
            assertThat(refusalOf(answer.replace('"' + right + '"', '"' + wrong + '"')))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHM_MISMATCH);
        }

        @ParameterizedTest
        @ValueSource(strings = {"signingCertificate", "certificate"})
        void whenTheAnswerNamesAnotherCertificate_thenChanged(String field) {
            assertThat(refusalOf(with(
                            field,
                            "\""
                                    + Certificate.of(card.authenticationCertificate())
                                            .der()
                                            .base64()
                                    + "\"")))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_CHANGED);
        }

        @Test
        void whenTheAnswerNamesTheCertificate_thenAccepted() {
            String same = with(
                    "signingCertificate",
                    "\"" + Certificate.of(card.signingCertificate()).der().base64() + "\"");

            assertThat(signing.finish(pending, same, SESSION).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenSignedByAnotherKeyOfTheSameCard_thenInvalid() {
            byte[] value = card.authentication().signDigest(pending.digest().toByteArray(), SignatureAlgorithm.ES384);

            assertThat(refusalOf(withValue(value))).isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenSignedByAnotherCardOfTheSamePerson_thenInvalid() {
            byte[] value = world.sandbox
                    .card(CardProfile.E_RESIDENT_2018)
                    .signDigest(pending.digest().toByteArray(), SignatureAlgorithm.ES384);

            assertThat(refusalOf(withValue(value))).isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenAnotherDigestWasSigned_thenInvalid() {
            assertThat(refusalOf(withValue(card.signDigest(new byte[48], SignatureAlgorithm.ES384))))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 95, 96, 97})
        void whenTheValueIsZeros_thenInvalid(int length) {
            assertThat(refusalOf(withValue(new byte[length]))).isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheValueIsNotBase64_thenUndecodable() {
            assertThat(refusalOf(
                            "{\"signature\":\"%%%%\"" + answer.substring(answer.indexOf(",\"signatureAlgorithm\""))))
                    .isEqualTo(WebEidRefusal.SIGNATURE_UNDECODABLE);
        }
    }

    @Nested
    class Status {
        private final IdCard own =
                world.sandbox.orderCard(CardProfile.E_RESIDENT_2025).issue();
        private final WebEidApp software = WebEidApp.with(own);
        private final PendingCardSignature pending =
                begun(signing.certificate(person, software.signingCertificate()).orElseThrow());
        private final String answer = software.sign(pending.requestJson());

        @Test
        void whenTheSigningCertificateIsRevoked_thenRejectedWithTheAnswer() {
            world.sandbox
                    .ocsp()
                    .revoke(own.signingCertificate(), world.clock.instant().minusSeconds(60), 1);

            Outcome<CardSignature, WebEidRefusal> outcome = signing.finish(pending, answer, SESSION);

            assertThat(refusal(outcome)).isEqualTo(WebEidRefusal.CERTIFICATE_REVOKED);
            assertThat(((Outcome.Rejected<CardSignature, WebEidRefusal>) outcome).ocsp())
                    .isPresent();
        }

        @Test
        void whenItIsUnknown_thenRejected() {
            world.sandbox.ocsp().forget(own.signingCertificate());

            assertThat(refusal(signing.finish(pending, answer, SESSION)))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN);
        }

        @Test
        void whenNobodyAnswers_thenTypedErrorAndUsedUp() {
            world.sandbox.ocsp().fail(TransportFault.CONNECTION_RESET);

            assertThatThrownBy(() -> signing.finish(pending, answer, SESSION)).isInstanceOf(TransportException.class);
            world.sandbox.ocsp().heal();
            assertThat(refusal(signing.finish(pending, answer, SESSION)))
                    .isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
        }
    }

    @Nested
    class Time {
        private final TestClock later = new TestClock(world.clock.instant());
        private final CardSigning then = CardSigning.with(WebEid.builder()
                .origin(ORIGIN)
                .trust(world.trust)
                .replayGuard(ReplayGuard.inMemory(later, 10))
                .withoutOcsp()
                .clock(later)
                .random(world.random)
                .build());

        private PendingCardSignature begunThen(IdCard signer) {
            SigningCertificate certificate = then.certificate(
                            person, WebEidApp.with(signer).signingCertificate())
                    .orElseThrow();
            CardAlgorithm algorithm = certificate.negotiate().orElseThrow();
            return then.start(person, certificate, algorithm, digest(algorithm), SESSION)
                    .orElseThrow();
        }

        @Test
        void whenFinishedTooLate_thenExpired() {
            PendingCardSignature pending = begunThen(card);
            later.advance(Duration.ofMinutes(5).plusNanos(1));

            assertThat(refusal(then.finish(pending, app.sign(pending.requestJson()), SESSION)))
                    .isEqualTo(WebEidRefusal.NONCE_EXPIRED);
        }

        @Test
        void whenTheCertificateEndsMeanwhile_thenNotTrusted() {
            IdCard ending = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .signingCertificate(spec -> spec.validity(
                            world.clock.instant().minusSeconds(60),
                            world.clock.instant().plusSeconds(60)))
                    .issue();
            PendingCardSignature pending = begunThen(ending);
            later.advance(Duration.ofMinutes(2));

            assertThat(refusal(then.finish(pending, WebEidApp.with(ending).sign(pending.requestJson()), SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }
    }
}
