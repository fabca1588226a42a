package dev.eresident.auth.oidc;

import static dev.eresident.auth.oidc.OidcWorld.BROWSER;
import static dev.eresident.auth.oidc.OidcWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.EResidentException;
import dev.eresident.core.TransportException;
import dev.eresident.core.certificate.Environment;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of the provider, and when it is asked again. */
class OidcCacheTest {
    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k\"}";
    private static OidcWorld world;
    private OidcClient client;

    @BeforeAll
    static void open() {
        world = new OidcWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void accept() {
        world.service.accept();
        world.service.route().heal();
        client = world.client(OidcFlavour.EEID);
    }

    private static long requests() {
        return world.service.route().requestCount();
    }

    private OidcOutcome.Kind login() {
        return world.login(client, OidcRequest.login()).kind();
    }

    @Test
    void whenPeopleLogInOneAfterTheOther_thenOnlyTheirBrowsersAndCodesAreSent() {
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        long before = requests();

        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);

        assertThat(requests()).isEqualTo(before + 4);
    }

    @Test
    void whenManyStartAtOnce_thenTheProviderIsAskedOnce() {
        long before = requests();

        IntStream.range(0, 16)
                .parallel()
                .forEach(i -> assertThat(
                                client.start(OidcRequest.login(), BROWSER).issuer())
                        .isNotEmpty());

        assertThat(requests()).isEqualTo(before + 2);
    }

    @Test
    void whenTheProviderComesBack_thenItsFailureIsForgottenAfterAMoment() {
        world.service.route().failNext(TransportFault.CONNECTION_RESET);
        assertThatThrownBy(() -> client.start(OidcRequest.login(), BROWSER)).isInstanceOf(TransportException.class);
        world.clock.advance(ProviderCache.MOMENT);

        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenTheKeysAreExchanged_thenTheNewOnesAreFetchedAndTheOldOnesForgotten() {
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        Set<String> old = client.keyThumbprints();
        world.clock.advance(ProviderCache.SHORTEST_PAUSE);
        world.service.rotateKeys();

        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        assertThat(client.keyThumbprints()).isNotEmpty().doesNotContainAnyElementsOf(old);
    }

    @Test
    void whenTokensNameUnknownKeys_thenTheProviderIsAskedOnceAMinute() {
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        world.service.acceptWith(OidcFault.KEY_ID);
        String stranger = world.logout(OidcFlavour.EEID, "none");
        long before = requests();

        assertThat(unknown(stranger)).isEqualTo(OidcRefusal.KEY_UNKNOWN);
        assertThat(requests()).isEqualTo(before);
        world.clock.advance(ProviderCache.SHORTEST_PAUSE);
        for (int i = 0; i < 5; i++) {
            assertThat(unknown(stranger)).isEqualTo(OidcRefusal.KEY_UNKNOWN);
        }
        assertThat(requests()).isEqualTo(before + 1);
    }

    @Test
    void whenTheProviderDoesNotAnswerForKeys_thenItIsNotAskedAgainForAMoment() {
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        world.service.acceptWith(OidcFault.KEY_ID);
        String stranger = world.logout(OidcFlavour.EEID, "none");
        world.clock.advance(ProviderCache.SHORTEST_PAUSE);
        world.service.route().fail(TransportFault.CONNECTION_RESET);
        assertThatThrownBy(() -> client.backChannelLogout(stranger)).isInstanceOf(TransportException.class);
        long before = requests();

        assertThatThrownBy(() -> client.backChannelLogout(stranger)).isInstanceOf(TransportException.class);
        assertThat(requests()).isEqualTo(before);
        world.service.route().heal();
        world.clock.advance(ProviderCache.MOMENT);
        assertThat(unknown(stranger)).isEqualTo(OidcRefusal.KEY_UNKNOWN);
        assertThat(requests()).isEqualTo(before + 1);
    }

    private static String unsigned(String header, String claims) {
        return encoded(header) + "." + encoded(claims) + ".AAAA";
    }

    private static String encoded(String json) {
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("", OidcRefusal.TOKEN_MALFORMED),
                Arguments.of("a.b.c", OidcRefusal.TOKEN_MALFORMED),
                Arguments.of(unsigned("{\"alg\":\"none\",\"kid\":\"k\"}", "{}"), OidcRefusal.ALGORITHM_NOT_ALLOWED),
                Arguments.of(unsigned("{\"alg\":\"RS256\"}", "{}"), OidcRefusal.KEY_UNKNOWN),
                Arguments.of(unsigned(HEADER, "[]"), OidcRefusal.CLAIMS_MALFORMED),
                Arguments.of(unsigned(HEADER, "{\"iss\":1}"), OidcRefusal.CLAIMS_MALFORMED),
                Arguments.of(unsigned(HEADER, "{\"iss\":\"https://other.example\"}"), OidcRefusal.ISSUER_WRONG),
                Arguments.of(world.logout(OidcFlavour.EEID, "iss"), OidcRefusal.ISSUER_WRONG),
                Arguments.of(world.logout(OidcFlavour.EEID, "aud"), OidcRefusal.AUDIENCE_WRONG),
                Arguments.of(world.logout(OidcFlavour.EEID, "iat"), OidcRefusal.CLAIMS_MALFORMED),
                Arguments.of(world.logout(OidcFlavour.EEID, "sub"), OidcRefusal.LOGOUT_MALFORMED),
                Arguments.of(world.logout(OidcFlavour.EEID, "events"), OidcRefusal.LOGOUT_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whenNothingIsRememberedAndNoLogoutTokenIsPosted_thenTheProviderIsNotAsked(
            String posted, OidcRefusal expected) {
        long before = requests();

        assertThat(unknown(posted)).isEqualTo(expected);
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void whenNothingIsRememberedAndTheProviderFails_thenItIsAskedOnceInAMomentByLoginsAndLogoutsTogether() {
        String token = world.logout(OidcFlavour.EEID, "none");
        world.service.route().fail(TransportFault.CONNECTION_RESET);
        long before = requests();

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> client.backChannelLogout(token)).isInstanceOf(TransportException.class);
            assertThatThrownBy(() -> client.start(OidcRequest.login(), BROWSER)).isInstanceOf(TransportException.class);
        }

        assertThat(requests()).isEqualTo(before + 1);
        world.service.route().heal();
        world.clock.advance(ProviderCache.MOMENT);
        assertThat(client.backChannelLogout(token).kind()).isEqualTo(OidcLogoutOutcome.Kind.REQUESTED);
    }

    private OidcRefusal unknown(String token) {
        return client.backChannelLogout(token)
                .match(
                        ok -> {
                            throw new AssertionError("It was believed");
                        },
                        OidcLogoutOutcome.Rejected::code);
    }

    @Test
    void whenAnHourHasPassed_thenDocumentAndKeysAreFetchedAgain() {
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        long before = requests();
        world.clock.advance(Duration.ofHours(1).plusSeconds(1));

        assertThat(client.keyThumbprints()).isNotEmpty();

        assertThat(requests()).isEqualTo(before + 2);
    }

    @Test
    void whenTheRememberedKeysAreTooOldAndTheProviderIsDown_thenNobodyLogsIn() {
        assertThat(login()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        world.clock.advance(Duration.ofHours(2));
        world.service.route().fail(TransportFault.CONNECTION_RESET);

        assertThatThrownBy(() -> client.start(OidcRequest.login(), BROWSER)).isInstanceOf(TransportException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "DISCOVERY_ISSUER, OIDC_ISSUER_MISMATCH",
        "DISCOVERY_PLAIN, OIDC_DISCOVERY_UNREADABLE",
        "DISCOVERY_JSON, OIDC_DISCOVERY_UNREADABLE",
        "KEYS_JSON, OIDC_KEYS_UNREADABLE"
    })
    void whenDiscoveryIsWrong_thenNoLoginIsStarted(OidcFault fault, String code) {
        world.service.acceptWith(fault);

        assertThatThrownBy(() -> client.start(OidcRequest.login(), BROWSER))
                .isInstanceOfSatisfying(
                        EResidentException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYS_PRIVATE", "KEYS_AMBIGUOUS", "KEYS_USE"})
    void whenAPublishedKeyMustNotBeUsed_thenItIsNot(OidcFault fault) {
        world.service.acceptWith(fault);

        assertThat(refusal(world.login(client, OidcRequest.login()))).isEqualTo(OidcRefusal.KEY_UNKNOWN);
    }

    @Test
    void whenTheProviderAnswersWithAnError_thenThatIsAnException() {
        world.service.failWith(503);

        assertThatThrownBy(() -> client.start(OidcRequest.login(), BROWSER))
                .isInstanceOfSatisfying(
                        EResidentException.class, e -> assertThat(e.code()).isEqualTo("HTTP_503"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://auth.eeid.ee/hydra-public/", "https://auth.eeid.ee"})
    void whenEeIdNamesItself_thenItMustBeTheSameServer(String issuer) {
        assertThat(OidcProvider.eeId(Environment.PRODUCTION).mayBe(issuer)).isTrue();
        assertThat(OidcProvider.eeId(Environment.TEST).mayBe(issuer)).isFalse();
        assertThat(OidcProvider.eeId(Environment.PRODUCTION).mayBe(issuer.replace("https", "http")))
                .isFalse();
        assertThat(OidcProvider.eeId(Environment.PRODUCTION).mayBe(issuer.replace("auth.eeid.ee", "auth.eeid.ee:8443")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://tara.ria.ee, true",
        "https://tara.ria.ee/, false",
        "https://TARA.ria.ee, false",
        "https://tara-test.ria.ee, false"
    })
    void whenTaraNamesItself_thenItMustBeTheSameText(String issuer, boolean expected) {
        assertThat(OidcProvider.tara(Environment.PRODUCTION).mayBe(issuer)).isEqualTo(expected);
        assertThat(OidcProvider.tara(Environment.PRODUCTION).discovery())
                .isEqualTo(URI.create("https://tara.ria.ee/.well-known/openid-configuration"));
    }
}
