package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.TransportException;
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

    @Test
    void whenAllAttemptsFail_thenTheFailureNamesTheLastIdOnce() {
        try (StubServer server =
                failing(9, fault("Server.ClientProxy.NetworkError"), seen -> Reply.xml(World.answer(seen.body())))) {
            TransportException e = catchThrowableOfType(
                    TransportException.class,
                    () -> client(server.uri()).soap(World.question().asIdempotent()));

            assertThat(ids).hasSize(3);
            assertThat(String.valueOf(e.getMessage()).split(Pattern.quote(ids.get(2)), -1))
                    .hasSize(2);
        }
    }

    @Test
    void whenTheFaultIsFinal_thenTheMarkedQuestionIsAskedOnce() {
        try (StubServer server =
                failing(9, fault("Server.ServerProxy.AccessDenied"), seen -> Reply.xml(World.answer(seen.body())))) {
            assertThat(catchThrowableOfType(
                            dev.eresident.core.ServiceException.class,
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
