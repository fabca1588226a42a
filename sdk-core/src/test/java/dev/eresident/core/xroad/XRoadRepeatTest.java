package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.xroad.StubServer.Reply;
import dev.eresident.core.xroad.StubServer.Seen;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Over a transport that repeats: only what is marked, each attempt under a message id of its own. */
class XRoadRepeatTest {
    private static final Pattern ID = Pattern.compile("<xrd:id>([^<]+)</xrd:id>");

    private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
    private final Transport transport = Transport.builder()
            .resilience(Resilience.builder(new Random(7)).sleeper(pause -> {}).build())
            .build();

    private XRoadClient client(URI server) {
        return XRoadClient.builder(
                        transport, server, World.CLIENT, Clock.fixed(World.NOW, ZoneOffset.UTC), new Random(7))
                .build();
    }

    /** Fails so often, then answers rightly. */
    private StubServer failing(int times, Reply failure, Function<Seen, Reply> right) {
        return new StubServer(seen -> {
            Matcher soap = ID.matcher(seen.text());
            ids.add(soap.find() ? soap.group(1) : seen.headers().get("x-road-id"));
            return ids.size() <= times ? failure : right.apply(seen);
        });
    }

    private static Reply fault(String code) {
        return Reply.xml(World.fault(code, "x"));
    }

    @Test
    void whenAMarkedQuestionIsNotCarried_thenItIsAskedAgainUnderAnotherId() {
        try (StubServer server =
                failing(2, fault("Server.ClientProxy.NetworkError"), seen -> Reply.xml(World.answer(seen.body())))) {
            XRoadSoapResponse response =
                    client(server.uri()).soap(World.question().asIdempotent());

            assertThat(ids).hasSize(3).doesNotHaveDuplicates().last().isEqualTo(response.messageId());
            assertThat(response.request()).isEqualTo(server.last().body());
        }
    }

    @Test
    void whenAQuestionIsNotMarked_thenItIsAskedOnce() {
        try (StubServer server =
                failing(2, fault("Server.ClientProxy.NetworkError"), seen -> Reply.xml(World.answer(seen.body())))) {
            TransportException e = catchThrowableOfType(
                    TransportException.class, () -> client(server.uri()).soap(World.question()));

            assertThat(e.code()).isEqualTo("XROAD_NETWORK_FAILED");
            assertThat(ids).hasSize(1);
        }
    }

    private void assertEachNamedOnce(EResidentException e) {
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        for (String id : ids) {
            assertThat(String.valueOf(e.getMessage()).split(Pattern.quote(id), -1))
                    .as("%s in %s", id, e.getMessage())
                    .hasSize(2);
        }
    }

    @Test
    void whenAllAttemptsFail_thenTheFailureNamesEachIdOnce() {
        try (StubServer server =
                failing(9, fault("Server.ClientProxy.NetworkError"), seen -> Reply.xml(World.answer(seen.body())))) {
            assertEachNamedOnce(catchThrowableOfType(
                    TransportException.class,
                    () -> client(server.uri()).soap(World.question().asIdempotent())));
        }
    }

    private StubServer thirdAnswers(Reply reply) {
        return failing(2, fault("Server.ClientProxy.NetworkError"), seen -> reply);
    }

    @Test
    void whenTheLastAttemptEndsTheQuestion_thenItsFailureNamesTheEarlierIdsToo() {
        try (StubServer server = thirdAnswers(fault("Server.ServerProxy.AccessDenied"))) {
            ServiceException e = catchThrowableOfType(
                    ServiceException.class,
                    () -> client(server.uri()).soap(World.question().asIdempotent()));
            assertThat(e.code()).isEqualTo("XROAD_ACCESS_DENIED");
            assertThat(e.requestId()).contains(ids.get(2));
            assertEachNamedOnce(e);
        }
        ids.clear();
        try (StubServer server = thirdAnswers(fault("Server.ClientProxy.SslAuthenticationFailed"))) {
            ConfigurationException e = catchThrowableOfType(
                    ConfigurationException.class,
                    () -> client(server.uri()).soap(World.question().asIdempotent()));
            assertThat(e.code()).isEqualTo("XROAD_CLIENT_CERTIFICATE_REFUSED");
            assertEachNamedOnce(e);
        }
        ids.clear();
        try (StubServer server = thirdAnswers(fault("Server.ClientProxy.InvalidSignatureValue"))) {
            TrustException e = catchThrowableOfType(
                    TrustException.class,
                    () -> client(server.uri()).soap(World.question().asIdempotent()));
            assertThat(e.code()).isEqualTo("XROAD_ANSWER_UNTRUSTED");
            assertEachNamedOnce(e);
        }
        ids.clear();
        try (StubServer server = thirdAnswers(Reply.xml("<no soap"))) {
            ProtocolException e = catchThrowableOfType(
                    ProtocolException.class,
                    () -> client(server.uri()).soap(World.question().asIdempotent()));
            assertThat(e.code()).isEqualTo("XROAD_ANSWER_UNREADABLE");
            assertEachNamedOnce(e);
        }
    }

    /** A server that is not ready says so before it sends anything on; what became of an earlier attempt it cannot know. */
    @Test
    void whenAnAttemptStaysOpenAndTheNextIsNotTaken_thenTheOutcomeIsUnknown() {
        Reply lost = new Reply(500, Map.of("X-Road-Error", "Server.ClientProxy.NetworkError"), new byte[0]);
        Reply notReady = new Reply(503, Map.of("X-Road-Error", "Server.ClientProxy.GlobalConfOutdated"), new byte[0]);
        try (StubServer server = failing(1, lost, seen -> notReady)) {
            TransportException e = catchThrowableOfType(
                    TransportException.class, () -> client(server.uri()).rest(XRoadRestRequest.get(World.REST, "/x")));

            assertThat(e.code()).isEqualTo("XROAD_SECURITY_SERVER_NOT_READY");
            assertThat(e.outcomeUnknown()).isTrue();
            assertEachNamedOnce(e);
        }
        ids.clear();
        try (StubServer server = failing(9, notReady, seen -> notReady)) {
            TransportException e = catchThrowableOfType(
                    TransportException.class, () -> client(server.uri()).rest(XRoadRestRequest.get(World.REST, "/x")));

            assertThat(e.outcomeUnknown()).isFalse();
            assertEachNamedOnce(e);
        }
    }

    @Test
    void whenTheFaultIsFinal_thenTheMarkedQuestionIsAskedOnce() {
        try (StubServer server =
                failing(9, fault("Server.ServerProxy.AccessDenied"), seen -> Reply.xml(World.answer(seen.body())))) {
            assertThat(catchThrowableOfType(
                            ServiceException.class,
                            () -> client(server.uri()).soap(World.question().asIdempotent())))
                    .isNotNull();
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void whenAGetFails_thenItIsAskedAgainUnderAnotherIdAndAPostIsNot() {
        Reply busy = new Reply(500, Map.of("X-Road-Error", "Server.ClientProxy.NetworkError"), new byte[0]);
        Function<Seen, Reply> right = seen -> new Reply(
                200,
                Map.of(
                        "x-road-id", seen.headers().get("x-road-id"),
                        "x-road-client", seen.headers().get("x-road-client"),
                        "x-road-service", World.REST.toPath()),
                new byte[0]);
        try (StubServer server = failing(1, busy, right)) {
            XRoadRestResponse response = client(server.uri()).rest(XRoadRestRequest.get(World.REST, "/x"));
            assertThat(ids).hasSize(2).doesNotHaveDuplicates().last().isEqualTo(response.messageId());
        }
        ids.clear();
        try (StubServer server = failing(1, busy, right)) {
            XRoadRestRequest post = XRoadRestRequest.post(World.REST, "/x", "text/plain", Bytes.of(new byte[1]));
            TransportException e = catchThrowableOfType(
                    TransportException.class, () -> client(server.uri()).rest(post));
            assertThat(e.retryable()).isTrue();
            assertThat(ids).hasSize(1);
        }
    }
}
