package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.xroad.StubServer.Reply;
import dev.eresident.core.xroad.StubServer.Seen;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Message protocol r1 against a server that names question and client in its answer. */
class XRoadRestTest {
    private static final String CLIENT = "ee-test/COM/12345678/sdk%20c%C3%B6nsumer";
    private static final String SERVICE = "ee-test/GOV/70000310/ari%2Breg/companies";

    private static Map<String, String> rightHeaders(Seen seen) {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-road-id", seen.headers().get("x-road-id"));
        headers.put("x-road-client", CLIENT);
        headers.put("x-road-service", SERVICE);
        headers.put("x-road-request-id", "r-1");
        headers.put("x-road-request-hash", "aGFzaA==");
        return headers;
    }

    private static Reply right(Seen seen, Consumer<Map<String, String>> change) {
        Map<String, String> headers = rightHeaders(seen);
        change.accept(headers);
        return new Reply(200, headers, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static EResidentException failure(Function<Seen, Reply> script) {
        try (StubServer server = new StubServer(script)) {
            return catchThrowableOfType(
                    EResidentException.class,
                    () -> World.client(server.uri()).rest(XRoadRestRequest.get(World.REST, "/v1/x")));
        }
    }

    @Nested
    class Question {
        @Test
        void whenSent_thenAddressAndHeadersAreExactlyThese() {
            try (StubServer server = new StubServer(seen -> right(seen, headers -> {}))) {
                XRoadRestRequest request = XRoadRestRequest.post(
                                World.REST, "/v1/a%20b;c=d/%C3%A4", "text/plain; charset=utf-8", Bytes.of(new byte[] {1
                                }))
                        .withQuery("q=a+b&x=%27")
                        .withContext(XRoadContext.none()
                                .withUserId("EE38001085718")
                                .withOperationId("case 42")
                                .withRepresentedParty(new RepresentedParty(Optional.of("COM"), "1 6")));
                XRoadRestResponse response = World.client(server.uri()).rest(request);

                assertThat(server.last().target()).isEqualTo("/r1/" + SERVICE + "/v1/a%20b;c=d/%C3%A4?q=a+b&x=%27");
                assertThat(server.last().headers())
                        .containsEntry("x-road-client", CLIENT)
                        .containsEntry("x-road-id", response.messageId())
                        .containsEntry("x-road-userid", "EE38001085718")
                        .containsEntry("x-road-issue", "case 42")
                        .containsEntry("x-road-represented-party", "COM/1%206")
                        .containsEntry("content-type", "text/plain; charset=utf-8");
                assertThat(server.last().body()).isEqualTo(request.body());
                assertThat(new String(response.requestHead().toByteArray(), StandardCharsets.UTF_8))
                        .isEqualTo(
                                "POST\r\n/r1/" + SERVICE
                                        + "/v1/a%20b;c=d/%C3%A4?q=a+b&x=%27\r\nAccept:application/json\r\n"
                                        + "Content-Type:text/plain; charset=utf-8\r\nX-Road-Client:" + CLIENT
                                        + "\r\nX-Road-Id:" + response.messageId()
                                        + "\r\nX-Road-Issue:case 42\r\nX-Road-Represented-Party:COM/1%206\r\nX-Road-UserId:EE38001085718\r\n");
                assertThat(response.requestId()).contains("r-1");
                assertThat(response.requestHash()).contains("aGFzaA==");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x",
                    "/a b",
                    "/ä",
                    "/../x",
                    "/a/..",
                    "/%2e%2E/x",
                    "/a/%2e",
                    "/.",
                    "/a?b",
                    "/a#b",
                    "/%zz",
                    "/a\\b"
                })
        void whenThePathIsUnsafe_thenRefused(String path) {
            assertThatIllegalArgumentException().isThrownBy(() -> XRoadRestRequest.get(World.REST, path));
        }

        @Test
        void whenAHeaderIsGivenInTwoCases_thenRefusedBecauseOnlyOneCouldBeSent() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new XRoadRestRequest(
                            "GET",
                            World.REST,
                            "",
                            Optional.empty(),
                            Map.of("Accept", "a/b", "accept", "c/d"),
                            Bytes.empty(),
                            XRoadContext.none()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/.a", "/a..b", "/...", "", "/", "//a"})
        void whenThePathOnlyLooksUnsafe_thenAccepted(String path) {
            assertThat(XRoadRestRequest.get(World.REST, path).path()).isEqualTo(path);
        }

        @Test
        void whenTheProviderIsAMember_thenRefusedBecauseTheCodeWouldSlide() {
            XRoadServiceId member = XRoadServiceId.of(XRoadClientId.parse("EE/GOV/1"), "companies");

            assertThatIllegalArgumentException().isThrownBy(() -> XRoadRestRequest.get(member, ""));
        }

        @Test
        void whenTheServiceHasAVersion_thenRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> XRoadRestRequest.get(World.SOAP, ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-Road-Id", "x-road-client", "Host", "Transfer-Encoding", "X-Road-Request-Hash"})
        void whenAHeaderIsNotTheCallers_thenRefused(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new XRoadRestRequest(
                            "GET",
                            World.REST,
                            "",
                            Optional.empty(),
                            Map.of(name, "x"),
                            Bytes.empty(),
                            XRoadContext.none()));
        }
    }

    @Nested
    class Answer {
        @Test
        void whenIdentifiersAreEncodedOtherwise_thenAccepted() {
            assertThat(failure(seen -> right(seen, h -> {
                        h.put("x-road-client", "ee-test/COM/1234567%38/sdk%20c%c3%b6nsumer");
                        h.put("x-road-service", "ee-test/GOV/70000310/ari+reg/companies");
                    })))
                    .isNull();
        }

        @ParameterizedTest
        @CsvSource({
            "x-road-id, other",
            "x-road-client, ee-test/COM/12345678",
            "x-road-client, ee-test/com/12345678/sdk%20c%C3%B6nsumer",
            "x-road-client, %zz",
            "x-road-client, 'ee-test/COM/12345678/sdk%20c%C3%B6nsumer, ee-test/COM/12345678/sdk%20c%C3%B6nsumer'",
            "x-road-service, ee-test/GOV/70000310/ari%2Breg/persons",
            "x-road-service, ee-test/GOV/70000310/ari%2Breg/companies/v1",
            "x-road-service, ee-test/GOV/70000310/ari%20reg/companies"
        })
        void whenOneHeaderIsNotThatOfTheQuestion_thenRefused(String name, String value) {
            assertThat(failure(seen -> right(seen, h -> h.put(name, value))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_ANSWER_MISMATCH");
        }

        @Test
        void whenTheAnswerRepeatsTheIdTwice_thenRefused() {
            assertThat(failure(seen -> right(
                            seen,
                            h -> h.put("x-road-id", h.get("x-road-id") + "\r\nX-Road-Id: " + h.get("x-road-id")))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_ANSWER_MISMATCH");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x-road-client", "x-road-service"})
        void whenOneHeaderIsMissing_thenRefused(String name) {
            assertThat(failure(seen -> right(seen, h -> h.remove(name))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_ANSWER_MISMATCH");
        }

        @Test
        void whenThereIsNoId_thenItIsNoSecurityServer() {
            assertThat(failure(seen -> right(seen, Map::clear)))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_NOT_A_SECURITY_SERVER");
        }

        @ParameterizedTest
        @ValueSource(ints = {302, 404, 500})
        void whenTheProviderAnswersAnError_thenItIsAnAnswer(int status) {
            try (StubServer server = new StubServer(seen -> {
                Map<String, String> headers = rightHeaders(seen);
                headers.put("Location", "http://127.0.0.1:1/");
                return new Reply(status, headers, new byte[] {'x'});
            })) {
                XRoadRestResponse response =
                        World.client(server.uri()).rest(XRoadRestRequest.get(World.REST, "/38001085718"));

                assertThat(response.status()).isEqualTo(status);
                assertThat(response.isSuccess()).isFalse();
                assertThat(response.body()).isEqualTo(Bytes.of(new byte[] {'x'}));
                assertThat(server.requests()).isEqualTo(1);
                assertThat(response.toString()).doesNotContain("38001085718");
            }
        }
    }

    @Nested
    class Fault {
        private EResidentException fault(int status, String error, String type, String body) {
            return failure(seen -> new Reply(
                    status,
                    Map.of("X-Road-Error", error, "Content-Type", type),
                    body.getBytes(StandardCharsets.UTF_8)));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "application/json|{\"type\":\"x\",\"message\":\"SECRET\",\"detail\":\"" + World.DETAIL + "\"}|d",
                    "application/json|{\"type\":\"x\",\"message\":\"SECRET\",\"detail\":null}|",
                    "application/json|{\"type\":\"x\",\"message\":\"SECRET\",\"detail\":\"\"}|",
                    "text/xml|<error><type>x</type><message>SECRET</message><detail>" + World.DETAIL
                            + "</detail></error>|d",
                    "application/xml|<error><type>x</type><message>SECRET</message></error>|",
                    "text/plain|broken|",
                    "application/json|{|"
                })
        void whenXRoadFails_thenTheHeaderTellsAndTheBodyAdds(String type, String body, String detail) {
            for (String spelling :
                    new String[] {"server.serverproxy.access_denied", "Server.ServerProxy.AccessDenied"}) {
                EResidentException e = fault(500, spelling, type, body);

                assertThat(e.code()).isEqualTo("XROAD_ACCESS_DENIED");
                assertThat(e.getMessage()).doesNotContain("SECRET").contains(spelling);
                assertThat(e.toString().contains(", detail " + World.DETAIL)).isEqualTo(detail != null);
            }
        }

        @Test
        void whenTheErrorHasSuccessStatus_thenStillAnError() {
            assertThat(fault(200, "client.missing_header", "application/json", "{}"))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_REQUEST_REJECTED");
        }
    }
}
