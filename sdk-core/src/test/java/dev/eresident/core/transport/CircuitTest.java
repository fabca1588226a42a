package dev.eresident.core.transport;

import static dev.eresident.core.transport.Scripted.CUT;
import static dev.eresident.core.transport.Scripted.OK;
import static dev.eresident.core.transport.Scripted.elsewhere;
import static dev.eresident.core.transport.Scripted.failure;
import static dev.eresident.core.transport.Scripted.repeatable;
import static dev.eresident.core.transport.Scripted.request;
import static dev.eresident.core.transport.Scripted.server;
import static dev.eresident.core.transport.Scripted.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.RawServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Circuits and compartments, over real sockets. */
class CircuitTest {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Scripted.Time time = new Scripted.Time();
    private final Transport transport =
            time.transport(settings -> settings.attempts(2).circuit(3, 5, PAUSE).concurrentCalls(1, 1));

    @AfterEach
    void close() {
        transport.close();
    }

    private void fail(RawServer server, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(failure(transport, request(server)).code()).isEqualTo("CONNECTION_RESET");
        }
    }

    private CircuitState state() {
        return transport.health().peers().get(0).circuit();
    }

    @Nested
    class Opening {
        @Test
        void whenCallsFail_thenFurtherOnesAreRefusedAtOnceAndNothingIsSent() {
            try (RawServer server = server(CUT)) {
                fail(server, 3);
                TransportException e = failure(transport, request(server));

                assertThat(e.code()).isEqualTo("CIRCUIT_OPEN");
                assertThat(e.retryable()).isTrue();
                assertThat(e.outcomeUnknown()).isFalse();
                assertThat(e).hasMessageContaining("peer").hasMessageContaining("CONNECTION_RESET");
                assertThat(server.requests()).isEqualTo(3);
                assertThat(state()).isEqualTo(CircuitState.OPEN);
            }
        }

        @Test
        void whenThreeOfTheLatestFiveFailed_thenOpen() {
            try (RawServer server = server(CUT, OK, CUT, OK, CUT)) {
                fail(server, 1);
                transport.send(request(server));
                fail(server, 1);
                transport.send(request(server));
                assertThat(state()).isEqualTo(CircuitState.CLOSED);
                fail(server, 1);
                assertThat(state()).isEqualTo(CircuitState.OPEN);
            }
        }

        @Test
        void whenFewerOfTheLatestFiveFailed_thenClosed() {
            try (RawServer server = server(CUT, CUT, OK, OK, OK, CUT, CUT, OK)) {
                fail(server, 2);
                for (int i = 0; i < 3; i++) {
                    transport.send(request(server));
                }
                fail(server, 2);
                assertThat(transport.send(request(server)).status()).isEqualTo(200);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "502, OPEN",
            "503, OPEN",
            "504, OPEN",
            "500, CLOSED",
            "404, CLOSED",
            "401, CLOSED",
            "429, CLOSED",
            "307, CLOSED"
        })
        void whenTheServerAnswersWithAnError_thenOnlyItsOwnTroubleCounts(int status, CircuitState state) {
            try (RawServer server = server(status(status))) {
                for (int i = 0; i < 3; i++) {
                    assertThat(transport.send(request(server)).status()).isEqualTo(status);
                }
                assertThat(state()).isEqualTo(state);
            }
        }

        @Test
        void whenAnAnswerIsTooLarge_thenThePeerHasNotFailed() {
            try (RawServer server =
                    RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(1001))) {
                for (int i = 0; i < 4; i++) {
                    assertThat(failure(transport, request(server)).code()).isEqualTo("ANSWER_TOO_LARGE");
                }
            }
        }

        @Test
        void whenAnIdempotentCallOpensTheCircuit_thenItsOwnFailureIsTheResult() {
            try (RawServer server = server(CUT)) {
                fail(server, 2);
                TransportException e = failure(transport, repeatable(server));

                assertThat(e.code()).isEqualTo("CONNECTION_RESET");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @Test
        void whenTheCircuitOpensBetweenAttempts_thenTheAnswerIsReadAndNoFurtherRequestIsMade() {
            AtomicInteger made = new AtomicInteger();
            try (RawServer server = server(status(503));
                    Transport touchy = time.transport(settings -> settings.circuit(1, 1, PAUSE))) {
                String read = touchy.call(
                        () -> {
                            made.incrementAndGet();
                            return repeatable(server);
                        },
                        response -> response.status() + " to request " + made.get());

                assertThat(read).isEqualTo("503 to request 1");
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void whenAnotherServiceStandsAtTheSameAddress_thenItIsCalled() {
            try (RawServer server = server(CUT, CUT, CUT, OK)) {
                fail(server, 3);
                TransportRequest other = new TransportRequest(
                        "other", "GET", server.uri(), Map.of(), Bytes.empty(), Scripted.PATIENT, 1000);

                assertThat(transport.send(other).status()).isEqualTo(200);
                assertThat(failure(transport, request(server)).code()).isEqualTo("CIRCUIT_OPEN");
            }
        }

        @Test
        void whenTheSameServiceStandsAtAnotherAddress_thenItIsCalled() {
            try (RawServer server = server(CUT);
                    RawServer other = server(OK)) {
                fail(server, 3);
                assertThat(transport.send(request(other)).status()).isEqualTo(200);
            }
        }

        @Test
        void whenTwoTransportsCallTheSamePeer_thenTheyShareNothing() {
            try (RawServer server = server(CUT, CUT, CUT, OK);
                    Transport other = time.transport(settings -> settings.circuit(1, 1, PAUSE))) {
                fail(server, 3);
                assertThat(other.send(request(server)).status()).isEqualTo(200);
            }
        }
    }

    @Nested
    class Impatience {
        private final RawServer silent = new RawServer((socket, out, closed) -> closed.await());

        @AfterEach
        void end() {
            silent.close();
        }

        private void timeOut(Duration timeout, Duration patience, Duration wait) {
            TransportRequest request =
                    new TransportRequest("peer", "GET", silent.uri(), Map.of(), Bytes.empty(), timeout, 10);
            TransportRequest poll = wait.isZero() ? request : request.asLongPoll(wait);
            for (int i = 0; i < 3; i++) {
                String code = transport.within(
                        Deadline.after(patience, time),
                        () -> failure(transport, poll).code());
                assertThat(code).isEqualTo("TIMEOUT");
            }
        }

        @Test
        void whenTheCallerGaveLittleTime_thenThePeerHasNotFailed() {
            timeOut(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ZERO);
            assertThat(state()).isEqualTo(CircuitState.CLOSED);
        }

        @Test
        void whenTheCallerGaveHalfTheTime_thenThePeerHasFailed() {
            timeOut(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ZERO);
            assertThat(state()).isEqualTo(CircuitState.OPEN);
        }

        @Test
        void whenALongPollIsGivenUpDuringTheServersWait_thenThePeerHasNotFailed() {
            timeOut(Duration.ofMillis(100), Duration.ofMillis(70), Duration.ofMillis(50));
            assertThat(state()).isEqualTo(CircuitState.CLOSED);
        }

        @Test
        void whenALongPollIsNotAnsweredAfterTheServersWait_thenThePeerHasFailed() {
            timeOut(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(50));
            assertThat(state()).isEqualTo(CircuitState.OPEN);
        }
    }

    @Nested
    class Closing {
        @Test
        void whenThePauseIsOver_thenOneAnswerClosesTheCircuit() {
            try (RawServer server = server(CUT, CUT, CUT, OK)) {
                fail(server, 3);
                time.pass(PAUSE.minusNanos(1));
                assertThat(failure(transport, request(server)).code()).isEqualTo("CIRCUIT_OPEN");
                time.pass(Duration.ofNanos(1));
                assertThat(state()).isEqualTo(CircuitState.HALF_OPEN);

                assertThat(transport.send(request(server)).status()).isEqualTo(200);
                assertThat(state()).isEqualTo(CircuitState.CLOSED);
                assertThat(transport.send(request(server)).status()).isEqualTo(200);
            }
        }

        @Test
        void whenTheTrialFails_thenAnotherPauseBegins() {
            try (RawServer server = server(CUT)) {
                fail(server, 3);
                time.pass(PAUSE);
                fail(server, 1);
                time.pass(PAUSE.minusNanos(1));
                assertThat(failure(transport, request(server)).code()).isEqualTo("CIRCUIT_OPEN");
                assertThat(server.requests()).isEqualTo(4);
            }
        }

        @Test
        void whenTheTrialSaysNothing_thenTheNextCallIsTheTrial() {
            try (RawServer server = server(CUT, CUT, CUT, OK)) {
                fail(server, 3);
                time.pass(PAUSE);
                Thread.currentThread().interrupt();
                assertThat(failure(transport, request(server)).code()).isEqualTo("INTERRUPTED");
                assertThat(Thread.interrupted()).isTrue();
                assertThat(state()).isEqualTo(CircuitState.HALF_OPEN);
                assertThat(transport.send(request(server)).status()).isEqualTo(200);
            }
        }

        @Test
        void whenTheTrialIsOnItsWay_thenOthersAreRefused() throws Exception {
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            AtomicBoolean healed = new AtomicBoolean();
            try (RawServer server = new RawServer((socket, out, closed) -> {
                        if (healed.get()) {
                            arrived.countDown();
                            answer.await();
                            out.write(OK.getBytes(StandardCharsets.ISO_8859_1));
                        }
                    });
                    Transport wide = time.transport(settings -> settings.circuit(1, 1, PAUSE))) {
                failure(wide, request(server));
                time.pass(PAUSE);
                healed.set(true);
                CompletableFuture<Integer> trial =
                        elsewhere(() -> wide.send(request(server)).status());
                arrived.await();
                TransportException e = failure(wide, request(server));
                answer.countDown();

                assertThat(e.code()).isEqualTo("CIRCUIT_OPEN");
                assertThat(trial.join()).isEqualTo(200);
                assertThat(wide.health().isHealthy()).isTrue();
            }
        }

        @Test
        void whenACallFromBeforeTheOpeningEndsLate_thenItSaysNothing() {
            Resilience settings =
                    Resilience.builder(() -> 0).circuit(1, 1, PAUSE).build();
            Circuit circuit = new Circuit(settings);
            long early = circuit.enter(0);
            long other = circuit.enter(0);
            circuit.failed(other, 0);
            circuit.answered(early);
            assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);

            long now = PAUSE.toNanos();
            long trial = circuit.enter(now);
            circuit.answered(early);
            circuit.failed(early, now);
            circuit.undecided(early);
            assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
            assertThat(circuit.admits(now)).isFalse();
            circuit.answered(trial);
            circuit.failed(early, now);
            assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
        }

        @Test
        void whenSixtyFourCallsAreLookedAt_thenAllOfThemCount() {
            Circuit circuit = new Circuit(
                    Resilience.builder(() -> 0).circuit(64, 64, PAUSE).build());
            for (int i = 0; i < 63; i++) {
                circuit.failed(circuit.enter(0), 0);
            }
            assertThat(circuit.state()).isEqualTo(CircuitState.CLOSED);
            circuit.failed(circuit.enter(0), 0);
            assertThat(circuit.state()).isEqualTo(CircuitState.OPEN);
        }
    }

    /** Holds every request until it is told to answer. */
    private static final class Holding implements AutoCloseable {
        final Semaphore arrived = new Semaphore(0);
        final Semaphore answers = new Semaphore(0);
        final RawServer server = new RawServer((socket, out, closed) -> {
            arrived.release();
            answers.acquire();
            out.write(OK.getBytes(StandardCharsets.ISO_8859_1));
        });

        CompletableFuture<Integer> hold(Transport transport, TransportRequest request) {
            CompletableFuture<Integer> call =
                    elsewhere(() -> transport.send(request).status());
            arrived.acquireUninterruptibly();
            return call;
        }

        @Override
        public void close() {
            answers.release(100);
            server.close();
        }
    }

    @Nested
    class Compartments {
        @Test
        void whenAsManyCallsRunAsMay_thenFurtherOnesAreRefusedAndNoneIsQueued() {
            try (Holding holding = new Holding()) {
                CompletableFuture<Integer> running = holding.hold(transport, request(holding.server));
                TransportException e = failure(transport, repeatable(holding.server));

                assertThat(e.code()).isEqualTo("TOO_MANY_CALLS");
                assertThat(e.retryable()).isTrue();
                assertThat(e.outcomeUnknown()).isFalse();
                assertThat(time.pauses).isEmpty();
                assertThat(holding.server.requests()).isEqualTo(1);
                assertThat(transport.health().peers().get(0).running()).isEqualTo(1);
                holding.answers.release(2);
                assertThat(running.join()).isEqualTo(200);
                assertThat(transport.send(request(holding.server)).status()).isEqualTo(200);
                assertThat(transport.health().peers().get(0).running()).isZero();
            }
        }

        @Test
        void whenLongPollsAreHeld_thenOrdinaryCallsPass() {
            try (Holding holding = new Holding()) {
                TransportRequest poll = request(holding.server).asLongPoll(Duration.ofSeconds(20));
                CompletableFuture<Integer> polling = holding.hold(transport, poll);
                assertThat(failure(transport, poll).code()).isEqualTo("TOO_MANY_CALLS");

                CompletableFuture<Integer> call = holding.hold(transport, request(holding.server));
                holding.answers.release(2);
                assertThat(polling.join()).isEqualTo(200);
                assertThat(call.join()).isEqualTo(200);
            }
        }

        @Test
        void whenNothingIsSet_thenCallsAreBoundedAllTheSame() {
            assertThat(Resilience.none().concurrent(false)).isEqualTo(64);
            assertThat(Resilience.none().concurrent(true)).isEqualTo(256);
            assertThat(Resilience.none().peers()).isEqualTo(256);
        }

        @Test
        void whenMorePeersComeThanMay_thenTheQuietAreForgottenAndTheOpenKept() {
            try (Transport two = time.transport(settings -> settings.peers(2).circuit(1, 1, PAUSE));
                    RawServer bad = server(CUT);
                    RawServer quiet = server(OK);
                    RawServer fresh = server(OK)) {
                failure(two, request(bad));
                two.send(request(quiet));
                two.send(request(fresh));

                assertThat(two.health().peers())
                        .extracting(peer -> URI.create(peer.origin()).getPort())
                        .containsExactly(bad.uri().getPort(), fresh.uri().getPort());
                assertThat(failure(two, request(bad)).code()).isEqualTo("CIRCUIT_OPEN");
            }
        }

        @Test
        void whenAllPeersAreBusy_thenANewOneIsRefused() {
            try (Transport one = time.transport(settings -> settings.peers(1));
                    Holding holding = new Holding();
                    RawServer other = server(OK)) {
                CompletableFuture<Integer> running = holding.hold(one, request(holding.server));
                assertThat(failure(one, request(other)).code()).isEqualTo("TOO_MANY_CALLS");
                holding.answers.release();
                assertThat(running.join()).isEqualTo(200);
                assertThat(one.send(request(other)).status()).isEqualTo(200);
            }
        }

        @Test
        void whenAllQuietPeersAreRefused_thenTheOldestOfThemIsForgotten() {
            try (Transport one = time.transport(settings -> settings.peers(1).circuit(1, 1, PAUSE));
                    RawServer bad = server(CUT);
                    RawServer good = server(OK)) {
                failure(one, request(bad));
                assertThat(one.send(request(good)).status()).isEqualTo(200);
                assertThat(one.health().peers()).hasSize(1);
            }
        }
    }

    @Nested
    class Health {
        @Test
        void whenReported_thenItSaysWhatIsKnownAndCallsNobody() {
            try (RawServer server = server(OK, status(503), CUT, CUT)) {
                assertThat(transport.health().peers()).isEmpty();
                transport.send(request(server));
                time.pass(Duration.ofSeconds(5));
                transport.send(request(server));
                time.pass(Duration.ofSeconds(7));

                HealthReport report = transport.health();
                assertThat(report.isHealthy()).isTrue();
                assertThat(report.peers())
                        .containsExactly(new HealthReport.Peer(
                                "peer",
                                "http://127.0.0.1:" + server.uri().getPort(),
                                CircuitState.CLOSED,
                                0,
                                Optional.of(Duration.ofSeconds(12)),
                                Optional.of(new HealthReport.Failure("HTTP_503", Duration.ofSeconds(7)))));
                fail(server, 2);
                assertThat(transport.health().isHealthy()).isFalse();
                assertThat(server.requests()).isEqualTo(4);
            }
        }
    }
}
