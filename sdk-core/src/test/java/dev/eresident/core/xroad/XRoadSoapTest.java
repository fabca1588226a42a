package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.RawServer;
import dev.eresident.core.xroad.StubServer.Reply;
import dev.eresident.core.xroad.StubServer.Seen;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Message protocol 4.0 against a server that copies headers and hashes the question. */
class XRoadSoapTest {
    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EResidentException failure(Function<Seen, Reply> script) {
        try (StubServer server = new StubServer(script)) {
            EResidentException e = catchThrowableOfType(
                    EResidentException.class, () -> World.client(server.uri()).soap(World.question()));
            assertThat(server.requests()).isEqualTo(1);
            return e;
        }
    }

    private static EResidentException changed(BiFunction<String, Bytes, String> change) {
        return failure(seen -> Reply.xml(change.apply(World.answer(seen.body()), seen.body())));
    }

    @Nested
    class Question {
        @Test
        void whenSent_thenTheEnvelopeIsExactlyThis() {
            try (StubServer server = new StubServer(seen -> Reply.xml(World.answer(seen.body())))) {
                XRoadContext context = XRoadContext.none()
                        .withUserId("EE38001085718")
                        .withOperationId("case<42>&")
                        .withRepresentedParty(new RepresentedParty(Optional.of("COM"), "16000000"));
                XRoadSoapResponse response =
                        World.client(server.uri()).soap(new XRoadSoapRequest(World.SOAP, World.BODY, context));

                String member = "<id:xRoadInstance>ee-test</id:xRoadInstance><id:memberClass>";
                assertThat(server.last().text())
                        .isEqualTo("<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                                + " xmlns:xrd=\"http://x-road.eu/xsd/xroad.xsd\" xmlns:id=\"http://x-road.eu/xsd/identifiers\">"
                                + "<soapenv:Header><xrd:client id:objectType=\"SUBSYSTEM\">" + member
                                + "COM</id:memberClass><id:memberCode>12345678</id:memberCode>"
                                + "<id:subsystemCode>sdk cönsumer</id:subsystemCode></xrd:client>"
                                + "<xrd:service id:objectType=\"SERVICE\">" + member
                                + "GOV</id:memberClass><id:memberCode>70000310</id:memberCode>"
                                + "<id:subsystemCode>arireg</id:subsystemCode><id:serviceCode>esindus_v2</id:serviceCode>"
                                + "<id:serviceVersion>v1</id:serviceVersion></xrd:service>"
                                + "<xrd:id>" + response.messageId() + "</xrd:id><xrd:userId>EE38001085718</xrd:userId>"
                                + "<xrd:issue>case&lt;42&gt;&amp;</xrd:issue><xrd:protocolVersion>4.0</xrd:protocolVersion>"
                                + "<repr:representedParty xmlns:repr=\"http://x-road.eu/xsd/representation.xsd\">"
                                + "<repr:partyClass>COM</repr:partyClass><repr:partyCode>16000000</repr:partyCode>"
                                + "</repr:representedParty></soapenv:Header><soapenv:Body>"
                                + new String(World.BODY.toByteArray(), StandardCharsets.UTF_8)
                                + "</soapenv:Body></soapenv:Envelope>");
                assertThat(server.last().method()).isEqualTo("POST");
                assertThat(server.last().target()).isEqualTo("/");
                assertThat(server.last().headers())
                        .containsEntry("content-type", "text/xml; charset=UTF-8")
                        .containsEntry("soapaction", "\"\"");
                assertThat(response.request()).isEqualTo(server.last().body());
                assertThat(response.answer()).isEqualTo(utf8(World.answer(response.request())));
                assertThat(response.receivedAt()).isEqualTo(World.NOW);
            }
        }

        @Test
        void whenTheClientIsAMember_thenItsTypeIsMember() {
            Bytes message = SoapEnvelopeWriter.write(XRoadClientId.parse("EE/COM/1"), World.question(), "m");

            assertThat(new String(message.toByteArray(), StandardCharsets.UTF_8))
                    .contains("<xrd:client id:objectType=\"MEMBER\">")
                    .contains("<id:memberCode>1</id:memberCode></xrd:client>");
        }

        @Test
        void whenSentTwice_thenEachAttemptHasAUuidOfItsOwn() {
            try (StubServer server = new StubServer(seen -> Reply.xml(World.answer(seen.body())))) {
                XRoadClient client = World.client(server.uri());
                String first = client.soap(World.question()).messageId();

                assertThat(first).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
                assertThat(client.soap(World.question()).messageId()).isNotEqualTo(first);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<esindus_v2>",
                    "<other/>",
                    "<esindus_v2/><esindus_v2/>",
                    "<esindus_v2/></soapenv:Body><soapenv:Body>",
                    "<?xml version=\"1.0\"?><esindus_v2/>",
                    "<!DOCTYPE a><esindus_v2/>",
                    "<p:esindus_v2/>"
                })
        void whenTheBodyIsNotOneElementOfTheService_thenNothingIsSent(String body) {
            try (StubServer server = new StubServer(seen -> Reply.xml(World.answer(seen.body())))) {
                XRoadClient client = World.client(server.uri());

                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () -> client.soap(new XRoadSoapRequest(World.SOAP, utf8(body), XRoadContext.none())));
                assertThat(server.requests()).isZero();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "E", "ee123", "EE", "EE 1", "EE1\n", "EEä"})
        void whenAUserIdIsNone_thenItIsRefused(String user) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> XRoadContext.none().withUserId(user));
        }
    }

    @Nested
    class Answer {
        @Test
        void whenHashHasThePlainName_thenAccepted() {
            assertThat(changed((answer, sent) -> answer.replace("http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512")))
                    .isNull();
        }

        @Test
        void whenHashNamesNoAlgorithm_thenItIsSha512() {
            assertThat(changed((answer, sent) ->
                            answer.replace(" algorithmId=\"http://www.w3.org/2001/04/xmlenc#sha512\"", "")))
                    .isNull();
        }

        @Test
        void whenHashIsSha256_thenAccepted() {
            assertThat(changed((answer, sent) -> answer.replaceAll(
                            "<xrd:requestHash.*</xrd:requestHash>",
                            World.hash("http://www.w3.org/2001/04/xmlenc#sha256", World.digest("SHA-256", sent)))))
                    .isNull();
        }

        @Test
        void whenHashHasWhiteSpace_thenAccepted() {
            assertThat(changed((answer, sent) ->
                            answer.replace("sha512\">", "sha512\">\n  &#13;").replace("==</", " =\n=</")))
                    .isNull();
        }

        @Test
        void whenHashIsOfOtherBytes_thenRefused() {
            assertThat(changed((answer, sent) ->
                            answer.replace(World.digest("SHA-512", sent), World.digest("SHA-512", utf8("other")))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_REQUEST_HASH");
        }

        @Test
        void whenHashIsMissing_thenRefused() {
            assertThat(changed((answer, sent) -> answer.replaceAll("<xrd:requestHash.*</xrd:requestHash>", "")))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_REQUEST_HASH");
        }

        @Test
        void whenHashIsTwice_thenRefused() {
            assertThat(changed((answer, sent) -> answer.replaceAll("(<xrd:requestHash.*</xrd:requestHash>)", "$1$1")))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_REQUEST_HASH");
        }

        @Test
        void whenHashIsWeak_thenRefusedThoughRight() {
            assertThat(changed((answer, sent) -> answer.replaceAll(
                            "<xrd:requestHash.*</xrd:requestHash>", World.hash("SHA-1", World.digest("SHA-1", sent)))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_REQUEST_HASH");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "client|<id:memberCode>12345678<|<id:memberCode>12345679<",
                    "client|<id:subsystemCode>sdk cönsumer</id:subsystemCode>|''",
                    "service|esindus_v2</id:serviceCode>|esindus_v1</id:serviceCode>",
                    "service|<id:serviceVersion>v1|<id:serviceVersion>v2",
                    "service|<id:memberClass>GOV|<id:memberClass>gov",
                    "service|<id:memberClass>GOV|<id:memberClass>G<!-- -->OV",
                    "id|<xrd:id>|<xrd:id>0",
                    "id|</xrd:id>|</xrd:id><xrd:id>x</xrd:id>",
                    "body|p:esindus_v2Response|p:lihtandmed_v1Response"
                })
        void whenOneFieldIsNotThatOfTheQuestion_thenRefused(String field, String from, String to) {
            EResidentException e = changed((answer, sent) -> answer.replace(from, to));

            assertThat(e.code()).isEqualTo("XROAD_ANSWER_MISMATCH");
            assertThat(e).hasMessageContaining("The " + field).hasMessageContaining("[message ");
        }

        @Test
        void whenAFieldIsMissing_thenRefused() {
            assertThat(changed((answer, sent) -> answer.replace("xrd:client", "xrd:clients")))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_ANSWER_MISMATCH");
        }

        @Test
        void whenHeaderIsMissing_thenRefused() {
            assertThat(changed((answer, sent) -> answer.replaceAll("<soapenv:Header>.*</soapenv:Header>", "")))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_ANSWER_MISMATCH");
        }

        @Test
        void whenItIsOfAnotherAttempt_thenRecheckRefuses() {
            try (StubServer server = new StubServer(seen -> Reply.xml(World.answer(seen.body())))) {
                XRoadClient client = World.client(server.uri());
                XRoadSoapResponse one = client.soap(World.question());
                XRoadSoapResponse two = client.soap(World.question());

                XRoadSoapResponse.recheck(one.request(), one.answer());
                EResidentException e = catchThrowableOfType(
                        EResidentException.class, () -> XRoadSoapResponse.recheck(one.request(), two.answer()));
                assertThat(e.code()).isEqualTo("XROAD_ANSWER_MISMATCH");
            }
        }
    }

    @Nested
    class Fault {
        @Test
        void whenXRoadFailsWithHttp200_thenTyped() {
            EResidentException e =
                    failure(seen -> Reply.xml(World.fault("Server.ServerProxy.AccessDenied", "not for SECRET")));

            assertThat(e).isInstanceOf(ServiceException.class);
            assertThat(e.code()).isEqualTo("XROAD_ACCESS_DENIED");
            assertThat(e.getMessage())
                    .contains("X-Road ee-test/GOV/70000310/arireg/esindus_v2 v1", "detail " + World.DETAIL)
                    .doesNotContain("SECRET");
        }

        @Test
        void whenXRoadFailsWithHttp500_thenTypedToo() {
            assertThat(failure(seen -> new Reply(
                            500,
                            Map.of("Content-Type", "text/xml"),
                            World.fault("server.clientproxy.unknown_member", "Client 'x' not found")
                                    .getBytes(StandardCharsets.UTF_8))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_CLIENT_UNKNOWN");
        }

        @Test
        void whenAFaultHasNoCode_thenUnreadableAndTheMessageIdIsNamed() {
            EResidentException e = failure(seen -> Reply.xml(
                    World.fault("Server", "x").replace("<faultcode>Server</faultcode>", "<code>Server</code>")));

            assertThat(e.code()).isEqualTo("XROAD_ANSWER_UNREADABLE");
            assertThat(e.getMessage()).containsPattern("\\[message [0-9a-f-]{36}]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"38001085718", "the password is secret"})
        void whenAFaultsDetailIsNoUuid_thenItIsNotRepeated(String written) {
            EResidentException e = failure(seen -> Reply.xml(
                    World.fault("server.serverproxy.access_denied", "x").replace(World.DETAIL, written)));

            assertThat(e.code()).isEqualTo("XROAD_ACCESS_DENIED");
            assertThat(e.getMessage()).doesNotContain(written);
        }

        @Test
        void whenTheProviderFails_thenItsFaultIsTheAnswer() {
            try (StubServer server =
                    new StubServer(seen -> Reply.xml(World.fault("SOAP-ENV:Server", "Private &amp; text")))) {
                XRoadSoapResponse response = World.client(server.uri()).soap(World.question());

                assertThat(response.fault()).contains(new XRoadProviderFault("SOAP-ENV:Server", "Private & text"));
                assertThat(response.toString() + response.fault()).doesNotContain("Private");
                ServiceException e = catchThrowableOfType(ServiceException.class, response::answerOrThrow);
                assertThat(e.code()).isEqualTo("SOAP_FAULT");
                assertThat(e.getMessage()).doesNotContain("Private");
            }
        }
    }

    @Nested
    class NotAnAnswer {
        @ParameterizedTest
        @CsvSource({
            "200, text/html, <html/>, XROAD_NOT_A_SECURITY_SERVER",
            "404, text/plain, no, XROAD_NOT_A_SECURITY_SERVER",
            "302, text/html, '', XROAD_NOT_A_SECURITY_SERVER",
            "200, application/json, {}, XROAD_NOT_A_SECURITY_SERVER",
            "200, multipart/related; boundary=x, --x--, XROAD_ATTACHMENTS_UNSUPPORTED",
            "200, text/xml, <a/>, XROAD_ANSWER_UNREADABLE",
            "200, text/xml, <a, XROAD_ANSWER_UNREADABLE",
            "200, text/xml, '', XROAD_ANSWER_UNREADABLE",
            "200, text/xml, <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>, XROAD_ANSWER_UNREADABLE"
        })
        void whenItIsNoSoapMessage_thenSaidSo(int status, String type, String body, String code) {
            assertThat(failure(seen ->
                            new Reply(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8))))
                    .extracting(EResidentException::code)
                    .isEqualTo(code);
        }

        @Test
        void whenARightAnswerHasHttp500_thenRefused() {
            assertThat(failure(seen -> new Reply(
                            500,
                            Map.of("Content-Type", "text/xml"),
                            World.answer(seen.body()).getBytes(StandardCharsets.UTF_8))))
                    .extracting(EResidentException::code)
                    .isEqualTo("XROAD_NOT_A_SECURITY_SERVER");
        }

        @Test
        void whenTheConnectionBreaks_thenTheOutcomeIsUnknownAndTheMessageIdIsNamed() {
            try (RawServer server = new RawServer((socket, out, closed) -> {})) {
                URI uri = URI.create("http://127.0.0.1:" + server.uri().getPort());
                TransportException e = catchThrowableOfType(
                        TransportException.class, () -> World.client(uri).soap(World.question()));

                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(e.getMessage()).containsPattern("\\[message [0-9a-f-]{36}]");
            }
        }
    }

    @Nested
    class NotHttp {
        @Test
        void whenTheAnswerIsNotHttp_thenTheMessageIdIsNamed() {
            try (RawServer server = new RawServer(
                    (socket, out, closed) -> out.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
                URI uri = URI.create("http://127.0.0.1:" + server.uri().getPort());
                EResidentException e = catchThrowableOfType(
                        EResidentException.class, () -> World.client(uri).soap(World.question()));

                assertThat(e.code()).isEqualTo("HTTP_UNREADABLE");
                assertThat(e.getMessage()).containsPattern("outcome as unknown \\[message [0-9a-f-]{36}]");
            }
        }
    }

    @Nested
    class Settings {
        @ParameterizedTest
        @CsvSource({
            "http://ss.bank.example, XROAD_PLAINTEXT",
            "http://127.example, XROAD_PLAINTEXT",
            "https://ss.bank.example/r1, XROAD_ADDRESS",
            "https://ss.bank.example/?a, XROAD_ADDRESS",
            "https://u@ss.bank.example, XROAD_ADDRESS",
            "ftp://ss.bank.example, XROAD_ADDRESS"
        })
        void whenTheAddressIsUnsafeOrNoRoot_thenRefused(URI address, String code) {
            EResidentException e = catchThrowableOfType(EResidentException.class, () -> World.client(address));

            assertThat(e.code()).isEqualTo(code);
        }
    }
}
