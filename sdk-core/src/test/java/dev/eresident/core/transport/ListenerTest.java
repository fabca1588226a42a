package dev.eresident.core.transport;

import static dev.eresident.core.transport.Scripted.CUT;
import static dev.eresident.core.transport.Scripted.OK;
import static dev.eresident.core.transport.Scripted.failure;
import static dev.eresident.core.transport.Scripted.repeatable;
import static dev.eresident.core.transport.Scripted.request;
import static dev.eresident.core.transport.Scripted.server;
import static dev.eresident.core.transport.Scripted.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.testing.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one port for metrics and traces. */
class ListenerTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Scripted.Time time = new Scripted.Time();
    private final Recorder recorder = new Recorder();

    /** Writes everything down. */
    private static final class Recorder implements TransportListener {
        final List<Object> heard = new ArrayList<>();
        String traceparent = "";

        @Override
        public void started(Call call) {
            heard.add(call);
        }

        @Override
        public Optional<String> traceparent(Call call) {
            heard.add("asked for the trace");
            return Optional.of(traceparent);
        }

        @Override
        public void retrying(Call call, Retry retry) {
            heard.add(retry);
        }

        @Override
        public void circuitChanged(CircuitChange change) {
            heard.add(change);
        }

        @Override
        public void ended(Call call, End end) {
            heard.add(end);
        }
    }

    private Transport transport() {
        return time.transport(settings -> settings.circuit(3, 3, Duration.ofSeconds(30)), recorder);
    }

    @Test
    void whenACallIsRepeated_thenEachStepIsTold() {
        try (RawServer server = server(CUT, status(503), OK);
                Transport transport = transport()) {
            transport.send(repeatable(server).onRoute("x/{id}"));

            String origin = "http://127.0.0.1:" + server.uri().getPort();
            assertThat(recorder.heard)
                    .containsExactly(
                            new TransportListener.Call("peer", "GET", origin + "/x/{id}"),
                            "asked for the trace",
                            new TransportListener.Retry(2, "CONNECTION_RESET", Duration.ofMillis(200)),
                            new TransportListener.Retry(3, "HTTP_503", Duration.ofMillis(400)),
                            new TransportListener.End(
                                    OptionalInt.of(200), 0, 2, Duration.ofMillis(600), Optional.empty(), 3));
        }
    }

    @Test
    void whenACircuitOpensAndCloses_thenEachChangeAndEachRefusalIsTold() {
        try (RawServer server = server(CUT, CUT, CUT, OK);
                Transport transport = transport()) {
            for (int i = 0; i < 4; i++) {
                failure(transport, request(server));
            }
            time.pass(Duration.ofSeconds(30));
            transport.send(request(server));

            String origin = "http://127.0.0.1:" + server.uri().getPort();
            assertThat(recorder.heard)
                    .filteredOn(TransportListener.CircuitChange.class::isInstance)
                    .containsExactly(
                            new TransportListener.CircuitChange(
                                    "peer", origin, CircuitState.CLOSED, CircuitState.OPEN, "CONNECTION_RESET"),
                            new TransportListener.CircuitChange(
                                    "peer", origin, CircuitState.OPEN, CircuitState.HALF_OPEN, "CONNECTION_RESET"),
                            new TransportListener.CircuitChange(
                                    "peer", origin, CircuitState.HALF_OPEN, CircuitState.CLOSED, "CONNECTION_RESET"));
            assertThat(recorder.heard)
                    .contains(new TransportListener.End(
                            OptionalInt.empty(), 0, 0, Duration.ZERO, Optional.of("CIRCUIT_OPEN"), 0));
        }
    }

    @Test
    void whenAPathHoldsAPerson_thenNothingOfItIsTold() {
        try (RawServer server = server(CUT);
                Transport transport = transport()) {
            URI address = server.uri().resolve("/etsi/PNOEE-30303039914?name=secret");
            TransportRequest request = new TransportRequest(
                            "peer", "GET", address, Map.of("X-Key", "secret"), Bytes.empty(), Scripted.PATIENT, 10)
                    .asIdempotent();
            for (int i = 0; i < 3; i++) {
                failure(transport, request);
            }
            assertThat(recorder.heard).hasSizeGreaterThan(5);
            assertThat(recorder.heard.toString() + transport.health())
                    .doesNotContain("30303039914")
                    .doesNotContain("etsi")
                    .doesNotContain("secret");
        }
    }

    @Test
    void whenTheListenerNamesATrace_thenEveryAttemptPassesItOn() {
        recorder.traceparent = TRACE;
        List<String> heads = Collections.synchronizedList(new ArrayList<>());
        RawServer[] itself = new RawServer[1];
        try (RawServer server = new RawServer((socket, out, closed) -> heads.add(itself[0].lastHead()));
                Transport transport = transport()) {
            itself[0] = server;
            failure(transport, repeatable(server));

            assertThat(heads).hasSize(3).allMatch(head -> head.contains("\r\ntraceparent: " + TRACE + "\r\n"));
            assertThat(recorder.heard).containsOnlyOnce("asked for the trace");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX: y"
            })
    void whenTheTraceIsNone_thenItIsNotSent(String trace) {
        recorder.traceparent = trace;
        try (RawServer server = server(OK);
                Transport transport = transport()) {
            assertThat(transport.send(request(server)).status()).isEqualTo(200);
            assertThat(server.lastHead().toLowerCase(Locale.ROOT)).doesNotContain("traceparent");
        }
    }

    @Test
    void whenTheRequestNamesATraceItself_thenThatOneIsSent() {
        recorder.traceparent = TRACE;
        String own = TRACE.replace("4bf9", "aaaa");
        try (RawServer server = server(OK);
                Transport transport = transport()) {
            transport.send(new TransportRequest(
                    "peer", "GET", server.uri(), Map.of("Traceparent", own), Bytes.empty(), Scripted.PATIENT, 10));
            assertThat(server.lastHead()).contains(own).doesNotContain(TRACE);
        }
    }

    @Test
    void whenEveryMethodThrows_thenTheCallGoesOn() {
        TransportListener broken = new TransportListener() {
            @Override
            public void started(Call call) {
                throw new IllegalStateException();
            }

            @Override
            public Optional<String> traceparent(Call call) {
                throw new IllegalStateException();
            }

            @Override
            public void retrying(Call call, Retry retry) {
                throw new IllegalStateException();
            }

            @Override
            public void circuitChanged(CircuitChange change) {
                throw new IllegalStateException();
            }

            @Override
            public void ended(Call call, End end) {
                throw new IllegalStateException();
            }
        };
        try (RawServer server = server(CUT, OK);
                Transport transport =
                        time.transport(settings -> settings.circuit(1, 1, Duration.ofMillis(1)), broken)) {
            assertThat(transport.send(repeatable(server)).status()).isEqualTo(200);
            assertThat(transport.health().peers().get(0).running()).isZero();
        }
    }
}
