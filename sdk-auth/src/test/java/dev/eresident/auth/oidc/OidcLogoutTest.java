package dev.eresident.auth.oidc;

import static dev.eresident.auth.oidc.OidcWorld.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.EResidentException;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcLogoutTest {
    private static final String EVENT = "\"http://schemas.openid.net/event/backchannel-logout\":{}";
    private static OidcWorld world;
    private static OidcClient govSso;

    @BeforeAll
    static void open() {
        world = new OidcWorld();
        govSso = world.client(OidcFlavour.GOVSSO);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void accept() {
        world.service.accept();
    }

    private static OidcOutcome.Authenticated login() {
        return person(world.login(govSso, OidcRequest.login()));
    }

    @Nested
    class AtTheBrowser {
        @Test
        void whenThePersonLogsOut_thenTheProviderSendsThemBack() {
            String url = govSso.logoutUrl(login().idToken(), Optional.of(OidcService.RETURN_URI), Optional.of("a b"));

            TransportResponse answer = world.transport.send(new TransportRequest(
                    "browser", "GET", URI.create(url), Map.of(), Bytes.empty(), Duration.ofSeconds(10), 1024));

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("location")).contains(OidcService.RETURN_URI + "?state=a+b");
        }

        @Test
        void whenOnlyTheTokenIsGiven_thenOnlyItIsSent() {
            assertThat(govSso.logoutUrl("token", Optional.empty(), Optional.empty()))
                    .endsWith("/oauth2/sessions/logout?id_token_hint=token");
        }

        @Test
        void whenTheProviderKeepsNoSession_thenThatIsSaid() {
            assertThatThrownBy(() -> world.eeId.logoutUrl("token", Optional.empty(), Optional.empty()))
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo("LOGOUT_NOT_OFFERED"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://bank.example/bye", "javascript:alert(1)", "https://bank.example/#x", "bye"})
        void whenTheAddressToReturnToIsNotOfHttps_thenItIsRefused(String address) {
            assertThatThrownBy(() -> govSso.logoutUrl("token", Optional.of(address), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class OnTheBackChannel {
        private String claims(String changed, String value) {
            JsonWriter json = JsonWriter.object();
            Map.of(
                            "iss",
                            world.service.issuer(OidcFlavour.GOVSSO),
                            "aud",
                            OidcService.CLIENT_ID,
                            "jti",
                            "1",
                            "sub",
                            "EE48402290000",
                            "sid",
                            OidcService.SESSION_ID)
                    .forEach((name, usual) -> {
                        if (!name.equals(changed)) {
                            json.field(name, usual);
                        } else if (!value.isEmpty()) {
                            json.field(name, value);
                        }
                    });
            String text = json.toJson();
            return text.substring(0, text.length() - 1);
        }

        private String token(String claims, long age) {
            return world.service.signed(
                    claims + ",\"iat\":" + (world.clock.instant().getEpochSecond() - age) + "}");
        }

        private String whole(String changed, String value) {
            return token(claims(changed, value) + ",\"events\":{" + EVENT + "}", 0);
        }

        private static OidcRefusal refusal(String token) {
            return govSso.backChannelLogout(token)
                    .match(
                            ok -> {
                                throw new AssertionError("It was believed");
                            },
                            OidcLogoutOutcome.Rejected::code);
        }

        @Test
        void whenTheProviderSignedIt_thenWhoseSessionsToEndIsTold() {
            OidcLogoutOutcome outcome = govSso.backChannelLogout(whole("", ""));

            assertThat(outcome)
                    .isEqualTo(new OidcLogoutOutcome.Requested(
                            Optional.of("EE48402290000"), login().sessionId(), world.clock.instant()));
            assertThat(outcome.kind()).isEqualTo(OidcLogoutOutcome.Kind.REQUESTED);
            assertThat(outcome.orElseThrow()).isEqualTo(outcome);
            assertThat(outcome.toString()).doesNotContain("48402290000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sub", "sid"})
        void whenOneOfSubjectAndSessionIsThere_thenThatIsEnough(String missing) {
            assertThat(govSso.backChannelLogout(whole(missing, "")).kind()).isEqualTo(OidcLogoutOutcome.Kind.REQUESTED);
        }

        @ParameterizedTest
        @CsvSource({
            "iss, https://other.example, ISSUER_WRONG",
            "iss, '', ISSUER_WRONG",
            "aud, another-client, AUDIENCE_WRONG",
            "aud, '', AUDIENCE_WRONG",
            "jti, '', LOGOUT_MALFORMED"
        })
        void whenOneClaimIsWrong_thenItIsNamed(String name, String value, OidcRefusal expected) {
            assertThat(refusal(whole(name, value))).isEqualTo(expected);
        }

        @Test
        void whenTheEventIsMissing_thenItIsNoLogout() {
            assertThat(refusal(token(claims("", ""), 0))).isEqualTo(OidcRefusal.LOGOUT_MALFORMED);
            assertThat(refusal(token(claims("", "") + ",\"events\":{\"another\":{}}", 0)))
                    .isEqualTo(OidcRefusal.LOGOUT_MALFORMED);
            assertThat(refusal(token(claims("", "") + ",\"events\":[]", 0))).isEqualTo(OidcRefusal.CLAIMS_MALFORMED);
        }

        @Test
        void whenItHoldsANonce_thenItIsNoLogout() {
            assertThat(refusal(token(claims("", "") + ",\"nonce\":\"n\",\"events\":{" + EVENT + "}", 0)))
                    .isEqualTo(OidcRefusal.LOGOUT_MALFORMED);
        }

        @Test
        void whenNeitherSubjectNorSessionIsThere_thenItIsNoLogout() {
            String nobody = claims("sub", "").replace("\"sid\"", "\"other\"");

            assertThat(refusal(token(nobody + ",\"events\":{" + EVENT + "}", 0)))
                    .isEqualTo(OidcRefusal.LOGOUT_MALFORMED);
        }

        @ParameterizedTest
        @CsvSource({"605, TOKEN_TOO_OLD", "-15, TOKEN_NOT_YET_VALID"})
        void whenItIsNotOfNow_thenItIsRefused(long age, OidcRefusal expected) {
            long skewed = age > 0 ? age + 10 : age;

            assertThat(refusal(token(claims("", "") + ",\"events\":{" + EVENT + "}", skewed)))
                    .isEqualTo(expected);
        }

        @Test
        void whenItHasExpired_thenItIsRefused() {
            long past = world.clock.instant().getEpochSecond() - 10;

            assertThat(refusal(token(claims("", "") + ",\"exp\":" + past + ",\"events\":{" + EVENT + "}", 60)))
                    .isEqualTo(OidcRefusal.TOKEN_EXPIRED);
        }

        @Test
        void whenAnIdTokenIsPosted_thenItIsNoLogout() {
            assertThat(refusal(login().idToken())).isEqualTo(OidcRefusal.LOGOUT_MALFORMED);
        }

        @Test
        void whenTheSignatureIsWrong_thenNothingInItIsBelieved() {
            world.service.acceptWith(OidcFault.SIGNATURE);

            assertThat(refusal(whole("", ""))).isEqualTo(OidcRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheProviderMightHaveTheIssuerButNamesAnother_thenTheSignedTokenIsRefused() {
            ProviderApi api =
                    new ProviderApi(world.transport, world.provider(OidcFlavour.GOVSSO), Duration.ofSeconds(10));
            List<JsonWebKey> keys = api.keys(api.discover().keys());
            LogoutToken rules = new LogoutToken(OidcService.CLIENT_ID, world.clock.instant(), Duration.ofSeconds(10));

            Step<OidcLogoutOutcome.Requested> judged = rules.plausible(whole("", ""), any -> true)
                    .then(token -> rules.verify(
                            token,
                            "https://other.example",
                            (id, algorithm) -> JsonWebKey.find(keys, id, algorithm),
                            SignatureVerifier.of(CryptoChoice.standard())));

            assertThat(judged)
                    .isInstanceOfSatisfying(
                            Step.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(OidcRefusal.ISSUER_WRONG));
        }

        @Test
        void whenACallerPrefersAnException_thenItNamesTheRefusal() {
            assertThatThrownBy(() -> govSso.backChannelLogout("").orElseThrow())
                    .isInstanceOfSatisfying(
                            EResidentException.class, e -> assertThat(e.code()).isEqualTo("TOKEN_MALFORMED"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a.b", "a.b.c", "....", "e30.e30.e30"})
        void whenItIsNoToken_thenItIsRefused(String text) {
            assertThat(refusal(text)).isEqualTo(OidcRefusal.TOKEN_MALFORMED);
        }
    }
}
