package dev.eresident.sandbox.mobileid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.pki.KeyType;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mobile-ID as a client sees it, with the JDK's own HTTP client and cryptography. */
class MobileIdServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SHA256_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private static Sandbox sandbox;
    private static MobileIdService service;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().seed(5).start();
        service = sandbox.mobileId();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void accept() {
        service.accept();
        service.insert(KeyType.P256);
    }

    private static ObjectNode request() {
        return JSON.createObjectNode()
                .put("relyingPartyUUID", MobileIdService.RELYING_PARTY_UUID)
                .put("relyingPartyName", "demo")
                .put("phoneNumber", service.account().phoneNumber())
                .put("nationalIdentityNumber", service.account().personalCode());
    }

    private static ObjectNode login() {
        return request()
                .put("hash", Base64.getEncoder().encodeToString(new byte[32]))
                .put("hashType", "SHA256")
                .put("language", "EST");
    }

    private HttpResponse<String> post(String path, String contentType, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(service.uri().resolve(path))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(service.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode answered(String kind, ObjectNode request) throws Exception {
        String id = JSON.readTree(
                        post(kind, "application/json", request.toString()).body())
                .path("sessionID")
                .asText();
        return JSON.readTree(get(kind + "/session/" + id + "?timeoutMs=1000").body());
    }

    private static X509Certificate certificate(JsonNode answer) throws Exception {
        byte[] der = Base64.getDecoder().decode(answer.path("cert").asText());
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    @Test
    void whenThePersonAccepts_thenTheValueIsRawEcdsaOverTheHash() throws Exception {
        JsonNode answer = answered("authentication", login());

        assertThat(answer.path("result").asText()).isEqualTo("OK");
        assertThat(answer.path("signature").path("algorithm").asText()).isEqualTo("SHA256WithECEncryption");
        Signature verification = Signature.getInstance("NONEwithECDSAinP1363Format");
        verification.initVerify(certificate(answer).getPublicKey());
        verification.update(new byte[32]);
        assertThat(verification.verify(Base64.getDecoder()
                        .decode(answer.path("signature").path("value").asText())))
                .isTrue();
        assertThat(service.shownCode()).contains("0000");
    }

    @Test
    void whenTheCardIsAnOldOne_thenTheValueIsPkcs1OverTheHash() throws Exception {
        service.insert(KeyType.RSA2048);

        JsonNode answer = answered("signature", login());

        assertThat(answer.has("cert")).isFalse();
        assertThat(answer.path("signature").path("algorithm").asText()).isEqualTo("SHA256WithRSAEncryption");
        Signature verification = Signature.getInstance("NONEwithRSA");
        verification.initVerify(service.account().signing().certificate().getPublicKey());
        verification.update(SHA256_INFO);
        verification.update(new byte[32]);
        assertThat(verification.verify(Base64.getDecoder()
                        .decode(answer.path("signature").path("value").asText())))
                .isTrue();
    }

    @Test
    void whenACertificateIsAskedFor_thenItIsTheOneForSignatures() throws Exception {
        JsonNode answer = JSON.readTree(
                post("certificate", "application/json", request().toString()).body());

        assertThat(certificate(answer)).isEqualTo(service.account().signing().certificate());
        assertThat(certificate(answer).getKeyUsage()).startsWith(false, true);
    }

    @Test
    void whenTheHashHasBits_thenThePhoneShowsSixOfTheFirstAndSevenOfTheLast() throws Exception {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) 0xff);

        answered("authentication", login().put("hash", Base64.getEncoder().encodeToString(hash)));

        assertThat(service.shownCode()).contains("8191");
    }

    @ParameterizedTest
    @CsvSource({
        "phoneNumber, 37200000000",
        "nationalIdentityNumber, 123",
        "hash, AAAA",
        "hash, ?",
        "hashType, SHA1",
        "language, FIN",
        "displayTextFormat, UTF-8",
        "displayText, Jõgeva",
        "displayText, {}{}{}",
        "nonce, 1"
    })
    void whenAFieldIsWrong_thenTheRequestIsRefusedByItsName(String field, String value) throws Exception {
        HttpResponse<String> answer = post(
                "authentication", "application/json", login().put(field, value).toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText()).isEqualTo(field);
    }

    @Test
    void whenATextOfUcs2IsTooLong_thenTheRequestIsRefused() throws Exception {
        ObjectNode request = login().put("displayTextFormat", "UCS-2");

        assertThat(post(
                                "authentication",
                                "application/json",
                                request.put("displayText", "õ".repeat(50)).toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(
                                "authentication",
                                "application/json",
                                request.put("displayText", "õ".repeat(51)).toString())
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"relyingPartyUUID, 00000000-0000-4000-8000-000000000000", "relyingPartyName, Other"})
    void whenTheRelyingPartyIsUnknown_thenItIsNotAuthorised(String field, String value) throws Exception {
        assertThat(post(
                                "authentication",
                                "application/json",
                                login().put(field, value).toString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whenACallIsNotOneOfTheService_thenItIsRefused() throws Exception {
        String id = JSON.readTree(post("authentication", "application/json", login().toString())
                        .body())
                .path("sessionID")
                .asText();

        assertThat(post("authentication", "text/plain", login().toString()).statusCode())
                .isEqualTo(400);
        assertThat(post("authentication", "application/json", "[]").statusCode())
                .isEqualTo(400);
        assertThat(get("authentication").statusCode()).isEqualTo(405);
        assertThat(get("version").statusCode()).isEqualTo(404);
        assertThat(get("authentication/session/" + id).statusCode()).isEqualTo(400);
        assertThat(get("signature/session/" + id + "?timeoutMs=1000").statusCode())
                .isEqualTo(404);
        assertThat(get("authentication/session/" + id + "?timeoutMs=1000").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whenNobodyReacts_thenTheSessionRunsUntilSomebodyDoes() throws Exception {
        service.staySilent();
        String id = JSON.readTree(post("authentication", "application/json", login().toString())
                        .body())
                .path("sessionID")
                .asText();
        String path = "authentication/session/" + id + "?timeoutMs=1000";

        assertThat(JSON.readTree(get(path).body()).path("state").asText()).isEqualTo("RUNNING");
        service.react();
        assertThat(JSON.readTree(get(path).body()).path("state").asText()).isEqualTo("COMPLETE");
    }
}
