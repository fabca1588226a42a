package dev.eresident.auth.signing;

import static dev.eresident.auth.signing.SigningWorld.BROWSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.Refusal;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.signing.SigningWorld.Way;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartIdCallback;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.auth.smartid.SmartIdSigning;
import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import dev.eresident.core.signature.create.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same steps, and the same refusals, whoever holds the key. */
class SigningMethodTest {
    private static final byte[] CONTRACT = "contract".getBytes(StandardCharsets.UTF_8);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private SigningWorld world;

    @BeforeEach
    void start() {
        world = new SigningWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static InputStream contract() {
        return new ByteArrayInputStream(CONTRACT);
    }

    private static PendingSignature pending(SigningMethod method) {
        try {
            return method.chooseCertificate().orElseThrow().pending(contract());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningSession started(SigningMethod method) {
        return method.startSigning(pending(method), BROWSER).orElseThrow();
    }

    private SigningAnswer answer(SigningMethod method, SigningSession session) {
        world.react(session);
        return method.poll(session, SECOND).orElseThrow().orElseThrow();
    }

    private Instant soon() {
        return world.clock.instant().plusSeconds(60);
    }

    private static String refusal(Outcome<?, Refusal> outcome) {
        return outcome.match(
                ok -> {
                    throw new AssertionError("It succeeded");
                },
                refused -> refused.code().name());
    }

    /** By the JDK, over the content itself. */
    private static boolean verifies(SignatureValue value) throws GeneralSecurityException {
        SigningAlgorithm algorithm = value.signed().algorithm();
        String hash = algorithm.hashName().replaceFirst("^SHA-", "SHA");
        Signature jdk = Signature.getInstance(
                switch (algorithm.scheme()) {
                    case ECDSA -> hash + "withECDSAinP1363Format";
                    case RSA_PKCS1 -> hash + "withRSA";
                    case RSA_PSS -> "RSASSA-PSS";
                });
        if (algorithm.scheme() == SigningAlgorithm.Scheme.RSA_PSS) {
            jdk.setParameter(new PSSParameterSpec(
                    algorithm.hashName(),
                    "MGF1",
                    new MGF1ParameterSpec(algorithm.hashName()),
                    algorithm.hashLength(),
                    1));
        }
        jdk.initVerify(value.signed().certificate().publicKey());
        jdk.update(CONTRACT);
        return jdk.verify(value.value().toByteArray());
    }

    @Nested
    class StepByStep {
        @ParameterizedTest
        @EnumSource
        void whenEachStepIsWrittenDownInBetween_thenTheValueVerifies(Way way) throws GeneralSecurityException {
            SigningMethod method = world.method(way);
            PendingSignature pending = PendingSignature.fromText(pending(method).toText());
            SigningSession session = method.startSigning(pending, BROWSER).orElseThrow();
            String text = session.toText();

            SigningSession restored = SigningSession.fromText(text);
            SignatureValue value = world.method(way)
                    .finish(restored, answer(method, restored), BROWSER)
                    .orElseThrow();

            assertThat(restored).isEqualTo(session);
            assertThat(text).hasSizeLessThan(SessionStore.LONGEST_TEXT);
            assertThat(value.signed()).isEqualTo(pending);
            assertThat(verifies(value)).isTrue();
        }

        @ParameterizedTest
        @EnumSource
        void whenAnAnswerIsPresentedAgain_thenItIsRefused(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);
            SigningAnswer answer = answer(method, session);
            method.finish(session, answer, BROWSER).orElseThrow();

            assertThat(refusal(method.finish(session, answer, BROWSER))).isEqualTo("CHALLENGE_ALREADY_USED");
        }

        @ParameterizedTest
        @EnumSource
        void whenAnotherBrowserFinishes_thenItIsRefused(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);

            assertThat(refusal(method.finish(session, answer(method, session), SessionBinding.of("another"))))
                    .isEqualTo("CHALLENGE_WRONG_SESSION");
        }

        @ParameterizedTest
        @EnumSource
        void whenAnotherDigestIsClaimed_thenThereIsNoValue(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);
            byte[] other = session.pending().digest().toByteArray();
            other[0] ^= 1;
            SigningSession changed = new SigningSession(
                    session.method(),
                    session.id(),
                    session.state(),
                    new PendingSignature(
                            session.pending().certificate(), session.pending().algorithm(), Bytes.of(other)),
                    session.verificationCode(),
                    session.expiresAt());

            assertThat(refusal(method.finish(changed, answer(method, session), BROWSER)))
                    .isEqualTo("SIGNED_OTHERWISE");
        }

        @ParameterizedTest
        @EnumSource(names = {"MOBILE_ID", "CARD"})
        void whenAnotherHashOfTheSameLengthIsClaimed_thenThereIsNoValue(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);
            SigningAlgorithm other =
                    way == Way.CARD ? SigningAlgorithm.ECDSA_SHA3_384 : SigningAlgorithm.ECDSA_SHA3_256;
            SigningSession changed = new SigningSession(
                    session.method(),
                    session.id(),
                    session.state(),
                    new PendingSignature(
                            session.pending().certificate(),
                            other,
                            session.pending().digest()),
                    session.verificationCode(),
                    session.expiresAt());

            assertThat(refusal(method.finish(changed, answer(method, session), BROWSER)))
                    .isEqualTo("SIGNED_OTHERWISE");
        }

        @Test
        void whenThePersonSignsWithAnotherCertificate_thenThereIsNoValue() {
            SigningMethod phone = world.method(Way.SMART_ID);
            SigningSession session = started(phone);
            SigningSession changed = new SigningSession(
                    session.method(),
                    session.id(),
                    session.state(),
                    new PendingSignature(
                            Certificate.of(
                                    world.sandbox.smartId().account().login().certificate()),
                            session.pending().algorithm(),
                            session.pending().digest()),
                    session.verificationCode(),
                    session.expiresAt());

            assertThat(refusal(phone.finish(changed, answer(phone, session), BROWSER)))
                    .isEqualTo("SIGNED_OTHERWISE");
        }

        @ParameterizedTest
        @EnumSource
        void whenTheStateWasChanged_thenItWasNeverStarted(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);
            String part = way == Way.CARD ? "\"nonce\":\"" : "\"sessionId\":\"";
            SigningSession changed = new SigningSession(
                    session.method(),
                    session.id(),
                    session.state().replace(part, part + "A"),
                    session.pending(),
                    session.verificationCode(),
                    session.expiresAt());

            assertThat(changed).isNotEqualTo(session);
            assertThat(refusal(method.finish(changed, answer(method, session), BROWSER)))
                    .isEqualTo("CHALLENGE_NOT_FOUND");
        }

        @ParameterizedTest
        @EnumSource
        void whenASessionOfAnotherWayIsGiven_thenItIsRefusedAndNotUsedUp(Way way) {
            SigningMethod method = world.method(way);
            SigningMethod other = world.method(way == Way.CARD ? Way.SMART_ID : Way.CARD);
            SigningSession session = started(method);
            SigningAnswer answer = answer(method, session);

            assertThat(refusal(other.poll(session, SECOND))).isEqualTo("SESSION_OF_OTHER_METHOD");
            assertThat(refusal(other.finish(session, answer, BROWSER))).isEqualTo("SESSION_OF_OTHER_METHOD");
            assertThat(method.finish(session, answer, BROWSER).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenALoginIsPassedOffAsASignature_thenItIsRefused() {
            SigningMethod method = world.method(Way.SMART_ID);
            SmartIdSession login = world.smartId
                    .start(SmartIdRequest.loginByNotification(world.document(), Interactions.text("Log in?")), BROWSER)
                    .orElseThrow();
            SigningSession claimed = new SigningSession(
                    method.method(),
                    login.id(),
                    login.toText(),
                    pending(method),
                    login.verificationCode(),
                    login.expiresAt());

            assertThat(refusal(method.finish(claimed, answer(method, claimed), BROWSER)))
                    .isEqualTo("CHALLENGE_WRONG_PURPOSE");
        }

        @ParameterizedTest
        @EnumSource
        void whenTheWayLacksTheAlgorithm_thenNobodyIsAsked(Way way) {
            SigningMethod method = world.method(way);
            PendingSignature offered = pending(method);
            SigningAlgorithm lacking = switch (way) {
                case SMART_ID -> SigningAlgorithm.RSA_PKCS1_SHA3_256;
                case MOBILE_ID -> SigningAlgorithm.ECDSA_SHA3_256;
                case CARD -> SigningAlgorithm.ECDSA_SHA256;
            };
            PendingSignature pending =
                    new PendingSignature(offered.certificate(), lacking, Bytes.of(new byte[lacking.hashLength()]));

            assertThat(refusal(method.startSigning(pending, BROWSER))).isEqualTo("ALGORITHM_NOT_SUPPORTED");
        }

        @Test
        void whenTheCardIsAnother_thenNothingIsStarted() {
            PendingSignature ofPhone = pending(world.method(Way.MOBILE_ID));

            assertThat(refusal(world.card.startSigning(ofPhone, BROWSER))).isEqualTo("SIGNING_CERTIFICATE_CHANGED");
        }

        @Test
        void whenThePersonSignsOnTheSameDevice_thenItRunsUntilTheyAreBack() {
            SmartIdSigning method = world.byLink();
            SigningSession session = started(method);
            URI back = world.sandbox
                    .smartId()
                    .open(method.deviceLink(session, FlowType.WEB2APP, "eng"))
                    .orElseThrow();

            assertThat(method.poll(session, SECOND).orElseThrow()).isEmpty();
            SmartIdSigning afterwards = method.cameBack(new SmartIdCallback(back.toString()));
            SigningAnswer answer =
                    afterwards.poll(session, SECOND).orElseThrow().orElseThrow();
            assertThat(afterwards.finish(session, answer, BROWSER).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenSomebodyFinishesWithoutComingBack_thenThereIsNoValue() {
            SmartIdSigning method = world.byLink();
            SigningSession session = started(method);
            URI back = world.sandbox
                    .smartId()
                    .open(method.deviceLink(session, FlowType.WEB2APP, "eng"))
                    .orElseThrow();
            SigningAnswer answer = answer(method.cameBack(new SmartIdCallback(back.toString())), session);

            assertThat(refusal(method.finish(session, answer, BROWSER))).isEqualTo("CALLBACK_INVALID");
        }

        @ParameterizedTest
        @EnumSource
        void whenTheCertificateIsRevokedMeanwhile_thenThereIsNoValueAndTheSessionIsUsedUp(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);
            SigningAnswer answer = answer(method, session);
            world.sandbox.ocsp().revoke(session.pending().certificate().x509(), world.clock.instant(), 1);

            assertThat(refusal(method.finish(session, answer, BROWSER))).isEqualTo("CERTIFICATE_REVOKED");
            assertThat(refusal(method.finish(session, answer, BROWSER))).isEqualTo("CHALLENGE_ALREADY_USED");
        }

        @ParameterizedTest
        @EnumSource
        void whenItTookTooLong_thenThereIsNoValue(Way way) {
            SigningMethod method = world.method(way);
            SigningSession session = started(method);
            SigningAnswer answer = answer(method, session);
            world.clock.advance(Duration.ofMinutes(6));

            assertThat(refusal(method.finish(session, answer, BROWSER)))
                    .isEqualTo(way == Way.CARD ? "NONCE_EXPIRED" : "CHALLENGE_EXPIRED");
        }

        @Test
        void whenTheQrCodeIsRead_thenNobodyNeedsToComeBack() {
            SmartIdSigning method = world.byQr();
            SigningSession session = started(method);
            world.sandbox.smartId().open(method.deviceLink(session, FlowType.QR, "eng"));

            assertThat(method.finish(session, answer(method, session), BROWSER).kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenTheTextIsSomethingElse_thenItIsRefused() {
            assertThatThrownBy(() -> SigningSession.fromText("{}"))
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("SESSION_TEXT_UNREADABLE"));
        }

        @ParameterizedTest
        @EnumSource
        void whenValuesAreShown_thenNothingPersonalOrSecret(Way way) {
            SigningMethod method = world.method(way);
            ChosenCertificate certificate = method.chooseCertificate().orElseThrow();
            SigningSession session = started(method);
            SigningAnswer answer = answer(method, session);
            String name = certificate.certificate().subject().surname().orElseThrow();
            String shown = method + " " + certificate + " " + session + " " + session.pending() + " " + answer + " "
                    + method.finish(session, answer, BROWSER).orElseThrow();

            assertThat(shown).doesNotContain(name, session.state(), answer.text());
            assertThat(shown)
                    .doesNotContain(
                            certificate.certificate().subject().serialNumber().orElseThrow());
        }
    }

    @Nested
    class InOneCall {
        @ParameterizedTest
        @EnumSource
        void whenThePersonSigns_thenTheValueVerifies(Way way) throws GeneralSecurityException {
            List<SigningSession> shown = new ArrayList<>();

            SignatureValue value = world.signer(way)
                    .sign(
                            certificate -> certificate.pending(contract()),
                            BROWSER,
                            session -> {
                                shown.add(session);
                                world.react(session);
                            },
                            soon(),
                            () -> false)
                    .orElseThrow();

            assertThat(verifies(value)).isTrue();
            assertThat(shown).hasSize(1);
            assertThat(shown.get(0).verificationCode().isPresent()).isEqualTo(way != Way.CARD);
        }

        @ParameterizedTest
        @EnumSource
        void whenThePersonSignsWhileNoThreadWaits_thenTheValueVerifies(Way way) throws Exception {
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
            try {
                CompletableFuture<Outcome<SignatureValue, Refusal>> coming = world.signer(way)
                        .signAsync(
                                certificate -> certificate.pending(contract()),
                                BROWSER,
                                world::react,
                                soon(),
                                executor);

                assertThat(verifies(coming.get(30, TimeUnit.SECONDS).orElseThrow()))
                        .isTrue();
            } finally {
                executor.shutdownNow();
            }
        }

        @ParameterizedTest
        @EnumSource
        void whenThePersonRefuses_thenThatIsAnOutcome(Way way) {
            Outcome<SignatureValue, Refusal> outcome = world.signer(way)
                    .sign(
                            certificate -> {
                                world.refuse();
                                return certificate.pending(contract());
                            },
                            BROWSER,
                            session -> world.post(session, "{}"),
                            soon(),
                            () -> false);

            String expected = switch (way) {
                case SMART_ID -> "USER_REFUSED";
                case MOBILE_ID -> "USER_CANCELLED";
                case CARD -> "SIGNING_ANSWER_UNPARSABLE";
            };
            assertThat(refusal(outcome)).isEqualTo(expected);
            String told = outcome.match(ok -> "", refused -> refused.code().userText());
            assertThat(told).isNotEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void whenNobodyReactsInTime_thenThatIsAnOutcome(Way way) {
            world.staySilent();

            Outcome<SignatureValue, Refusal> outcome = world.signer(way)
                    .sign(
                            certificate -> certificate.pending(contract()),
                            BROWSER,
                            session -> world.clock.advance(Duration.ofMinutes(2)),
                            soon(),
                            () -> false);

            assertThat(refusal(outcome)).isEqualTo("NO_ANSWER_IN_TIME");
        }

        @ParameterizedTest
        @EnumSource
        void whenTheCallerGivesUp_thenThatIsAnOutcome(Way way) {
            world.staySilent();

            Outcome<SignatureValue, Refusal> outcome = world.signer(way)
                    .sign(certificate -> certificate.pending(contract()), BROWSER, session -> {}, soon(), () -> true);

            assertThat(refusal(outcome)).isEqualTo("CANCELLED");
        }

        @Test
        void whenThePersonMustComeBack_thenNoThreadCanWaitForThem() {
            assertThatThrownBy(() -> RemoteSigner.over(world.byLink(), world.transport, world.clock))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one by one");
            assertThat(world.byQr().needsReturn()).isFalse();
        }

        @Test
        void whenALinkIsNotOneOnTheSameDevice_thenItIsRefusedBeforeAnythingIsStarted() {
            assertThatThrownBy(() -> SmartIdSigning.byLink(
                            world.smartId,
                            FlowType.QR,
                            SigningWorld.CALLBACK,
                            world.document(),
                            Interactions.text("Sign?")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("WEB2APP or APP2APP, not QR");
        }

        @Test
        void whenThePersonCancelsAtTheCard_thenThatIsSaid() {
            Outcome<SignatureValue, Refusal> outcome = world.signer(Way.CARD)
                    .sign(
                            certificate -> certificate.pending(contract()),
                            BROWSER,
                            session -> world.post(session, "{\"code\":\"ERR_WEBEID_USER_CANCELLED\"}"),
                            soon(),
                            () -> false);

            String told = outcome.match(ok -> "", refused -> refused.code().userText());
            assertThat(refusal(outcome)).isEqualTo("USER_CANCELLED");
            assertThat(told).startsWith("You have cancelled.");
        }

        @Test
        void whenTheContentWishesWhatTheKeyCannotDo_thenNobodyIsAsked() {
            List<SigningSession> asked = new ArrayList<>();

            assertThatThrownBy(() -> world.signer(Way.CARD)
                            .sign(
                                    certificate -> certificate.pending(
                                            SigningAlgorithm.RSA_PSS_SHA512, Bytes.of(new byte[64])),
                                    BROWSER,
                                    asked::add,
                                    soon(),
                                    () -> false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[ECDSA_SHA384], not with RSA_PSS_SHA512");
            assertThat(asked).isEmpty();
        }

        @Test
        void whenTheDigestIsThereAlready_thenItIsSigned() throws Exception {
            Bytes digest = SigningAlgorithm.RSA_PSS_SHA3_256.digest(contract());

            SignatureValue value = world.signer(Way.SMART_ID)
                    .sign(
                            certificate -> certificate.pending(SigningAlgorithm.RSA_PSS_SHA3_256, digest),
                            BROWSER,
                            session -> {},
                            soon(),
                            () -> false)
                    .orElseThrow();

            assertThat(verifies(value)).isTrue();
        }

        @Test
        void whenTheDeadlineHasPassedBefore_thenNobodyIsAsked() {
            List<SigningSession> asked = new ArrayList<>();

            Outcome<SignatureValue, Refusal> outcome = world.signer(Way.SMART_ID)
                    .sign(
                            certificate -> certificate.pending(contract()),
                            BROWSER,
                            asked::add,
                            world.clock.instant(),
                            () -> false);

            assertThat(refusal(outcome)).isEqualTo("NO_ANSWER_IN_TIME");
            assertThat(asked).isEmpty();
        }

        @Test
        void whenTheContentCannotBeRead_thenNobodyIsAsked() {
            List<SigningSession> asked = new ArrayList<>();

            assertThatThrownBy(() -> world.signer(Way.MOBILE_ID)
                            .sign(
                                    certificate -> {
                                        throw new IOException("disk");
                                    },
                                    BROWSER,
                                    asked::add,
                                    soon(),
                                    () -> false))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(asked).isEmpty();
        }

        @Test
        void whenTheFutureIsCancelled_thenTheSessionIsNotUsedUp() throws Exception {
            world.staySilent();
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
            CompletableFuture<SigningSession> session = new CompletableFuture<>();
            try {
                CompletableFuture<Outcome<SignatureValue, Refusal>> coming = world.signer(Way.CARD)
                        .signAsync(
                                certificate -> certificate.pending(contract()),
                                BROWSER,
                                session::complete,
                                soon(),
                                executor);
                SigningSession started = session.get(30, TimeUnit.SECONDS);
                assertThat(coming.cancel(false)).isTrue();

                SigningAnswer late = answer(world.card, started);
                assertThat(world.card.finish(started, late, BROWSER).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
            } finally {
                executor.shutdownNow();
            }
        }

        @Test
        void whenTheFutureIsCancelledBeforeThePersonIsAsked_thenNobodyIsAsked() throws Exception {
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
            CompletableFuture<CompletableFuture<?>> handle = new CompletableFuture<>();
            List<SigningSession> asked = new ArrayList<>();
            try {
                handle.complete(world.signer(Way.SMART_ID)
                        .signAsync(
                                certificate -> {
                                    handle.join().cancel(false);
                                    return certificate.pending(contract());
                                },
                                BROWSER,
                                asked::add,
                                soon(),
                                executor));
                executor.shutdown();

                assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
                assertThat(asked).isEmpty();
            } finally {
                executor.shutdownNow();
            }
        }

        @Test
        void whenTheServiceFailsForGood_thenTheFutureFails() {
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
            world.sandbox.smartId().failWith(580);
            try {
                assertThat(world.signer(Way.SMART_ID)
                                .signAsync(
                                        certificate -> certificate.pending(contract()),
                                        BROWSER,
                                        session -> {},
                                        soon(),
                                        executor))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withMessageContaining("maintenance");
            } finally {
                executor.shutdownNow();
            }
        }
    }

    @Test
    void whenTheCertificateIsRevoked_thenItIsNotChosenByAPhone() {
        world.sandbox
                .ocsp()
                .revoke(world.sandbox.smartId().account().signing().certificate(), world.clock.instant(), 1);

        Outcome<ChosenCertificate, Refusal> outcome = world.method(Way.SMART_ID).chooseCertificate();

        assertThat(refusal(outcome)).isEqualTo("CERTIFICATE_REVOKED");
        boolean explained = outcome.match(ok -> false, refused -> refused.ocsp().isPresent());
        assertThat(explained).isTrue();
    }

    @Test
    void whenTheValueIsGoodButTheVerifiedSignerIsAnother_thenThereIsNone() {
        SigningMethod method = world.method(Way.MOBILE_ID);
        SigningSession session = started(method);
        SignatureValue value =
                method.finish(session, answer(method, session), BROWSER).orElseThrow();
        Certificate other = pending(world.method(Way.SMART_ID)).certificate();

        assertThat(refusal(SigningMethod.completed(session.pending(), other, value.value(), CryptoChoice.standard())))
                .isEqualTo("SIGNED_OTHERWISE");
    }
}
