package dev.eresident.auth.mobileid;

import static dev.eresident.auth.mobileid.MobileIdWorld.BROWSER;
import static dev.eresident.auth.mobileid.MobileIdWorld.ENGLISH;
import static dev.eresident.auth.mobileid.MobileIdWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.certificate.DocumentType;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.mobileid.MobileIdFault;
import dev.eresident.sandbox.ocsp.OcspFault;
import dev.eresident.sandbox.pki.KeyType;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every flow, end result and single fault, over real sockets. */
class MobileIdTest {
    private static MobileIdWorld world;

    @BeforeAll
    static void open() {
        world = new MobileIdWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void accept() {
        world.service.accept();
        world.service.insert(KeyType.P256);
    }

    private static Outcome<AuthenticatedPerson, MobileIdRefusal> loggedIn() {
        MobileIdSession session = world.start(world.login());
        return world.mobileId.finishLogin(session, world.answer(session), BROWSER);
    }

    private static Outcome<MobileIdSignature, MobileIdRefusal> signed(MobileIdFault fault) {
        MobileIdRequest request = world.signing(MobileIdHash.SHA256);
        world.service.acceptWith(fault);
        MobileIdSession session = world.start(request);
        return world.mobileId.finishSigning(session, world.answer(session), BROWSER);
    }

    @Nested
    class Login {
        @Test
        void whenThePersonEntersThePin_thenThePersonIsKnownAndEResidencyIsNot() {
            AuthenticatedPerson person = loggedIn().orElseThrow();

            assertThat(person.method()).isEqualTo(AuthenticationMethod.MOBILE_ID);
            assertThat(person.identifier()).isEqualTo(world.user.person());
            assertThat(person.assuranceLevel()).isEqualTo(AssuranceLevel.HIGH);
            assertThat(SmartId.documentOf(person)).isEmpty();
            assertThat(person.document().orElseThrow().type()).isEqualTo(DocumentType.MOBILE_ID);
            assertThat(person.eResidency().kind()).isEqualTo(EResidency.Kind.UNKNOWN);
            assertThat(person.eResidency().reason()).contains("do not tell residents and e-residents apart");
        }

        @Test
        void whenItIsStarted_thenPageAndPhoneShowTheSameCode() {
            MobileIdSession session = world.start(world.login());

            assertThat(world.service.shownCode()).contains(session.verificationCode());
        }

        @ParameterizedTest
        @CsvSource({
            "P256, SHA256",
            "P256, SHA384",
            "P256, SHA512",
            "P384, SHA256",
            "P384, SHA384",
            "P384, SHA512",
            "RSA2048, SHA256",
            "RSA2048, SHA384",
            "RSA2048, SHA512"
        })
        void whenTheSimCardHasAnyKey_thenItsSignatureOverAnyHashIsVerified(KeyType key, MobileIdHash hash) {
            world.service.insert(key);
            MobileIdSession session = world.start(world.login().withHash(hash));

            assertThat(world.mobileId
                            .finishLogin(session, world.answer(session), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @ParameterizedTest
        @CsvSource({"Log in to the bank? [5 €], GSM_7", "Kas logida sisse? Jõgeva, UCS_2", "Войти в банк?, UCS_2"})
        void whenATextIsShown_thenTheServiceTakesItAsEncoded(String text, DisplayText.Encoding encoding) {
            DisplayText shown = DisplayText.of(text);
            MobileIdSession session = world.start(world.login().withText(shown));

            assertThat(shown.encoding()).isEqualTo(encoding);
            assertThat(world.mobileId
                            .finishLogin(session, world.answer(session), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenThePersonIsLithuanian_thenNothingIsClaimedAboutTheLevel() {
            MobileIdUser lithuanian = new MobileIdUser(
                    world.user.phone(),
                    new SemanticsIdentifier("PNO", "LT", world.user.person().identifier()));
            world.service.acceptWith(MobileIdFault.OTHER_COUNTRY);
            MobileIdSession session = world.start(MobileIdRequest.login(lithuanian, ENGLISH));

            AuthenticatedPerson person = world.mobileId
                    .finishLogin(session, world.answer(session), BROWSER)
                    .orElseThrow();

            assertThat(person.identifier()).isEqualTo(lithuanian.person());
            assertThat(person.assuranceLevel()).isEqualTo(AssuranceLevel.SUBSTANTIAL);
        }

        @Test
        void whenTheServiceSpellsTheSessionAsBefore_thenItIsUnderstood() {
            world.service.spellAsBefore();

            assertThat(loggedIn().kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @ParameterizedTest
        @CsvSource({
            "HASH, SIGNATURE_INVALID",
            "SIGNATURE, SIGNATURE_INVALID",
            "ENCODING, SIGNATURE_INVALID",
            "KEY_TYPE, SIGNATURE_INVALID",
            "HASH_TYPE, ALGORITHM_NOT_REQUESTED",
            "ALGORITHM, ANSWER_MALFORMED",
            "BASE64, ANSWER_MALFORMED",
            "NO_SIGNATURE, ANSWER_MALFORMED",
            "NO_CERTIFICATE, ANSWER_MALFORMED",
            "EXPIRED, CERTIFICATE_EXPIRED",
            "NOT_YET_VALID, CERTIFICATE_NOT_YET_VALID",
            "STRANGER, CERTIFICATE_NOT_TRUSTED",
            "POLICY, POLICY_WRONG",
            "PURPOSE, PURPOSE_WRONG",
            "OTHER_PERSON, IDENTITY_MISMATCH",
            "OTHER_COUNTRY, IDENTITY_MISMATCH"
        })
        void whenThePhoneDoesOneThingWrong_thenItIsNamed(MobileIdFault fault, MobileIdRefusal expected) {
            world.service.acceptWith(fault);

            assertThat(refusal(loggedIn())).isEqualTo(expected);
        }

        @ParameterizedTest
        @EnumSource(names = {"HASH", "SIGNATURE", "ENCODING", "KEY_TYPE"})
        void whenAnRsaCardDoesOneThingWrong_thenTheSignatureIsInvalid(MobileIdFault fault) {
            world.service.insert(KeyType.RSA2048);
            world.service.acceptWith(fault);

            assertThat(refusal(loggedIn())).isEqualTo(MobileIdRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @CsvSource({
            "TIMEOUT, TIMEOUT",
            "EXPIRED_TRANSACTION, TIMEOUT",
            "NOT_MID_CLIENT, NOT_MID_CLIENT",
            "USER_CANCELLED, USER_CANCELLED",
            "SIGNATURE_HASH_MISMATCH, SIGNATURE_HASH_MISMATCH",
            "PHONE_ABSENT, PHONE_ABSENT",
            "DELIVERY_ERROR, DELIVERY_ERROR",
            "SIM_ERROR, SIM_ERROR",
            "ERROR, UNKNOWN_END_RESULT",
            "MID_NOT_READY, UNKNOWN_END_RESULT",
            "SOMETHING_NEW, UNKNOWN_END_RESULT",
            "ok, UNKNOWN_END_RESULT"
        })
        void whenTheSessionEndsInAnotherWay_thenItIsNamedAndThePersonIsTold(String end, MobileIdRefusal expected) {
            world.service.endWith(end);

            assertThat(refusal(loggedIn())).isEqualTo(expected);
            assertThat(expected.userText()).isNotBlank();
        }

        @Test
        void whenTheNumberIsOfSomebodyElse_thenThatIsAnOutcome() {
            MobileIdUser other = new MobileIdUser(PhoneNumber.parse("+372 0000 0001"), world.user.person());
            MobileIdSession session = world.start(MobileIdRequest.login(other, ENGLISH));

            assertThat(refusal(world.mobileId.finishLogin(session, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.NOT_MID_CLIENT);
        }
    }

    @Nested
    class Sessions {
        @Test
        void whenAnAnswerIsPresentedAgain_thenItIsRefused() {
            MobileIdSession session = world.start(world.login());
            MobileIdAnswer answer = world.answer(session);
            world.mobileId.finishLogin(session, answer, BROWSER).orElseThrow();

            assertThat(refusal(world.mobileId.finishLogin(session, answer, BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenTheAnswerOfAnotherSessionIsPresented_thenItsSignatureIsOverAnotherHash() {
            MobileIdAnswer other = world.answer(world.start(world.login()));
            MobileIdSession session = world.start(world.login());

            assertThat(refusal(world.mobileId.finishLogin(session, other, BROWSER)))
                    .isEqualTo(MobileIdRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenAnotherBrowserFinishes_thenItIsRefused() {
            MobileIdSession session = world.start(world.login());

            assertThat(refusal(world.mobileId.finishLogin(session, world.answer(session), SessionBinding.of("other"))))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_WRONG_SESSION);
        }

        @Test
        void whenItIsFinishedTooLate_thenItIsRefused() {
            MobileIdSession session = world.start(world.login());
            MobileIdAnswer answer = world.answer(session);
            world.clock.advance(Duration.ofMinutes(6));

            assertThat(refusal(world.mobileId.finishLogin(session, answer, BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_EXPIRED);
        }

        @Test
        void whenTheStoredSessionWasChanged_thenItIsNotFound() {
            MobileIdSession session = world.start(world.login());
            String text = session.toText().replace("\"subject\":\"PNOEE-", "\"subject\":\"PNOLT-");
            MobileIdSession changed = MobileIdSession.fromText(text);

            assertThat(refusal(world.mobileId.finishLogin(changed, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_NOT_FOUND);
        }

        @Test
        void whenASignatureIsFinishedAsALogin_thenItIsRefused() {
            MobileIdSession session = world.start(world.signing(MobileIdHash.SHA256));

            assertThat(refusal(world.mobileId.finishLogin(session, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenALoginIsFinishedAsASignature_thenItIsRefused() {
            MobileIdSession session = world.start(world.login());

            assertThat(refusal(world.mobileId.finishSigning(session, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenAGuardOverlooksThePurpose_thenTheSessionStillTellsIt() {
            MobileId careless = world.settings(new CarelessGuard()).build();
            MobileIdSession session = careless.start(world.signing(MobileIdHash.SHA256), BROWSER);

            assertThat(refusal(careless.finishLogin(session, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenAGuardOverlooksTheExpiry_thenTheSessionStillTellsIt() {
            MobileId careless = world.settings(new CarelessGuard()).build();
            MobileIdSession session = careless.start(world.login(), BROWSER);
            MobileIdAnswer answer = world.answer(session);
            world.clock.advance(Duration.ofMinutes(6));

            assertThat(refusal(careless.finishLogin(session, answer, BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_EXPIRED);
        }

        @Test
        void whenTheSessionHasNotEnded_thenNobodyIsLoggedIn() {
            MobileIdSession session = world.start(world.login());
            MobileIdAnswer running = new MobileIdAnswer("{\"state\":\"RUNNING\",\"result\":\"\"}");

            assertThat(refusal(world.mobileId.finishLogin(session, running, BROWSER)))
                    .isEqualTo(MobileIdRefusal.NOT_COMPLETE);
        }

        @Test
        void whenTooManySessionsAreOpen_thenTheNextIsRefused() {
            MobileId small =
                    world.settings(ReplayGuard.inMemory(world.clock, 1)).build();
            MobileIdSession first = small.start(world.login(), BROWSER);

            assertThatThrownBy(() -> small.start(world.login(), BROWSER))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo("REPLAY_GUARD_FULL"));
            assertThat(small.finishLogin(first, world.answer(first), BROWSER).kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }
    }

    @Nested
    class Signing {
        @ParameterizedTest
        @CsvSource({"P256, SHA256, 64", "P256, SHA512, 64", "P384, SHA384, 96", "RSA2048, SHA256, 256"})
        void whenADigestIsSigned_thenTheValueIsVerified(KeyType key, MobileIdHash hash, int length) {
            world.service.insert(key);
            MobileIdSession session = world.start(world.signing(hash).withText(DisplayText.of("Sign the contract?")));

            MobileIdSignature signature = world.mobileId
                    .finishSigning(session, world.answer(session), BROWSER)
                    .orElseThrow();

            assertThat(world.service.shownCode()).contains(session.verificationCode());
            assertThat(signature.hash()).isEqualTo(hash);
            assertThat(signature.value().size()).isEqualTo(length);
            assertThat(signature.certificate().x509())
                    .isEqualTo(world.service.account().signing().certificate());
        }

        @ParameterizedTest
        @CsvSource({
            "HASH, SIGNATURE_INVALID",
            "SIGNATURE, SIGNATURE_INVALID",
            "ENCODING, SIGNATURE_INVALID",
            "KEY_TYPE, SIGNATURE_INVALID",
            "PURPOSE, SIGNATURE_INVALID",
            "OTHER_PERSON, SIGNATURE_INVALID",
            "HASH_TYPE, ALGORITHM_NOT_REQUESTED",
            "ALGORITHM, ANSWER_MALFORMED",
            "BASE64, ANSWER_MALFORMED",
            "NO_SIGNATURE, ANSWER_MALFORMED"
        })
        void whenThePhoneDoesOneThingWrong_thenItIsNamed(MobileIdFault fault, MobileIdRefusal expected) {
            assertThat(refusal(signed(fault))).isEqualTo(expected);
        }

        @Test
        void whenThePersonCancels_thenNothingIsSigned() {
            MobileIdRequest request = world.signing(MobileIdHash.SHA256);
            world.service.endWith("USER_CANCELLED");
            MobileIdSession session = world.start(request);

            assertThat(refusal(world.mobileId.finishSigning(session, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.USER_CANCELLED);
        }

        @ParameterizedTest
        @CsvSource({
            "EXPIRED, CERTIFICATE_EXPIRED",
            "NOT_YET_VALID, CERTIFICATE_NOT_YET_VALID",
            "STRANGER, CERTIFICATE_NOT_TRUSTED",
            "POLICY, POLICY_WRONG",
            "PURPOSE, PURPOSE_WRONG",
            "OTHER_PERSON, IDENTITY_MISMATCH",
            "OTHER_COUNTRY, IDENTITY_MISMATCH",
            "NO_CERTIFICATE, ANSWER_MALFORMED"
        })
        void whenTheCertificateIsWrong_thenItIsNamed(MobileIdFault fault, MobileIdRefusal expected) {
            world.service.acceptWith(fault);

            assertThat(refusal(world.mobileId.certificate(world.user))).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"NOT_FOUND, NOT_MID_CLIENT", "SOMETHING_NEW, UNKNOWN_END_RESULT"})
        void whenThereIsNoCertificate_thenThatIsAnOutcome(String result, MobileIdRefusal expected) {
            world.service.endWith(result);

            assertThat(refusal(world.mobileId.certificate(world.user))).isEqualTo(expected);
        }
    }

    @Nested
    class Revocation {
        private final X509Certificate login = sim(true);
        private final X509Certificate signing = sim(false);

        private X509Certificate sim(boolean first) {
            return (first
                            ? world.service.account().login()
                            : world.service.account().signing())
                    .certificate();
        }

        @AfterEach
        void heal() {
            world.sandbox.ocsp().activate(login);
            world.sandbox.ocsp().activate(signing);
            world.sandbox.ocsp().heal();
        }

        @Test
        void whenTheCertificateIsRevoked_thenNobodyIsLoggedIn() {
            world.sandbox.ocsp().revoke(login, world.clock.instant(), 1);

            Outcome<AuthenticatedPerson, MobileIdRefusal> outcome = loggedIn();

            assertThat(refusal(outcome)).isEqualTo(MobileIdRefusal.CERTIFICATE_REVOKED);
            assertThat(((Outcome.Rejected<AuthenticatedPerson, MobileIdRefusal>) outcome).ocsp())
                    .isPresent();
        }

        @Test
        void whenItIsSuspended_thenNobodyIsLoggedIn() {
            world.sandbox.ocsp().suspend(login, world.clock.instant());

            assertThat(refusal(loggedIn())).isEqualTo(MobileIdRefusal.CERTIFICATE_REVOKED);
        }

        @Test
        void whenTheResponderDoesNotKnowIt_thenNobodyIsLoggedIn() {
            world.sandbox.ocsp().forget(login);

            assertThat(refusal(loggedIn())).isEqualTo(MobileIdRefusal.CERTIFICATE_STATUS_UNKNOWN);
        }

        @Test
        void whenTheAnswerIsOld_thenNobodyIsLoggedIn() {
            world.sandbox.ocsp().misbehave(OcspFault.STALE);

            assertThat(refusal(loggedIn())).isEqualTo(MobileIdRefusal.OCSP_FAILED);
        }

        @Test
        void whenTheResponderIsSilent_thenTheSessionIsUsedUpAllTheSame() {
            MobileIdSession session = world.start(world.login());
            MobileIdAnswer answer = world.answer(session);
            world.sandbox.ocsp().fail(TransportFault.CONNECTION_RESET);

            assertThatThrownBy(() -> world.mobileId.finishLogin(session, answer, BROWSER))
                    .isInstanceOf(TransportException.class);
            world.sandbox.ocsp().heal();
            assertThat(refusal(world.mobileId.finishLogin(session, answer, BROWSER)))
                    .isEqualTo(MobileIdRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenItIsRevokedWhileThePersonSigns_thenNothingIsSigned() {
            MobileIdSession session = world.start(world.signing(MobileIdHash.SHA256));
            world.sandbox.ocsp().revoke(signing, world.clock.instant(), 1);

            assertThat(refusal(world.mobileId.finishSigning(session, world.answer(session), BROWSER)))
                    .isEqualTo(MobileIdRefusal.CERTIFICATE_REVOKED);
        }

        @Test
        void whenAnythingElseIsWrong_thenTheResponderIsNotAsked() {
            world.service.acceptWith(MobileIdFault.SIGNATURE);
            long before = world.sandbox.ocsp().requestCount();

            assertThat(refusal(loggedIn())).isEqualTo(MobileIdRefusal.SIGNATURE_INVALID);
            assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
        }

        @Test
        void whenTheCallerChoseNotToAsk_thenARevokedCertificateIsAccepted() {
            world.sandbox.ocsp().revoke(login, world.clock.instant(), 1);
            MobileId careless = world.withoutOcsp();
            MobileIdSession session = careless.start(world.login(), BROWSER);

            assertThat(careless.finishLogin(session, world.answer(session), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }
    }

    @Nested
    class Service {
        @ParameterizedTest
        @CsvSource({
            "400, MOBILE_ID_REQUEST_REFUSED",
            "401, MOBILE_ID_UNAUTHORISED",
            "404, HTTP_404",
            "405, HTTP_405",
            "500, HTTP_500",
            "503, HTTP_503"
        })
        void whenAnHttpStatusIsNotGood_thenAnExceptionSaysSo(int status, String code) {
            world.service.failWith(status);

            assertThatThrownBy(() -> world.start(world.login())).isInstanceOfSatisfying(ServiceException.class, e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.requestId()).contains("sandbox-trace");
            });
        }

        @Test
        void whenTheSessionIsUnknown_thenThatIsAnOutcome() {
            MobileIdSession session = world.start(world.login());
            world.service.failWith(404);

            assertThat(refusal(world.mobileId.poll(session, Duration.ofSeconds(1))))
                    .isEqualTo(MobileIdRefusal.SESSION_NOT_FOUND);
        }

        @Test
        void whenTheStateIsUnknown_thenItIsNoMobileId() {
            world.service.acceptWith(MobileIdFault.STATE);
            MobileIdSession session = world.start(world.login());

            assertThatThrownBy(() -> world.answer(session))
                    .isInstanceOfSatisfying(
                            EResidentException.class,
                            e -> assertThat(e.code()).isEqualTo("MOBILE_ID_ANSWER_UNREADABLE"));
        }

        @Test
        void whenThePersonStaysSilent_thenTheSessionRunsUntilTheDeadlineOrTheCallerGivesUp() {
            world.service.staySilent();
            MobileIdSession session = world.start(world.login());
            Instant later = world.clock.instant().plusSeconds(60);

            assertThat(world.mobileId.poll(session, Duration.ofSeconds(1)).orElseThrow())
                    .isEmpty();
            assertThat(refusal(world.mobileId.await(session, world.clock.instant(), () -> false)))
                    .isEqualTo(MobileIdRefusal.NO_ANSWER_IN_TIME);
            assertThat(refusal(world.mobileId.await(session, later, () -> true)))
                    .isEqualTo(MobileIdRefusal.CANCELLED);
        }

        @Test
        void whenTheServiceFailsForAWhile_thenTheWaitingGoesOn() {
            MobileIdSession session = world.start(world.login());
            AtomicInteger asked = new AtomicInteger();
            world.service.failWith(503);

            Outcome<MobileIdAnswer, MobileIdRefusal> outcome =
                    world.mobileId.await(session, world.clock.instant().plusSeconds(60), () -> {
                        if (asked.incrementAndGet() == 2) {
                            world.service.accept();
                        }
                        return false;
                    });

            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
            assertThat(asked).hasValue(2);
        }

        @Test
        void whenManyPeopleAreAsked_thenOneThreadWaitsForAll() throws Exception {
            ScheduledExecutorService one = Executors.newScheduledThreadPool(1);
            try {
                world.service.staySilent();
                List<MobileIdSession> sessions = new ArrayList<>();
                List<CompletableFuture<Outcome<MobileIdAnswer, MobileIdRefusal>>> answers = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    sessions.add(world.start(world.login()));
                    answers.add(world.mobileId.awaitAsync(
                            sessions.get(i), world.clock.instant().plusSeconds(60), one));
                }
                assertThat(answers.get(7).cancel(false)).isTrue();
                world.service.react();

                for (int i = 0; i < 20; i++) {
                    if (i != 7) {
                        MobileIdAnswer answer =
                                answers.get(i).get(60, TimeUnit.SECONDS).orElseThrow();
                        assertThat(world.mobileId
                                        .finishLogin(sessions.get(i), answer, BROWSER)
                                        .kind())
                                .isEqualTo(Outcome.Kind.SUCCEEDED);
                    }
                }
            } finally {
                one.shutdownNow();
            }
        }

        @Test
        void whenTheRelyingPartyIsNotKnownAnyMore_thenTheFutureFails() {
            ScheduledExecutorService one = Executors.newScheduledThreadPool(1);
            try {
                MobileIdSession session = world.start(world.login());
                world.service.failWith(401);

                assertThat(world.mobileId.awaitAsync(
                                session, world.clock.instant().plusSeconds(60), one))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withMessageContaining("does not know this relying party");
            } finally {
                one.shutdownNow();
            }
        }

        @ParameterizedTest
        @CsvSource({"999", "60001"})
        void whenTheWaitIsOutsideItsLimits_thenItIsRefusedHere(long milliseconds) {
            MobileIdSession session = world.start(world.login());

            assertThatThrownBy(() -> world.mobileId.poll(session, Duration.ofMillis(milliseconds)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A guard as an integrator must not write it. */
    private static final class CarelessGuard implements ReplayGuard {
        @Override
        public Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
            return Registration.REGISTERED;
        }

        @Override
        public Consumption consume(String id, Purpose purpose, Bytes bindingHash) {
            return Consumption.CONSUMED;
        }
    }
}
