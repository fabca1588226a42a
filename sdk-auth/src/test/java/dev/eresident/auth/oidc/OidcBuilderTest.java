package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work is refused when it is set up. */
class OidcBuilderTest {
    private static final SecretBytes SECRET = SecretBytes.of("a:b+c ä".getBytes(StandardCharsets.UTF_8));
    private final Transport transport = Transport.standard();

    private OidcBuilder builder(String redirect) {
        return OidcClient.builder()
                .provider(OidcProvider.eeId(Environment.TEST), transport)
                .credentials(OidcCredentials.basic("bank", SECRET))
                .redirectUri(redirect)
                .replayGuard(ReplayGuard.inMemory(Clock.systemUTC(), 1))
                .clock(Clock.systemUTC())
                .random(new SecureRandom());
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bank.example/back",
                "http://bank.example/back",
                "http://127.0.0.1.evil.example/back",
                "https://user@bank.example/back",
                "https://bank.example/back#fragment",
                "javascript:alert(1)",
                "custom-scheme://bank/back"
            })
    void whenTheRedirectAddressIsUnsafe_thenItIsRefused(String address) {
        refused("REDIRECT_UNUSABLE", () -> builder(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bank.example/back?from=eeid",
                "http://127.0.0.1:8080/back",
                "http://localhost/back",
                "http://[::1]:8080/back"
            })
    void whenTheRedirectAddressIsSafe_thenItIsTaken(String address) {
        assertThat(builder(address).build()).hasToString("OidcClient[eeID, bank]");
    }

    @Test
    void whenADurationIsOutsideItsLimits_thenItIsRefused() {
        OidcBuilder builder = builder("https://bank.example/back");

        refused("DURATION_NOT_POSITIVE", () -> builder.timeout(Duration.ZERO));
        refused("DURATION_NOT_POSITIVE", () -> builder.personLifetime(Duration.ofSeconds(-1)));
        refused("DURATION_TOO_LONG", () -> builder.loginLifetime(Duration.ofHours(2)));
        refused("DURATION_TOO_LONG", () -> builder.clockSkew(Duration.ofMinutes(3)));
        refused("DURATION_TOO_LONG", () -> builder.cacheLifetime(Duration.ofHours(25)));
        refused("DURATION_TOO_SHORT", () -> builder.cacheLifetime(Duration.ofMinutes(4)));
    }

    @Test
    void whenAClientIdIsNone_thenItIsRefused() {
        refused("CLIENT_ID_INVALID", () -> OidcCredentials.withoutSecret(""));
        refused("CLIENT_ID_INVALID", () -> OidcCredentials.basic("a\nb", SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHONE", "a b", "", "idcard", "eidasonly", "eidas:country:be"})
    void whenAScopeIsNone_thenItIsRefused(String scope) {
        refused("SCOPE_INVALID", () -> OidcProvider.eeId(Environment.TEST).alsoScopes(scope));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example/.well-known/openid-configuration",
                "https://auth.example/discovery",
                "https://auth.example/.well-known/openid-configuration?x=y",
                "https://u@auth.example/.well-known/openid-configuration"
            })
    void whenTheAddressOfDiscoveryIsUnusable_thenItIsRefused(String address) {
        refused(
                "ADDRESS_UNUSABLE",
                () -> OidcProvider.govSso(Environment.TEST).at(URI.create(address), "https://auth.example"));
    }

    @ParameterizedTest
    @CsvSource({"EST, language", "e, language", "EN, language"})
    void whenALanguageHasAnotherForm_thenItIsRefused(String code, String word) {
        assertThatThrownBy(() -> OidcRequest.login().in(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    @Test
    void whenACountryIsAskedOfAProviderWithout_thenItIsRefused() {
        refused(
                "COUNTRY_NOT_OFFERED",
                () -> OidcProvider.eeId(Environment.TEST)
                        .methods(OidcRequest.login().by(OidcMethod.EIDAS).from("BE")));
        refused(
                "COUNTRY_NOT_OFFERED",
                () -> OidcProvider.tara(Environment.TEST)
                        .methods(OidcRequest.login().from("BE")));
        assertThatThrownBy(() -> OidcRequest.login().from("be")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenCredentialsAreShown_thenInTheirPlaceAndEncoded() {
        Map<String, String> headers = new HashMap<>();
        Map<String, String> form = new LinkedHashMap<>();

        OidcCredentials.basic("bank", SECRET).show(headers, form);
        assertThat(headers)
                .containsEntry(
                        "Authorization",
                        "Basic "
                                + java.util.Base64.getEncoder()
                                        .encodeToString("bank:a%3Ab%2Bc+%C3%A4".getBytes(StandardCharsets.US_ASCII)));
        assertThat(form).isEmpty();

        headers.clear();
        OidcCredentials.post("bank", SECRET).show(headers, form);
        assertThat(form).containsEntry("client_id", "bank").containsEntry("client_secret", "a:b+c ä");
        form.clear();
        OidcCredentials.withoutSecret("bank").show(headers, form);
        assertThat(form).containsOnlyKeys("client_id");
        assertThat(headers).isEmpty();
        assertThat(OidcCredentials.post("bank", SECRET)).hasToString("OidcCredentials[bank, POST]");
    }

    @Test
    void whenScopesAreAdded_thenTheyAreSentAfterOpenid() {
        OidcProvider provider = OidcProvider.eeId(Environment.TEST).alsoScopes("phone", "email", "phone");

        assertThat(provider.scope(provider.methods(OidcRequest.login()), java.util.Optional.empty()))
                .isEqualTo("openid phone email");
        assertThat(provider.acrValues(dev.eresident.auth.AssuranceLevel.HIGH)).isEmpty();
    }
}
