package dev.eresident.auth.smartid;

import static dev.eresident.auth.smartid.SmartIdWorld.BROWSER;
import static dev.eresident.auth.smartid.SmartIdWorld.CALLBACK;
import static dev.eresident.auth.smartid.SmartIdWorld.SCREEN;
import static dev.eresident.auth.smartid.SmartIdWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.EResidentException;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.sandbox.smartid.SmartIdFault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every flow, end result and single fault, over real sockets. */
class SmartIdTest {
    private static SmartIdWorld world;

    @BeforeAll
    static void open() {
        world = new SmartIdWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void accept() {
        world.service.accept();
    }

    private static Outcome<AuthenticatedPerson, SmartIdRefusal> notified() {
        return notified(world.smartId);
    }

    private static Outcome<AuthenticatedPerson, SmartIdRefusal> notified(SmartId smartId) {
        SmartIdSession session = smartId.start(SmartIdRequest.loginByNotification(world.document(), SCREEN), BROWSER)
                .orElseThrow();
        return smartId.finishLogin(session, world.answer(session), Optional.empty(), BROWSER);
    }

    private static SmartIdRequest signing() {
        return SmartIdRequest.signByNotification(
                world.document(),
                SmartIdWorld.digest(SmartIdAlgorithm.PSS_SHA256),
                SmartIdAlgorithm.PSS_SHA256,
                SCREEN);
    }

    @Nested
    class Login {
        @Test
        void whenTheListOfTheAuthorityEnded_thenNotTrusted() {
            TestClock lists = new TestClock(world.clock.instant());
            TrustedList list = TrustedList.parse(
                    world.sandbox
                            .pki()
                            .estonianList()
                            .service("CA/QC", world.sandbox.pki().smartId().certificate(), "granted")
                            .make(),
                    "list");
            SmartId smartId = world.of(
                    world.bank,
                    TrustPolicy.test(TrustAnchors.builder()
                            .addTrustedList(list, lists.instant(), lists)
                            .build()));
            assertThat(notified(smartId).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);

            lists.advance(Duration.ofSeconds(1));

            assertThat(refusal(notified(smartId))).isEqualTo(SmartIdRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheQrCodeIsRead_thenThePersonIsKnownAndEResidencyIsNot() {
            SmartIdSession session = world.start(SmartIdRequest.loginByQr(SCREEN));
            world.clock.advance(Duration.ofSeconds(7));
            assertThat(world.smartId.deviceLink(session, FlowType.QR, "est"))
                    .contains("elapsedSeconds=7&")
                    .contains("&lang=est&authCode=");
            assertThat(world.open(session, FlowType.QR)).isEmpty();

            AuthenticatedPerson person = world.smartId
                    .finishLogin(session, world.answer(session), Optional.empty(), BROWSER)
                    .orElseThrow();

            assertThat(person.method()).isEqualTo(AuthenticationMethod.SMART_ID);
            assertThat(person.assuranceLevel()).isEqualTo(AssuranceLevel.HIGH);
            assertThat(SmartId.documentOf(person)).contains(world.document());
            assertThat(person.identifier()).isEqualTo(world.document().person());
            assertThat(person.eResidency().kind()).isEqualTo(EResidency.Kind.UNKNOWN);
        }

        @ParameterizedTest
        @EnumSource(names = {"WEB2APP", "APP2APP"})
        void whenThePersonComesBackFromTheApp_thenTheyAreLoggedIn(FlowType flow) {
            SmartIdSession session = world.start(SmartIdRequest.loginByLink(flow, CALLBACK, SCREEN));
            Optional<SmartIdCallback> callback = world.open(session, flow);

            assertThat(world.smartId
                            .finishLogin(session, world.answer(session), callback, BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenThePersonDoesNotComeBack_thenNobodyIsLoggedIn() {
            SmartIdSession session = world.start(SmartIdRequest.loginByLink(FlowType.WEB2APP, CALLBACK, SCREEN));
            assertThat(world.open(session, FlowType.WEB2APP)).isPresent();

            assertThat(refusal(world.smartId.finishLogin(session, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CALLBACK_INVALID);
        }

        @Test
        void whenTheQrCodeOfASessionWithCallbackIsRead_thenNoCallbackIsNeeded() {
            SmartIdSession session = world.start(SmartIdRequest.loginByLink(FlowType.WEB2APP, CALLBACK, SCREEN));
            assertThat(world.open(session, FlowType.QR)).isEmpty();

            assertThat(world.smartId
                            .finishLogin(session, world.answer(session), Optional.empty(), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenAPersonIsNotified_thenPageAndPhoneShowFourDigits() {
            SmartIdSession session = world.start(
                    SmartIdRequest.loginByNotification(world.document().person(), SCREEN));

            assertThat(session.verificationCode()).get().asString().matches("[0-9]{4}");
            assertThat(world.smartId
                            .finishLogin(session, world.answer(session), Optional.empty(), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @ParameterizedTest
        @CsvSource({
            "SCHEME_NAME, SIGNATURE_INVALID",
            "RELYING_PARTY_NAME, SIGNATURE_INVALID",
            "INTERACTIONS, SIGNATURE_INVALID",
            "CHALLENGE, SIGNATURE_INVALID",
            "CALLBACK, SIGNATURE_INVALID",
            "SIGNATURE, SIGNATURE_INVALID",
            "HASH, ALGORITHM_NOT_REQUESTED",
            "DOWNGRADE, ANSWER_MALFORMED",
            "SALT, ANSWER_MALFORMED",
            "PROTOCOL, ANSWER_MALFORMED",
            "NO_CERTIFICATE, ANSWER_MALFORMED",
            "FLOW, FLOW_NOT_OFFERED",
            "LEVEL, LEVEL_TOO_LOW",
            "EXPIRED, CERTIFICATE_EXPIRED",
            "STRANGER, CERTIFICATE_NOT_TRUSTED",
            "PURPOSE, POLICY_WRONG",
            "OTHER_PERSON, IDENTITY_MISMATCH",
            "OTHER_DOCUMENT, IDENTITY_MISMATCH"
        })
        void whenThePhoneDoesOneThingWrong_thenItIsNamed(SmartIdFault fault, SmartIdRefusal expected) {
            world.service.acceptWith(fault);

            assertThat(refusal(notified())).isEqualTo(expected);
        }

        @ParameterizedTest
        @EnumSource(names = {"VERIFIER", "SECRET_DIGEST"})
        void whenTheCallbackIsWrong_thenNobodyIsLoggedIn(SmartIdFault fault) {
            world.service.acceptWith(fault);
            SmartIdSession session = world.start(SmartIdRequest.loginByLink(FlowType.WEB2APP, CALLBACK, SCREEN));
            Optional<SmartIdCallback> callback = world.open(session, FlowType.WEB2APP);

            assertThat(refusal(world.smartId.finishLogin(session, world.answer(session), callback, BROWSER)))
                    .isEqualTo(SmartIdRefusal.CALLBACK_INVALID);
        }

        @ParameterizedTest
        @CsvSource({
            "USER_REFUSED, USER_REFUSED",
            "USER_REFUSED_INTERACTION, USER_REFUSED",
            "USER_REFUSED_CERT_CHOICE, USER_REFUSED_CERT_CHOICE",
            "TIMEOUT, TIMEOUT",
            "WRONG_VC, WRONG_VC",
            "DOCUMENT_UNUSABLE, DOCUMENT_UNUSABLE",
            "ACCOUNT_UNUSABLE, ACCOUNT_UNUSABLE",
            "REQUIRED_INTERACTION_NOT_SUPPORTED_BY_APP, APP_TOO_OLD",
            "PROTOCOL_FAILURE, PROTOCOL_FAILURE",
            "EXPECTED_LINKED_SESSION, EXPECTED_LINKED_SESSION",
            "SERVER_ERROR, SERVER_ERROR",
            "SOMETHING_NEW, UNKNOWN_END_RESULT"
        })
        void whenTheSessionEndsInAnotherWay_thenItIsNamedAndThePersonIsTold(String end, SmartIdRefusal expected) {
            world.service.endWith(end);

            assertThat(refusal(notified())).isEqualTo(expected);
            assertThat(expected.userText()).isNotBlank();
        }

        @Test
        void whenAnAnswerIsPresentedAgain_thenItIsRefused() {
            SmartIdSession session = world.start(SmartIdRequest.loginByNotification(world.document(), SCREEN));
            SmartIdAnswer answer = world.answer(session);
            world.smartId
                    .finishLogin(session, answer, Optional.empty(), BROWSER)
                    .orElseThrow();

            assertThat(refusal(world.smartId.finishLogin(session, answer, Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenAnotherBrowserFinishes_thenItIsRefused() {
            SmartIdSession session = world.start(SmartIdRequest.loginByNotification(world.document(), SCREEN));

            assertThat(refusal(world.smartId.finishLogin(
                            session, world.answer(session), Optional.empty(), SessionBinding.of("other"))))
                    .isEqualTo(SmartIdRefusal.CHALLENGE_WRONG_SESSION);
        }

        @Test
        void whenItIsFinishedTooLate_thenItIsRefused() {
            SmartIdSession session = world.start(SmartIdRequest.loginByNotification(world.document(), SCREEN));
            SmartIdAnswer answer = world.answer(session);
            world.clock.advance(Duration.ofMinutes(6));

            assertThat(refusal(world.smartId.finishLogin(session, answer, Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CHALLENGE_EXPIRED);
        }

        @Test
        void whenTheStoredSessionWasChanged_thenItIsNotFound() {
            SmartIdSession session = world.start(SmartIdRequest.loginByNotification(world.document(), SCREEN));
            SmartIdSession changed = SmartIdSession.fromText(session.toText().replace("QUALIFIED", "ADVANCED"));

            assertThat(refusal(world.smartId.finishLogin(changed, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CHALLENGE_NOT_FOUND);
        }

        @Test
        void whenASignatureIsFinishedAsALogin_thenItIsRefused() {
            SmartIdSession session = world.start(signing());

            assertThat(refusal(world.smartId.finishLogin(session, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CHALLENGE_WRONG_PURPOSE);
        }

        @Test
        void whenTheProofIsVerifiedAgain_thenTheSamePersonWhoCannotAct() {
            Proof proof = Proof.fromBytes(notified().orElseThrow().toProof().toBytes());
            world.clock.advance(Duration.ofDays(3));

            AuthenticatedPerson again =
                    world.smartId.reverify(proof, world.trust).orElseThrow();

            assertThat(again.identifier()).isEqualTo(world.document().person());
            assertThat(again.validUntil()).isEqualTo(again.verifiedAt()).isEqualTo(proof.verifiedAt());
        }
    }

    @Nested
    class Signing {
        @ParameterizedTest
        @EnumSource
        void whenADigestIsSigned_thenTheValueIsVerified(SmartIdAlgorithm algorithm) {
            SmartIdSession session = world.start(SmartIdRequest.signByNotification(
                    world.document(), SmartIdWorld.digest(algorithm), algorithm, SCREEN));

            SmartIdSignature signature = world.smartId
                    .finishSigning(session, world.answer(session), Optional.empty(), BROWSER)
                    .orElseThrow();

            assertThat(session.verificationCode()).contains("4321");
            assertThat(signature.algorithm()).isEqualTo(algorithm);
            assertThat(signature.value().size()).isEqualTo(256);
            assertThat(signature.account().document()).isEqualTo(world.document());
        }

        @Test
        void whenTheLinkIsOpenedOnTheSameDevice_thenItIsSigned() {
            SmartIdSession session = world.start(SmartIdRequest.signByLink(
                    FlowType.APP2APP,
                    CALLBACK,
                    world.document(),
                    SmartIdWorld.digest(SmartIdAlgorithm.PSS_SHA256),
                    SmartIdAlgorithm.PSS_SHA256,
                    SCREEN));
            Optional<SmartIdCallback> callback = world.open(session, FlowType.APP2APP);

            assertThat(world.smartId
                            .finishSigning(session, world.answer(session), callback, BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenACertificateIsChosenFirst_thenALinkedSignatureFollows() {
            SmartIdSession choice = world.start(SmartIdRequest.certificateByQr());
            assertThat(world.open(choice, FlowType.QR)).isEmpty();
            SmartIdAccount account = world.smartId
                    .finishCertificate(choice, world.answer(choice), BROWSER)
                    .orElseThrow();
            SmartIdSession session = world.start(SmartIdRequest.signLinked(
                    choice,
                    account,
                    SmartIdWorld.digest(SmartIdAlgorithm.PSS_SHA512),
                    SmartIdAlgorithm.PSS_SHA512,
                    SCREEN));

            SmartIdSignature signature = world.smartId
                    .finishSigning(session, world.answer(session), Optional.empty(), BROWSER)
                    .orElseThrow();

            assertThat(session.verificationCode()).isEmpty();
            assertThat(signature.account().certificate()).isEqualTo(account.certificate());
        }

        private SmartIdSession chosenOnSameDevice(FlowType flow) {
            SmartIdSession choice = world.start(SmartIdRequest.certificateByLink(FlowType.WEB2APP, CALLBACK));
            assertThat(world.open(choice, flow)).isEmpty();
            SmartIdAccount account = world.smartId
                    .finishCertificate(choice, world.answer(choice), BROWSER)
                    .orElseThrow();
            return linked(choice, account);
        }

        private Optional<SmartIdCallback> afterwards() {
            return world.service.openedAfterwards().map(address -> new SmartIdCallback(address.toString()));
        }

        @Test
        void whenACertificateIsChosenOnTheSameDevice_thenThePersonComesBackAfterTheLinkedSignature() {
            SmartIdSession session =
                    SmartIdSession.fromText(chosenOnSameDevice(FlowType.WEB2APP).toText());

            assertThat(world.smartId
                            .finishSigning(session, world.answer(session), afterwards(), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        @Test
        void whenThePersonDoesNotComeBackAfterTheLinkedSignature_thenThereIsNone() {
            SmartIdSession session = chosenOnSameDevice(FlowType.WEB2APP);

            assertThat(refusal(world.smartId.finishSigning(session, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CALLBACK_INVALID);
        }

        @Test
        void whenTheSecretOfAnotherChoiceComesBack_thenThereIsNoSignature() {
            world.service.acceptWith(SmartIdFault.SECRET_DIGEST);
            SmartIdSession session = chosenOnSameDevice(FlowType.WEB2APP);

            assertThat(refusal(world.smartId.finishSigning(session, world.answer(session), afterwards(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CALLBACK_INVALID);
        }

        @Test
        void whenTheQrCodeOfSuchAChoiceIsRead_thenNobodyNeedsToComeBack() {
            SmartIdSession session = chosenOnSameDevice(FlowType.QR);

            assertThat(world.smartId
                            .finishSigning(session, world.answer(session), Optional.empty(), BROWSER)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        }

        private SmartIdSession linked(SmartIdSession choice, SmartIdAccount account) {
            return world.start(SmartIdRequest.signLinked(
                    choice,
                    account,
                    SmartIdWorld.digest(SmartIdAlgorithm.PSS_SHA512),
                    SmartIdAlgorithm.PSS_SHA512,
                    SCREEN));
        }

        @Test
        void whenTheAccountWasAskedForAgain_thenThePersonMustComeBackAllTheSame() {
            SmartIdSession choice = world.start(SmartIdRequest.certificateByLink(FlowType.WEB2APP, CALLBACK));
            assertThat(world.open(choice, FlowType.WEB2APP)).isEmpty();
            SmartIdAccount again = world.smartId
                    .certificate(world.document(), SmartIdLevel.QUALIFIED)
                    .orElseThrow();
            SmartIdSession session = linked(choice, again);

            assertThat(refusal(world.smartId.finishSigning(session, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CALLBACK_INVALID);
        }

        @Test
        void whenTheAccountIsThatOfTheQrCodeOfAnotherChoice_thenThePersonMustComeBackAllTheSame() {
            SmartIdSession other = world.start(SmartIdRequest.certificateByQr());
            assertThat(world.open(other, FlowType.QR)).isEmpty();
            SmartIdAccount account = world.smartId
                    .finishCertificate(other, world.answer(other), BROWSER)
                    .orElseThrow();
            SmartIdSession choice = world.start(SmartIdRequest.certificateByLink(FlowType.WEB2APP, CALLBACK));
            assertThat(world.open(choice, FlowType.WEB2APP)).isEmpty();
            SmartIdSession session = linked(choice, account);

            assertThat(refusal(world.smartId.finishSigning(session, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(SmartIdRefusal.CALLBACK_INVALID);
        }

        @Test
        void whenTheLinkedSignatureIsAskedForALink_thenThereIsNone() {
            SmartIdSession session = chosenOnSameDevice(FlowType.WEB2APP);

            assertThatThrownBy(() -> world.smartId.deviceLink(session, FlowType.NOTIFICATION, "eng"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenACertificateIsChosenByNotification_thenItIsOfThatPerson() {
            SmartIdSession choice = world.start(
                    SmartIdRequest.certificateByNotification(world.document().person()));

            assertThat(world.smartId
                            .finishCertificate(choice, world.answer(choice), BROWSER)
                            .orElseThrow()
                            .document())
                    .isEqualTo(world.document());
        }

        @Test
        void whenTheAccountIsKnown_thenItsCertificateIsGiven() {
            assertThat(world.smartId
                            .certificate(world.document(), SmartIdLevel.QSCD)
                            .orElseThrow()
                            .document())
                    .isEqualTo(world.document());
        }

        @ParameterizedTest
        @CsvSource({
            "PURPOSE, POLICY_WRONG",
            "LEVEL, LEVEL_TOO_LOW",
            "EXPIRED, CERTIFICATE_EXPIRED",
            "STRANGER, CERTIFICATE_NOT_TRUSTED",
            "OTHER_PERSON, IDENTITY_MISMATCH"
        })
        void whenTheCertificateOfAnAccountIsWrong_thenItIsNamed(SmartIdFault fault, SmartIdRefusal expected) {
            world.service.acceptWith(fault);

            assertThat(refusal(world.smartId.certificate(world.document(), SmartIdLevel.QUALIFIED)))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "NO_CERTIFICATE, ANSWER_MALFORMED",
            "FLOW, FLOW_NOT_OFFERED",
            "PURPOSE, POLICY_WRONG",
            "LEVEL, LEVEL_TOO_LOW",
            "EXPIRED, CERTIFICATE_EXPIRED",
            "STRANGER, CERTIFICATE_NOT_TRUSTED",
            "OTHER_DOCUMENT, IDENTITY_MISMATCH"
        })
        void whenAChosenCertificateIsWrong_thenItIsNamed(SmartIdFault fault, SmartIdRefusal expected) {
            world.service.acceptWith(fault);
            SmartIdSession choice = world.start(SmartIdRequest.certificateByQr());
            assertThat(world.open(choice, FlowType.QR)).isEmpty();

            assertThat(refusal(world.smartId.finishCertificate(choice, world.answer(choice), BROWSER)))
                    .isEqualTo(expected);
        }

        @Test
        void whenSomebodyElseChoosesACertificate_thenItIsRefused() {
            world.service.acceptWith(SmartIdFault.OTHER_PERSON);
            SmartIdSession choice = world.start(
                    SmartIdRequest.certificateByNotification(world.document().person()));

            assertThat(refusal(world.smartId.finishCertificate(choice, world.answer(choice), BROWSER)))
                    .isEqualTo(SmartIdRefusal.IDENTITY_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({
            "CHALLENGE, SIGNATURE_INVALID",
            "SIGNATURE, SIGNATURE_INVALID",
            "HASH, ALGORITHM_NOT_REQUESTED",
            "DOWNGRADE, ALGORITHM_NOT_REQUESTED",
            "SALT, ANSWER_MALFORMED",
            "PROTOCOL, ANSWER_MALFORMED",
            "NO_CERTIFICATE, ANSWER_MALFORMED",
            "FLOW, FLOW_NOT_OFFERED",
            "LEVEL, LEVEL_TOO_LOW",
            "EXPIRED, CERTIFICATE_EXPIRED",
            "STRANGER, CERTIFICATE_NOT_TRUSTED",
            "PURPOSE, POLICY_WRONG",
            "OTHER_PERSON, IDENTITY_MISMATCH",
            "OTHER_DOCUMENT, IDENTITY_MISMATCH"
        })
        void whenThePhoneDoesOneThingWrong_thenItIsNamed(SmartIdFault fault, SmartIdRefusal expected) {
            world.service.acceptWith(fault);
            SmartIdSession session = world.start(signing());

            assertThat(refusal(world.smartId.finishSigning(session, world.answer(session), Optional.empty(), BROWSER)))
                    .isEqualTo(expected);
        }
    }

    @Nested
    class Service {
        @Test
        void whenThePersonHasNoAccount_thenThatIsAnOutcome() {
            SmartIdRequest request =
                    SmartIdRequest.loginByNotification(DocumentNumber.parse("PNOEE-40504040001-NONE-Q"), SCREEN);

            assertThat(refusal(world.smartId.start(request, BROWSER))).isEqualTo(SmartIdRefusal.NO_ACCOUNT);
        }

        @ParameterizedTest
        @CsvSource({"404, NO_ACCOUNT", "471, NO_ACCOUNT", "472, PERSON_SHOULD_VIEW_APP"})
        void whenAnHttpStatusIsAboutThePerson_thenThatIsAnOutcome(int status, SmartIdRefusal expected) {
            world.service.failWith(status);

            assertThat(refusal(world.smartId.start(signingOfNobody(), BROWSER))).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "400, SMART_ID_REQUEST_REFUSED",
            "401, SMART_ID_UNAUTHORISED",
            "403, SMART_ID_FORBIDDEN",
            "480, SMART_ID_CLIENT_TOO_OLD",
            "580, SMART_ID_MAINTENANCE",
            "500, HTTP_500"
        })
        void whenAnHttpStatusIsAboutTheCall_thenAnExceptionSaysSo(int status, String code) {
            world.service.failWith(status);

            assertThatThrownBy(() -> world.smartId.start(signingOfNobody(), BROWSER))
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo(code));
        }

        private SmartIdRequest signingOfNobody() {
            return SmartIdRequest.loginByQr(SCREEN);
        }

        @Test
        void whenTheSessionIsUnknown_thenThatIsAnOutcome() {
            SmartIdSession session = world.start(SmartIdRequest.loginByQr(SCREEN));
            world.service.failWith(404);

            assertThat(refusal(world.smartId.poll(session, Duration.ofSeconds(1))))
                    .isEqualTo(SmartIdRefusal.SESSION_NOT_FOUND);
        }

        @Test
        void whenThePersonStaysSilent_thenTheSessionRunsUntilTheDeadlineOrTheCallerGivesUp() {
            world.service.staySilent();
            SmartIdSession session = world.start(SmartIdRequest.loginByNotification(world.document(), SCREEN));

            assertThat(world.smartId.poll(session, Duration.ofSeconds(1)).orElseThrow())
                    .isEmpty();
            assertThat(refusal(world.smartId.await(session, world.clock.instant(), () -> false)))
                    .isEqualTo(SmartIdRefusal.NO_ANSWER_IN_TIME);
            assertThat(refusal(
                            world.smartId.await(session, world.clock.instant().plusSeconds(60), () -> true)))
                    .isEqualTo(SmartIdRefusal.CANCELLED);
        }

        @Test
        void whenThePersonReactsLater_thenBothWaysOfWaitingEnd() throws Exception {
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
            try {
                SmartIdSession session = world.start(SmartIdRequest.loginByQr(SCREEN));
                var later =
                        world.smartId.awaitAsync(session, world.clock.instant().plusSeconds(60), executor);
                var cancelled = world.smartId.awaitAsync(
                        world.start(SmartIdRequest.loginByQr(SCREEN)),
                        world.clock.instant().plusSeconds(60),
                        executor);
                assertThat(cancelled.cancel(false)).isTrue();
                assertThat(world.open(session, FlowType.QR)).isEmpty();

                SmartIdAnswer answer = later.get(30, TimeUnit.SECONDS).orElseThrow();

                assertThat(world.smartId
                                .await(session, world.clock.instant().plusSeconds(60), () -> false)
                                .orElseThrow())
                        .isEqualTo(answer);
            } finally {
                executor.shutdownNow();
            }
        }

        @Test
        void whenTheServiceIsUnderMaintenance_thenTheFutureFails() {
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
            try {
                SmartIdSession session = world.start(SmartIdRequest.loginByQr(SCREEN));
                world.service.failWith(580);

                assertThat(world.smartId.awaitAsync(
                                session, world.clock.instant().plusSeconds(60), executor))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withMessageContaining("maintenance");
            } finally {
                executor.shutdownNow();
            }
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource({
            "ADVANCED, PNOEE-38001085718, LOW",
            "QUALIFIED, PNOEE-38001085718, HIGH",
            "QUALIFIED, PNOLV-010199-12345, SUBSTANTIAL",
            "ADVANCED, PNOLV-010199-12345, LOW"
        })
        void whenALevelIsClassed_thenOnlyQualifiedAccountsRankHigh(
                SmartIdLevel level, String holder, AssuranceLevel expected) {
            assertThat(level.assurance(SemanticsIdentifier.parse(holder))).isEqualTo(expected);
        }

        @Test
        void whenASessionIsWrittenDown_thenItComesBackEqual() {
            SmartIdSession session = world.start(SmartIdRequest.loginByLink(FlowType.WEB2APP, CALLBACK, SCREEN));

            SmartIdSession read = SmartIdSession.fromText(session.toText());

            assertThat(read).isEqualTo(session);
            assertThat(read.id()).isEqualTo(session.id());
        }

        @Test
        void whenValuesAreShown_thenNothingPersonalOrSecret() {
            SmartIdSession session = world.start(SmartIdRequest.loginByNotification(world.document(), SCREEN));
            SmartIdAnswer answer = world.answer(session);
            String code = world.document().person().identifier();
            AuthenticatedPerson person = world.smartId
                    .finishLogin(session, answer, Optional.empty(), BROWSER)
                    .orElseThrow();

            assertThat(List.of(session.toString(), answer.toString(), person.toString(), world.smartId.toString()))
                    .allSatisfy(text -> assertThat(text)
                            .doesNotContain(code)
                            .doesNotContain(session.challenge())
                            .doesNotContain(person.surname().orElseThrow()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://bank.example/", "https://bank.example/#x", "https://bank.example/|x"})
        void whenTheCallbackHasAFormThatTheServiceRefuses_thenItIsRefusedHere(String url) {
            assertThatThrownBy(() -> SmartIdRequest.loginByLink(FlowType.WEB2APP, url, SCREEN))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @EnumSource(names = {"QR", "NOTIFICATION"})
        void whenTheFlowIsNotOneOnTheSameDevice_thenItIsRefusedHere(FlowType flow) {
            assertThatThrownBy(() -> SmartIdRequest.loginByLink(flow, CALLBACK, SCREEN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("WEB2APP or APP2APP, not " + flow);
        }

        @Test
        void whenTheCodeChoiceIsOfferedByDeviceLink_thenItIsRefusedHere() {
            Interactions choice =
                    Interactions.of(new Interaction(Interaction.Type.CONFIRMATION_MESSAGE_AND_CODE_CHOICE, "Log in?"));

            assertThatThrownBy(() -> SmartIdRequest.loginByQr(choice)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenATextIsTooLong_thenItIsRefusedHere() {
            assertThat(Interactions.text("x".repeat(60)).items()).hasSize(1);
            assertThatThrownBy(() -> Interactions.text("x".repeat(61))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenTheLinkIsOfAFlowThatWasNotOffered_thenThereIsNone() {
            SmartIdSession session = world.start(SmartIdRequest.loginByQr(SCREEN));

            assertThat(session.flows()).isEqualTo(Set.copyOf(EnumSet.of(FlowType.QR)));
            assertThatThrownBy(() -> world.smartId.deviceLink(session, FlowType.WEB2APP, "eng"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
