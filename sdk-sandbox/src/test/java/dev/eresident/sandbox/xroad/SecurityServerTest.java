package dev.eresident.sandbox.xroad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The security server over its two protocols. */
class SecurityServerTest {
    private static final String SERVICE = SecurityServer.REGISTER + "/esindus_v2/v1";

    private static Sandbox sandbox;
    private static SecurityServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().seed(6).start();
        server = sandbox.securityServer();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String sha256(Sandbox sandbox) throws Exception {
        byte[] certificate = sandbox.pki().securityServerClient().certificate().getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    }

    @BeforeEach
    void heal() {
        server.heal();
    }

    @Nested
    class Soap {
        @Test
        void whenTheRegisterIsAsked_thenTheAnswerEchoesTheHeaderAndHashesTheRequest() throws Exception {
            // White space and the order of the prefixes stay as sent: the hash is over the exact bytes.
            String request = "\n" + soap().replace("<x:client", "<x:client ");

            HttpResponse<String> answer = post(request);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml;charset=UTF-8");
            assertThat(answer.body()).contains("esindus_v2Response", "JAH", ">message-1<");
            assertThat(hashOf(answer.body())).isEqualTo(sha512(request));
            assertThat(server.deliveries())
                    .last()
                    .isEqualTo(new SecurityServer.Delivery("message-1", server.client(), SERVICE));
        }

        static Stream<Arguments> broken() {
            return Stream.of(
                    broken("client.invalid_xml", "</s:Envelope>", ""),
                    broken("client.invalid_soap", "s:Envelope", "s:Letter"),
                    broken("client.missing_header", "s:Header", "s:Footer"),
                    broken("client.missing_header_field", "<x:id>message-1</x:id>", ""),
                    broken("client.missing_header_field", "<x:protocolVersion>4.0</x:protocolVersion>", ""),
                    broken("client.duplicate_header_field", "<x:id>", "<x:id>other</x:id><x:id>"),
                    broken("client.bad_request", "<x:id>", "<x:requestHash>x</x:requestHash><x:id>"),
                    broken("client.bad_request", "message-1", "m".repeat(256)),
                    broken("client.invalid_protocol_version", ">4.0<", ">3.1<"),
                    broken("client.invalid_xml", "i:objectType=\"SUBSYSTEM\"", ""),
                    broken("client.invalid_xml", "i:objectType=\"SUBSYSTEM\"", "objectType=\"SUBSYSTEM\""),
                    broken("client.invalid_xml", "i:objectType=\"SUBSYSTEM\"", "i:objectType=\"MEMBER\""),
                    broken("client.invalid_xml", "<i:memberClass>GOV</i:memberClass>", ""),
                    broken("client.missing_body", "s:Body", "s:Boby"),
                    broken("client.invalid_body", "</s:Body>", "<more/></s:Body>"),
                    broken("client.inconsistent_headers", ">esindus_v2</i:serviceCode>", ">other</i:serviceCode>"),
                    broken("server.clientproxy.unknown_member", ">bank<", ">nobody<"),
                    broken("server.clientproxy.unknown_member", ">70000310<", ">70000009<"),
                    broken("server.serverproxy.unknown_service", ">v1<", ">v9<"));
        }

        private static Arguments broken(String code, String from, String to) {
            return Arguments.of(code, from, to);
        }

        @ParameterizedTest
        @MethodSource("broken")
        void whenOneThingIsWrong_thenItsCodeComesWithStatus200(String code, String from, String to) throws Exception {
            assertThat(soap()).contains(from);
            int before = server.deliveries().size();

            HttpResponse<String> answer = post(soap().replace(from, to));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("<faultcode>" + code + "</faultcode>");
            assertThat(server.deliveries()).hasSize(before);
        }

        @Test
        void whenTheContentTypeIsWrong_thenItIsRefused() throws Exception {
            assertThat(send(HttpRequest.newBuilder(server.uri())
                                    .header("Content-Type", "application/soap+xml")
                                    .POST(BodyPublishers.ofString(soap())))
                            .body())
                    .contains("client.invalid_content_type");
        }

        @Test
        void whenTheActionIsNotQuoted_thenItIsRefused() throws Exception {
            assertThat(send(HttpRequest.newBuilder(server.uri())
                                    .header("Content-Type", "text/xml")
                                    .header("SOAPAction", "esindus")
                                    .POST(BodyPublishers.ofString(soap())))
                            .body())
                    .contains("client.invalid_soap_action");
        }

        @Test
        void whenTheMethodIsGet_thenItIsRefused() throws Exception {
            assertThat(send(HttpRequest.newBuilder(server.uri()).GET()).body()).contains("client.invalid_http_method");
        }

        @Test
        void whenTheProviderRefuses_thenItsOwnFaultComesThrough() throws Exception {
            String wrong = soap().replace(
                            "<p:keha>",
                            "<p:keha><p:ariregister_kasutajanimi>x</p:ariregister_kasutajanimi>"
                                    + "<p:ariregister_parool>y</p:ariregister_parool>");

            assertThat(post(wrong).body()).contains("SOAP-ENV:Server", "Incorrect user name or password.");
        }

        @ParameterizedTest
        @EnumSource(value = XRoadFault.class, names = "REQUEST_HASH_BY_NAME", mode = EnumSource.Mode.EXCLUDE)
        void whenAFaultIsScripted_thenTheAnswerIsNotTheRightOne(XRoadFault fault) throws Exception {
            String right = post(soap()).body();
            server.misbehaveNext(fault);

            assertThat(post(soap()).body()).isNotEqualTo(right);
            assertThat(post(soap()).body()).isEqualTo(right);
        }

        @Test
        void whenTheHashIsNamedShortly_thenItIsStillRight() throws Exception {
            server.misbehave(XRoadFault.REQUEST_HASH_BY_NAME);

            String answer = post(soap()).body();

            assertThat(answer).contains("algorithmId=\"SHA-512\"");
            assertThat(hashOf(answer)).isEqualTo(sha512(soap()));
        }

        @Test
        void whenTheHashIsWrong_thenItIsThatOfOtherBytes() throws Exception {
            server.misbehave(XRoadFault.WRONG_REQUEST_HASH);

            assertThat(hashOf(post(soap()).body())).hasSize(88).isNotEqualTo(sha512(soap()));
        }
    }

    @Nested
    class Rest {
        @Test
        void whenTheServiceAnswers_thenTheIdentifiersComeBack() throws Exception {
            HttpResponse<String> answer = send(rest(SecurityServer.ECHO + "/a/b?c=%C3%A4"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"target\":\"/a/b?c=%C3%A4\"");
            assertThat(answer.headers().firstValue("x-road-id")).hasValue("message-2");
            assertThat(answer.headers().firstValue("x-road-client")).hasValue(server.client());
            assertThat(answer.headers().firstValue("x-road-service")).hasValue(SecurityServer.ECHO);
            assertThat(answer.headers().firstValue("x-road-request-id")).isPresent();
            assertThat(answer.headers().firstValue("x-road-request-hash").orElseThrow())
                    .hasSize(88);
        }

        @Test
        void whenTheClientIsMissing_thenItIsA500() throws Exception {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(server.uri().resolve("/r1/" + SecurityServer.ECHO)));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("X-Road-Error"))
                    .hasValue("server.clientproxy.invalid_client_identifier");
            assertThat(answer.headers().firstValue("x-road-id")).isEmpty();
        }

        @Test
        void whenThePathIsTooShort_thenItIsA400() throws Exception {
            HttpResponse<String> answer = send(rest("ee-dev/GOV/70000000/echo"));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"type\":\"client.bad_request\"");
        }

        @Test
        void whenXmlIsAccepted_thenTheErrorIsXml() throws Exception {
            HttpResponse<String> answer =
                    send(rest(SecurityServer.ECHO + "-unknown").header("Accept", "application/json, text/xml"));

            assertThat(answer.body()).contains("<error><type>server.serverproxy.unknown_service</type>");
        }

        @Test
        void whenASoapServiceIsAskedInRest_thenItsTypeIsWrong() throws Exception {
            assertThat(send(rest(SERVICE.replace("/v1", ""))).headers().firstValue("X-Road-Error"))
                    .hasValue("server.serverproxy.unknown_service");
        }

        @Test
        void whenTheProviderFails_thenItIsAnOrdinaryAnswer() throws Exception {
            server.misbehaveNext(XRoadFault.PROVIDER_FAULT);

            HttpResponse<String> answer = send(rest(SecurityServer.ECHO));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("X-Road-Error")).isEmpty();
            assertThat(answer.headers().firstValue("x-road-id")).hasValue("message-2");
        }

        @ParameterizedTest
        @EnumSource(
                value = XRoadFault.class,
                names = {"WRONG_ID", "WRONG_CLIENT", "WRONG_SERVICE", "NO_ID", "NO_CLIENT", "NO_SERVICE"})
        void whenAnEchoIsScripted_thenExactlyThatHeaderIsWrong(XRoadFault fault) throws Exception {
            server.misbehave(fault);
            String broken = "x-road-" + fault.name().split("_", -1)[1].toLowerCase(Locale.ROOT);

            HttpResponse<String> answer = send(rest(SecurityServer.ECHO));

            List<String> wrong = new ArrayList<>();
            Stream.of(
                            "x-road-id message-2",
                            "x-road-client " + server.client(),
                            "x-road-service " + SecurityServer.ECHO)
                    .map(pair -> pair.split(" ", 2))
                    .filter(pair ->
                            !answer.headers().firstValue(pair[0]).orElse("").equals(pair[1]))
                    .forEach(pair -> wrong.add(pair[0]));
            assertThat(wrong).containsExactly(broken);
        }
    }

    @Nested
    class Access {
        @Test
        void whenTheRightIsRevoked_thenAccessIsDenied() throws Exception {
            server.revoke(server.client(), SERVICE);
            try {
                assertThat(post(soap()).body()).contains("<faultcode>server.serverproxy.access_denied</faultcode>");
            } finally {
                server.grant(server.client(), SERVICE);
            }
            assertThat(post(soap()).body()).contains("esindus_v2Response");
        }

        @Test
        void whenTheServiceIsOff_thenItIsDisabled() throws Exception {
            server.disable(SERVICE, true);
            try {
                assertThat(post(soap()).body()).contains("server.serverproxy.service_disabled");
            } finally {
                server.disable(SERVICE, false);
            }
        }

        @Test
        void whenACertificateIsRequired_thenPlainHttpIsRefused() throws Exception {
            server.registerCertificate(
                    server.client(), sandbox.pki().securityServerClient().certificate());
            try {
                assertThat(post(soap()).body())
                        .contains("server.clientproxy.ssl_authentication_failed", "did not supply");
                assertThat(http.send(
                                        HttpRequest.newBuilder(server.uri())
                                                .header("Content-Type", "text/xml")
                                                .header("X-Sandbox-Client-Certificate", sha256(sandbox))
                                                .POST(BodyPublishers.ofString(soap()))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body())
                        .contains("did not supply");
            } finally {
                server.acceptAnyCertificate(server.client());
            }
        }
    }

    @Nested
    class Errors {
        @ParameterizedTest
        @EnumSource(XRoadError.class)
        void whenAnErrorIsScripted_thenBothProtocolsGiveIt(XRoadError error) throws Exception {
            int before = server.deliveries().size();
            server.refuseNext(error, error);

            assertThat(post(soap()).body()).contains("<faultcode>" + error.code() + "</faultcode>");
            HttpResponse<String> rest = send(rest(SecurityServer.ECHO));

            assertThat(rest.headers().firstValue("X-Road-Error")).hasValue(error.code());
            assertThat(rest.statusCode()).isEqualTo(error.code().startsWith("server.") ? 500 : 400);
            assertThat(server.deliveries()).hasSize(before);
        }

        @Test
        void whenTheSpellingIsOld_thenCodesAreInCamelCase() throws Exception {
            server.spelling(ErrorSpelling.CAMEL_CASE);
            server.refuseNext(
                    XRoadError.PROVIDER_UNKNOWN_HOST,
                    XRoadError.GLOBAL_CONF_OUTDATED,
                    XRoadError.IO_ERROR_TOO_LARGE,
                    XRoadError.TOKEN_NOT_ACTIVE);

            assertThat(post(soap()).body()).contains(">Server.ServerProxy.ServiceFailed.UnknownHost<");
            assertThat(post(soap()).body()).contains(">Server.ClientProxy.OutdatedGlobalConf<");
            assertThat(post(soap()).body()).contains(">Server.ClientProxy.IOError<");
            assertThat(post(soap()).body()).contains(">Signer.TokenNotActive<");
        }
    }

    private static String soap() {
        String[] client = server.client().split("/", -1);
        return """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:x="http://x-road.eu/xsd/xroad.xsd" \
                xmlns:i="http://x-road.eu/xsd/identifiers" xmlns:p="http://arireg.x-road.eu/producer/">
                <s:Header><x:client i:objectType="SUBSYSTEM"><i:xRoadInstance>%s</i:xRoadInstance>\
                <i:memberClass>%s</i:memberClass><i:memberCode>%s</i:memberCode><i:subsystemCode>%s</i:subsystemCode></x:client>
                <x:service i:objectType="SERVICE"><i:xRoadInstance>ee-dev</i:xRoadInstance><i:memberClass>GOV</i:memberClass>\
                <i:memberCode>70000310</i:memberCode><i:subsystemCode>arireg</i:subsystemCode>\
                <i:serviceCode>esindus_v2</i:serviceCode><i:serviceVersion>v1</i:serviceVersion></x:service>
                <x:id>message-1</x:id><x:protocolVersion>4.0</x:protocolVersion></s:Header>
                <s:Body><p:esindus_v2><p:keha><p:ariregistri_kood>%s</p:ariregistri_kood></p:keha></p:esindus_v2></s:Body>
                </s:Envelope>""".formatted(
                        client[0],
                        client[1],
                        client[2],
                        client[3],
                        sandbox.soleCompany().code());
    }

    private HttpRequest.Builder rest(String path) {
        return HttpRequest.newBuilder(URI.create(server.uri() + "r1/" + path))
                .header("X-Road-Client", server.client())
                .header("X-Road-Id", "message-2");
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri())
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String hashOf(String body) {
        Matcher matcher = Pattern.compile("requestHash[^>]*>([^<]*)<").matcher(body);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).replaceAll("\\s", "");
    }

    private static String sha512(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
