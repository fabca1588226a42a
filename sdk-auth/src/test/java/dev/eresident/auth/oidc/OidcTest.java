package dev.eresident.auth.oidc;

import static dev.eresident.auth.oidc.OidcWorld.BROWSER;
import static dev.eresident.auth.oidc.OidcWorld.person;
import static dev.eresident.auth.oidc.OidcWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.certificate.Environment;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every provider, end result and single fault, over real sockets. */
class OidcTest {
    private static OidcWorld world;

    @BeforeAll
    static void open() {
        world = new OidcWorld();
    }

    @AfterAll
    static void close() {
        assertThat(world.sandbox.unexpectedRequests()).isEmpty();
        world.close();
    }

    @BeforeEach
    void accept() {
        world.service.accept();
        world.service.route().heal();
    }

    private static OidcOutcome login() {
        return world.login(world.eeId, OidcRequest.login());
    }

    @Nested
    class Login {
        @ParameterizedTest
        @EnumSource
        void whenAllIsWell_thenThePersonIsKnownAndEResidencyIsNot(OidcFlavour flavour) {
            OidcOutcome.Authenticated ok = person(world.login(world.client(flavour), OidcRequest.login()));

            AuthenticatedPerson person = ok.person();
            assertThat(person.method()).isEqualTo(AuthenticationMethod.OIDC);
            assertThat(person.identifier().text())
                    .isEqualTo(world.sandbox.eResident().person().semanticsIdentifier());
            assertThat(person.fullName()).isEqualTo("LINNÉA NÄIDIS-PRÓBA");
            assertThat(person.birthDate()).contains(LocalDate.of(1984, 2, 29));
            assertThat(person.assuranceLevel()).isEqualTo(AssuranceLevel.HIGH);
            assertThat(person.eResidency().kind()).isEqualTo(EResidency.Kind.UNKNOWN);
            assertThat(person.certificate()).isEmpty();
            assertThat(person.verifiedAt()).isEqualTo(world.clock.instant());
            assertThat(person.validUntil()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(15)));
            assertThat(ok.methods()).containsExactly(OidcMethod.ID_CARD);
            assertThat(ok.sessionId())
                    .isEqualTo(flavour == OidcFlavour.GOVSSO ? Optional.of(OidcService.SESSION_ID) : Optional.empty());
        }

        @ParameterizedTest
        @EnumSource(names = {"RS256", "PS256", "ES256"})
        void whenAnAlgorithmIsOnTheList_thenItIsAccepted(SignatureAlgorithm algorithm) {
            world.service.signWith(algorithm);

            assertThat(login().kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        }

        @ParameterizedTest
        @CsvSource({
            "idcard, high, ID_CARD",
            "mID, high, MOBILE_ID",
            "smartid, high, SMART_ID",
            "eIDAS, substantial, EIDAS"
        })
        void whenThePersonUsesAMethod_thenItIsTold(String method, String level, OidcMethod expected) {
            world.service.identifyBy(method, level);

            OidcOutcome.Authenticated ok = person(login());

            assertThat(ok.methods()).containsExactly(expected);
            assertThat(ok.person().assuranceLevel().name()).isEqualToIgnoringCase(level);
        }

        @Test
        void whenAPasskeyIsUsed_thenOnlyIfItWasAskedForByName() {
            world.service.identifyBy("webauthn", "high");

            assertThat(refusal(login())).isEqualTo(OidcRefusal.METHOD_NOT_REQUESTED);
            assertThat(person(world.login(world.eeId, OidcRequest.login().by(OidcMethod.PASSKEY)))
                            .methods())
                    .containsExactly(OidcMethod.PASSKEY);
        }

        @Test
        void whenAnotherMethodThanAskedForIsUsed_thenItIsRefused() {
            OidcRequest request = OidcRequest.login().by(OidcMethod.SMART_ID, OidcMethod.MOBILE_ID);

            assertThat(refusal(world.login(world.eeId, request))).isEqualTo(OidcRefusal.METHOD_NOT_REQUESTED);
        }

        @ParameterizedTest
        @CsvSource({"low, SUBSTANTIAL", "low, HIGH", "substantial, HIGH"})
        void whenTheLevelIsLowerThanAskedFor_thenItIsRefused(String level, AssuranceLevel least) {
            world.service.identifyBy("idcard", level);

            assertThat(refusal(world.login(world.eeId, OidcRequest.login().atLeast(least))))
                    .isEqualTo(OidcRefusal.LEVEL_TOO_LOW);
        }

        @ParameterizedTest
        @CsvSource({"low, LOW", "substantial, LOW", "high, SUBSTANTIAL", "high, HIGH"})
        void whenTheLevelIsAsHighAsAskedFor_thenItIsAccepted(String level, AssuranceLevel least) {
            world.service.identifyBy("idcard", level);

            assertThat(world.login(world.eeId, OidcRequest.login().atLeast(least))
                            .kind())
                    .isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        }

        @ParameterizedTest
        @CsvSource({
            "STATE, STATE_MISMATCH",
            "NO_STATE, STATE_MISMATCH",
            "CALLBACK_ISSUER, CALLBACK_ISSUER_WRONG",
            "NO_ID_TOKEN, TOKEN_ANSWER_MALFORMED",
            "TOKEN_TYPE, TOKEN_ANSWER_MALFORMED",
            "SIGNATURE, SIGNATURE_INVALID",
            "ALG_NONE, ALGORITHM_NOT_ALLOWED",
            "ALG_HS256, ALGORITHM_NOT_ALLOWED",
            "ALG_RS512, ALGORITHM_NOT_ALLOWED",
            "ALG_OTHER, KEY_UNKNOWN",
            "KEY_ID, KEY_UNKNOWN",
            "NO_KEY_ID, KEY_UNKNOWN",
            "KEY_IN_TOKEN, KEY_UNKNOWN",
            "CRITICAL, TOKEN_MALFORMED",
            "TYPE, TOKEN_MALFORMED",
            "ISSUER, ISSUER_WRONG",
            "AUDIENCE, AUDIENCE_WRONG",
            "MORE_AUDIENCES, AUDIENCE_WRONG",
            "AUTHORISED_PARTY, AUDIENCE_WRONG",
            "NONCE, NONCE_MISMATCH",
            "NO_NONCE, NONCE_MISMATCH",
            "EXPIRED, TOKEN_EXPIRED",
            "NO_EXPIRY, CLAIMS_MALFORMED",
            "FUTURE, TOKEN_NOT_YET_VALID",
            "NOT_BEFORE, TOKEN_NOT_YET_VALID",
            "OLD, TOKEN_TOO_OLD",
            "ACCESS_TOKEN_HASH, ACCESS_TOKEN_MISMATCH",
            "METHOD, METHOD_NOT_REQUESTED",
            "MORE_METHODS, METHOD_NOT_REQUESTED",
            "NO_METHOD, METHOD_NOT_REQUESTED",
            "LEVEL, LEVEL_TOO_LOW",
            "LEVEL_UNKNOWN, LEVEL_NOT_STATED",
            "NO_LEVEL, LEVEL_NOT_STATED",
            "SUBJECT, SUBJECT_MALFORMED",
            "SUBJECT_CODE, SUBJECT_MALFORMED",
            "NO_NAMES, CLAIMS_MALFORMED",
            "BIRTH_DATE, CLAIMS_MALFORMED",
            "DUPLICATE_CLAIM, CLAIMS_MALFORMED",
            "CLAIM_TYPE, CLAIMS_MALFORMED"
        })
        void whenTheProviderDoesOneThingWrong_thenItIsNamed(OidcFault fault, OidcRefusal expected) {
            world.service.acceptWith(fault);

            assertThat(refusal(login())).isEqualTo(expected);
            assertThat(expected.userText()).isNotBlank();
        }

        @ParameterizedTest
        @CsvSource({
            "user_cancel, USER_CANCELLED",
            "access_denied, ACCESS_DENIED",
            "invalid_request, REQUEST_REFUSED",
            "unauthorized_client, CLIENT_NOT_ALLOWED",
            "invalid_client, CLIENT_REFUSED",
            "unsupported_response_type, RESPONSE_TYPE_REFUSED",
            "invalid_scope, SCOPE_REFUSED",
            "server_error, PROVIDER_FAILED",
            "temporarily_unavailable, PROVIDER_UNAVAILABLE",
            "login_required, INTERACTION_REQUIRED",
            "consent_required, INTERACTION_REQUIRED",
            "interaction_required, INTERACTION_REQUIRED",
            "account_selection_required, INTERACTION_REQUIRED",
            "something_new, UNKNOWN_ERROR"
        })
        void whenThePersonComesBackWithAnError_thenItIsNamedAndTheyAreTold(String error, OidcRefusal expected) {
            world.service.endWith(error);

            assertThat(refusal(login())).isEqualTo(expected);
            assertThat(expected.userText()).isNotBlank();
        }

        @ParameterizedTest
        @CsvSource({
            "invalid_grant, CODE_REFUSED",
            "invalid_client, CLIENT_REFUSED",
            "invalid_request, REQUEST_REFUSED",
            "unauthorized_client, CLIENT_NOT_ALLOWED",
            "unsupported_grant_type, GRANT_REFUSED",
            "invalid_scope, SCOPE_REFUSED",
            "something_new, UNKNOWN_ERROR"
        })
        void whenTheCodeIsRefused_thenItIsNamed(String error, OidcRefusal expected) {
            world.service.refuseCodesWith(error);

            assertThat(refusal(login())).isEqualTo(expected);
        }

        @Test
        void whenAnErrorHasAStrangeName_thenItStandsInNoText() {
            world.service.endWith("<b>PNOEE-38001085718</b>");

            OidcOutcome.Rejected refused = login().match(
                            ok -> {
                                throw new AssertionError("It succeeded");
                            },
                            rejected -> rejected);

            assertThat(refused.code()).isEqualTo(OidcRefusal.UNKNOWN_ERROR);
            assertThat(refused.text()).isEqualTo(OidcRefusal.UNKNOWN_ERROR.operatorText());
        }

        @Test
        void whenTheSecretIsWrong_thenTheClientIsRefused() {
            OidcClient other = OidcClient.builder()
                    .provider(world.provider(OidcFlavour.EEID), world.transport)
                    .credentials(OidcCredentials.post(OidcService.CLIENT_ID, OidcWorld.secret()))
                    .redirectUri(OidcService.REDIRECT_URI)
                    .replayGuard(ReplayGuard.inMemory(world.clock, 10))
                    .clock(world.clock)
                    .random(new java.security.SecureRandom())
                    .build();

            assertThat(refusal(world.login(other, OidcRequest.login()))).isEqualTo(OidcRefusal.CLIENT_REFUSED);
        }

        @Test
        void whenTheCodeIsExchangedTooLate_thenItIsRefused() {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
            OidcCallback callback = world.browse(session);
            world.clock.advance(Duration.ofSeconds(31));

            assertThat(refusal(world.eeId.finish(session, callback, BROWSER))).isEqualTo(OidcRefusal.CODE_REFUSED);
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 503, 429, 302})
        void whenTheTokenEndpointFails_thenThatIsAnException(int status) {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
            OidcCallback callback = world.browse(session);
            world.service.failWith(status);

            assertThatThrownBy(() -> world.eeId.finish(session, callback, BROWSER))
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo("HTTP_" + status));
        }

        @ParameterizedTest
        @CsvSource({"NO_ANSWER, TIMEOUT", "CUT_IN_MID_ANSWER, ANSWER_CUT", "ENDLESS_BODY, ANSWER_TOO_LARGE"})
        void whenTheTokenEndpointIsSlowCutOrEndless_thenNobodyIsLoggedIn(TransportFault fault, String code) {
            OidcClient client = world.builder(world.provider(OidcFlavour.EEID))
                    .timeout(Duration.ofSeconds(4))
                    .build();
            OidcSession session = client.start(OidcRequest.login(), BROWSER);
            OidcCallback callback = world.browse(session);
            world.service.route().failNext(fault);

            assertThatThrownBy(() -> client.finish(session, callback, BROWSER))
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.code()).isEqualTo(code));
        }

        @ParameterizedTest
        @EnumSource(names = {"GARBAGE_BODY", "EMPTY_BODY"})
        void whenTheTokenEndpointAnswersSomethingElse_thenItIsNamed(TransportFault fault) {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
            OidcCallback callback = world.browse(session);
            world.service.route().failNext(fault);

            assertThat(refusal(world.eeId.finish(session, callback, BROWSER)))
                    .isEqualTo(OidcRefusal.TOKEN_ANSWER_MALFORMED);
        }

        @Test
        void whenTheConnectionBreaks_thenTheCodeIsSentOnceAndTheLoginIsUsedUp() {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
            OidcCallback callback = world.browse(session);
            long before = world.service.route().requestCount();
            world.service.route().failNext(TransportFault.CONNECTION_RESET);

            assertThatThrownBy(() -> world.eeId.finish(session, callback, BROWSER))
                    .isInstanceOf(TransportException.class);
            assertThat(world.service.route().requestCount()).isEqualTo(before + 1);
            assertThat(refusal(world.eeId.finish(session, callback, BROWSER)))
                    .isEqualTo(OidcRefusal.CHALLENGE_ALREADY_USED);
        }
    }

    @Nested
    class OneUse {
        private final OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
        private final OidcCallback callback = world.browse(session);

        @Test
        void whenTheCallbackIsPresentedAgain_thenItIsRefused() {
            assertThat(world.eeId.finish(session, callback, BROWSER).kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);

            assertThat(refusal(world.eeId.finish(session, callback, BROWSER)))
                    .isEqualTo(OidcRefusal.CHALLENGE_ALREADY_USED);
        }

        @Test
        void whenAnotherBrowserFinishes_thenItIsRefused() {
            assertThat(refusal(world.eeId.finish(session, callback, SessionBinding.of("other"))))
                    .isEqualTo(OidcRefusal.CHALLENGE_WRONG_SESSION);
        }

        @Test
        void whenItIsFinishedTooLate_thenItIsRefused() {
            world.clock.advance(Duration.ofMinutes(16));

            assertThat(refusal(world.eeId.finish(session, callback, BROWSER))).isEqualTo(OidcRefusal.CHALLENGE_EXPIRED);
        }

        @Test
        void whenTheStoredLoginWasChanged_thenItIsNotFound() {
            OidcSession changed = OidcSession.fromText(session.toText().replace("SUBSTANTIAL", "LOW"));

            assertThat(refusal(world.eeId.finish(changed, callback, BROWSER)))
                    .isEqualTo(OidcRefusal.CHALLENGE_NOT_FOUND);
        }

        @Test
        void whenTheLoginWasStartedWithAnotherProvider_thenNothingIsSent() {
            ReplayGuard shared = ReplayGuard.inMemory(world.clock, 10);
            OidcClient tara = shared(OidcFlavour.TARA, shared);
            OidcClient eeId = shared(OidcFlavour.EEID, shared);
            OidcSession started = tara.start(OidcRequest.login(), BROWSER);
            OidcCallback back = world.browse(started);
            assertThat(eeId.keyThumbprints()).isNotEmpty();
            long before = world.service.route().requestCount();

            assertThat(refusal(eeId.finish(started, back, BROWSER))).isEqualTo(OidcRefusal.CHALLENGE_NOT_FOUND);
            assertThat(world.service.route().requestCount()).isEqualTo(before);
        }

        private OidcClient shared(OidcFlavour flavour, ReplayGuard guard) {
            return OidcClient.builder()
                    .provider(world.provider(flavour), world.transport)
                    .credentials(OidcCredentials.basic(OidcService.CLIENT_ID, OidcWorld.secret()))
                    .redirectUri(OidcService.REDIRECT_URI)
                    .replayGuard(guard)
                    .clock(world.clock)
                    .random(new java.security.SecureRandom())
                    .build();
        }

        @ParameterizedTest
        @CsvSource({"another-client, https://bank.example/oidc/back", "sandbox-bank, https://bank.example/another"})
        void whenAnotherClientOfTheProviderFinishes_thenNothingIsSent(String clientId, String redirectUri) {
            ReplayGuard guard = ReplayGuard.inMemory(world.clock, 10);
            OidcClient other = OidcClient.builder()
                    .provider(world.provider(OidcFlavour.EEID), world.transport)
                    .credentials(OidcCredentials.basic(clientId, OidcWorld.secret()))
                    .redirectUri(redirectUri)
                    .replayGuard(guard)
                    .clock(world.clock)
                    .random(new java.security.SecureRandom())
                    .build();
            OidcSession started = shared(OidcFlavour.EEID, guard).start(OidcRequest.login(), BROWSER);
            OidcCallback back = world.browse(started);
            long before = world.service.route().requestCount();

            assertThat(refusal(other.finish(started, back, BROWSER))).isEqualTo(OidcRefusal.CHALLENGE_NOT_FOUND);
            assertThat(world.service.route().requestCount()).isEqualTo(before);
        }

        @Test
        void whenTheGuardIsFull_thenNoLoginIsStarted() {
            OidcClient small = shared(OidcFlavour.EEID, ReplayGuard.inMemory(world.clock, 1));
            small.start(OidcRequest.login(), BROWSER);

            assertThatThrownBy(() -> small.start(OidcRequest.login(), BROWSER))
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo("REPLAY_GUARD_FULL"));
        }

        @Test
        void whenWrittenAndRead_thenEqualAndNothingIsShown() {
            assertThat(OidcSession.fromText(session.toText())).isEqualTo(session);
            assertThat(session.toString() + callback)
                    .doesNotContain(session.codeVerifier(), session.nonce(), session.state());
            assertThatThrownBy(() -> OidcSession.fromText("{}")).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Callback {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "code=a&error=access_denied&state=S",
                    "state=S",
                    "code=&state=S",
                    "code=a&code=b&state=S",
                    "code=a&state=S&state=S",
                    "code=%zz&state=S",
                    "code=a%00&state=S",
                    "code=a&state=S#fragment"
                })
        void whenTheCallbackHasAnotherForm_thenItIsRefused(String query) {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);

            assertThat(refusal(world.eeId.finish(
                            session, new OidcCallback(query.replace("=S", "=" + session.state())), BROWSER)))
                    .isEqualTo(OidcRefusal.CALLBACK_MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"code=a?b&c=?", "/back?code=a?b&c=?", "https://bank.example/back?code=a?b&c=?"})
        void whenAValueHoldsAQuestionMark_thenItIsPartOfTheValue(String query) {
            assertThat(new OidcCallback(query).parameters())
                    .hasValueSatisfying(found ->
                            assertThat(found).containsEntry("code", "a?b").containsEntry("c", "?"));
        }

        @Test
        void whenTheCallbackIsTooLong_thenItIsRefused() {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
            String query = "code=a&state=" + session.state() + "&more=" + "x".repeat(8192);

            assertThat(refusal(world.eeId.finish(session, new OidcCallback(query), BROWSER)))
                    .isEqualTo(OidcRefusal.CALLBACK_MALFORMED);
        }

        @Test
        void whenTheIssuerComesBackToo_thenItIsCompared() {
            OidcSession session = world.eeId.start(OidcRequest.login(), BROWSER);
            OidcCallback callback =
                    new OidcCallback(world.browse(session).query() + "&iss=" + world.service.issuer(OidcFlavour.EEID));

            assertThat(world.eeId.finish(session, callback, BROWSER).kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        }
    }

    @Nested
    class Tara {
        private final OidcClient forCompanies = world.builder(OidcProvider.taraForPrivateClients(Environment.TEST)
                        .at(world.service.discovery(OidcFlavour.TARA), world.service.issuer(OidcFlavour.TARA)))
                .build();

        @Test
        void whenMethodsAreAskedFor_thenTheirScopesAndTheLevelAreSent() {
            OidcRequest request = OidcRequest.login()
                    .by(OidcMethod.SMART_ID, OidcMethod.ID_CARD)
                    .atLeast(AssuranceLevel.HIGH)
                    .in("en");

            assertThat(world.client(OidcFlavour.TARA).start(request, BROWSER).loginUrl())
                    .contains("&scope=openid%20idcard%20smartid&", "&acr_values=high&ui_locales=en");
        }

        @Test
        void whenACompanyUsesTara_thenItGetsOtherCountriesOnly() {
            world.service.identifyBy("eIDAS", "high");

            OidcSession session = forCompanies.start(OidcRequest.login().from("BE"), BROWSER);

            assertThat(session.loginUrl()).contains("&scope=openid%20eidasonly%20eidas%3Acountry%3Abe&");
            assertThat(person(forCompanies.finish(session, world.browse(session), BROWSER))
                            .methods())
                    .containsExactly(OidcMethod.EIDAS);
        }

        @Test
        void whenACompanyAsksTaraForTheCard_thenItIsToldWhereToGo() {
            assertThatThrownBy(() -> forCompanies.start(OidcRequest.login().by(OidcMethod.ID_CARD), BROWSER))
                    .hasMessageContaining("eeID")
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo("METHOD_NOT_OFFERED"));
        }

        @Test
        void whenTheCardComesThoughACompanyMayNotHaveIt_thenItIsRefused() {
            assertThat(refusal(world.login(forCompanies, OidcRequest.login())))
                    .isEqualTo(OidcRefusal.METHOD_NOT_REQUESTED);
        }
    }

    @Test
    void whenGovSsoIsAskedForNothingElse_thenTheLevelIsHigh() {
        world.service.identifyBy("mID", "substantial");

        assertThat(refusal(world.login(world.client(OidcFlavour.GOVSSO), OidcRequest.login())))
                .isEqualTo(OidcRefusal.LEVEL_TOO_LOW);
    }
}
