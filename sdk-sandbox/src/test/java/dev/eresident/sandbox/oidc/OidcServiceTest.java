package dev.eresident.sandbox.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The identity providers over their sockets: what they want, and what they refuse. */
class OidcServiceTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static Sandbox sandbox;
    private static OidcService service;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().seed(6).start();
        service = sandbox.oidc();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void accept() {
        service.accept();
    }

    private static String endpoint(String path) {
        return sandbox.baseUri() + "oidc/tara" + path;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private static Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", OidcService.CLIENT_ID);
        request.put("redirect_uri", OidcService.REDIRECT_URI);
        request.put("scope", "openid idcard");
        request.put("state", "state-of-the-login");
        request.put("nonce", "nonce-of-the-login");
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        request.put("acr_values", "high");
        return request;
    }

    private String location(Map<String, String> request) throws IOException, InterruptedException {
        return get(endpoint("/oauth2/auth?" + form(request)))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    private Map<String, String> tokenRequest() throws IOException, InterruptedException {
        String location = location(request());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", location.replaceAll(".*[?&]code=([^&]+).*", "$1"));
        form.put("redirect_uri", OidcService.REDIRECT_URI);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    private HttpResponse<String> post(Map<String, String> form, String secret)
            throws IOException, InterruptedException {
        String pair = OidcService.CLIENT_ID + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return http.send(
                HttpRequest.newBuilder(URI.create(endpoint("/oauth2/token")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)))
                        .POST(BodyPublishers.ofString(form(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void whenAProviderIsDiscovered_thenItNamesItselfAsTheRealOneDoes(OidcFlavour flavour) throws Exception {
        JsonNode document = json(get(service.discovery(flavour).toString()));

        assertThat(document.path("issuer").asText()).isEqualTo(service.issuer(flavour));
        assertThat(document.path("issuer").asText().endsWith("/")).isEqualTo(flavour != OidcFlavour.TARA);
        assertThat(document.has("end_session_endpoint")).isEqualTo(flavour == OidcFlavour.GOVSSO);
        assertThat(json(get(document.path("jwks_uri").asText())).path("keys")).hasSize(4);
    }

    @Nested
    class Authorise {
        @Test
        void whenTheRequestIsRight_thenACodeComesBackWithTheState() throws Exception {
            assertThat(location(request()))
                    .startsWith(OidcService.REDIRECT_URI + "?code=")
                    .endsWith("&state=state-of-the-login");
        }

        @ParameterizedTest
        @CsvSource({
            "response_type, token, unsupported_response_type",
            "scope, idcard, invalid_scope",
            "scope, openid legalperson, invalid_scope",
            "scope, openid IDCARD, invalid_scope",
            "state, short, invalid_request",
            "nonce, '', invalid_request",
            "code_challenge, short, invalid_request",
            "code_challenge_method, plain, invalid_request",
            "acr_values, excellent, invalid_request",
            "ui_locales, fi, invalid_request",
            "prompt, none, invalid_request"
        })
        void whenOneParameterIsWrong_thenTheErrorComesBack(String name, String value, String error) throws Exception {
            Map<String, String> request = request();
            request.put(name, value);

            assertThat(location(request)).startsWith(OidcService.REDIRECT_URI + "?error=" + error + "&");
        }

        @ParameterizedTest
        @CsvSource({"client_id, another", "redirect_uri, https://bank.example/other"})
        void whenClientOrRedirectAreUnknown_thenNobodyIsSentAnywhere(String name, String value) throws Exception {
            Map<String, String> request = request();
            request.put(name, value);

            assertThat(location(request)).isEmpty();
        }

        @Test
        void whenEeIdIsAskedForALevel_thenItDoesNotKnowThat() throws Exception {
            Map<String, String> request = request();
            request.put("scope", "openid");

            assertThat(get(sandbox.baseUri() + "oidc/eeid/oauth2/auth?" + form(request))
                            .headers()
                            .firstValue("Location"))
                    .get()
                    .asString()
                    .contains("error=invalid_request");
        }
    }

    @Nested
    class Token {
        @Test
        void whenTheCodeIsRight_thenATokenComesOnce() throws Exception {
            Map<String, String> form = tokenRequest();

            HttpResponse<String> answer = post(form, OidcService.CLIENT_SECRET);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("id_token").asText().split("\\.")).hasSize(3);
            assertThat(json(post(form, OidcService.CLIENT_SECRET)).path("error").asText())
                    .isEqualTo("invalid_grant");
        }

        @ParameterizedTest
        @CsvSource({
            "grant_type, password, unsupported_grant_type",
            "code, another, invalid_grant",
            "redirect_uri, https://bank.example/other, invalid_grant",
            "code_verifier, another, invalid_grant",
            "client_id, sandbox-bank, invalid_request"
        })
        void whenOneParameterIsWrong_thenItIsRefused(String name, String value, String error) throws Exception {
            Map<String, String> form = tokenRequest();
            form.put(name, value);

            HttpResponse<String> answer = post(form, OidcService.CLIENT_SECRET);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("error").asText()).isEqualTo(error);
        }

        @Test
        void whenTheSecretIsWrong_thenTheClientIsRefused() throws Exception {
            HttpResponse<String> answer = post(tokenRequest(), "another");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(json(answer).path("error").asText()).isEqualTo("invalid_client");
        }

        @Test
        void whenAnotherProviderIsGivenTheCode_thenItDoesNotKnowIt() throws Exception {
            Map<String, String> form = tokenRequest();
            String address = endpoint("/oauth2/token").replace("/tara/", "/govsso/");
            String pair =
                    OidcService.CLIENT_ID + ":" + URLEncoder.encode(OidcService.CLIENT_SECRET, StandardCharsets.UTF_8);

            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(pair.getBytes(StandardCharsets.US_ASCII)))
                            .POST(BodyPublishers.ofString(form(form)))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(json(answer).path("error").asText()).isEqualTo("invalid_grant");
        }
    }

    @Test
    void whenALogoutNamesAForeignToken_thenItIsRefused() throws Exception {
        assertThat(get(sandbox.baseUri() + "oidc/govsso/oauth2/sessions/logout?id_token_hint=foreign")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whenTheKeysAreExchanged_thenTheirIdsChange() throws Exception {
        String before = get(endpoint("/.well-known/jwks.json")).body();
        service.rotateKeys();

        assertThat(get(endpoint("/.well-known/jwks.json")).body()).isNotEqualTo(before);
    }
}
