package dev.eresident.core.transport;

import static dev.eresident.core.transport.Scripted.CUT;
import static dev.eresident.core.transport.Scripted.OK;
import static dev.eresident.core.transport.Scripted.failure;
import static dev.eresident.core.transport.Scripted.repeatable;
import static dev.eresident.core.transport.Scripted.request;
import static dev.eresident.core.transport.Scripted.server;
import static dev.eresident.core.transport.Scripted.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private final Scripted.Time time = new Scripted.Time();
    private final Transport transport = time.transport(settings -> settings);

    @AfterEach
    void close() {
        transport.close();
    }

    @Nested
    class Idempotent {
        @ParameterizedTest
        @ValueSource(ints = {429, 502, 503, 504})
        void whenTheAnswerMayPass_thenAskedAgain(int status) {
            try (RawServer server = server(status(status), OK)) {
                assertThat(transport.send(repeatable(server)).status()).isEqualTo(200);
                assertThat(server.requests()).isEqualTo(2);
                assertThat(time.pauses).containsExactly(Duration.ofMillis(200));
            }
        }

        @Test
        void whenTheConnectionIsCut_thenAskedAgainWithTheSameBytes() {
            try (RawServer server = server(CUT, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", OK)) {
                TransportRequest post = TransportRequest.post(
                                "peer",
                                server.uri(),
                                "text/plain",
                                "text/plain",
                                Bytes.of(new byte[3]),
                                Scripted.PATIENT,
                                10)
                        .asIdempotent();

                assertThat(transport.send(post).status()).isEqualTo(200);
                assertThat(server.requests()).isEqualTo(3);
                assertThat(server.lastHead()).contains("Content-Length: 3");
                assertThat(time.pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 304, 307, 400, 401, 404, 408, 409, 500, 501})
        void whenTheAnswerIsFinal_thenNotAskedAgain(int status) {
            try (RawServer server = server(status(status))) {
                assertThat(transport.send(repeatable(server)).status()).isEqualTo(status);
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void whenTheAttemptsAreUsedUp_thenTheLastFailureIsTheResult() {
            try (RawServer server = server(status(503), CUT)) {
                TransportException e = failure(transport, repeatable(server));

                assertThat(e.code()).isEqualTo("CONNECTION_RESET");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @Test
        void whenTheAttemptsAreUsedUp_thenTheLastAnswerIsTheResult() {
            try (RawServer server = server(CUT, CUT, status(503, "X: last"))) {
                TransportResponse response = transport.send(repeatable(server));

                assertThat(response.status()).isEqualTo(503);
                assertThat(response.header("x")).contains("last");
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @Test
        void whenAnAnswerIsTooLarge_thenNotAskedAgain() {
            try (RawServer server =
                    RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(1001))) {
                assertThat(failure(transport, repeatable(server)).code()).isEqualTo("ANSWER_TOO_LARGE");
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void whenAnEarlierAttemptMayHaveBeenCarriedOut_thenTheOutcomeIsUnknownThoughTheLastWasNotSent() {
            RawServer[] itself = new RawServer[1];
            try (RawServer server = new RawServer((socket, out, closed) -> itself[0].close())) {
                itself[0] = server;
                TransportException e = failure(transport, repeatable(server));

                assertThat(e.code()).isEqualTo("CONNECT_REFUSED");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(e).hasMessageContaining("earlier attempt");
                assertThat(server.requests()).isEqualTo(1);
                assertThat(time.pauses).hasSize(2);
            }
        }

        @Test
        void whenInterruptedBetweenAttempts_thenSaysSoAndKeepsTheFlag() {
            try (RawServer server = server(CUT, OK);
                    Transport interrupted = time.transport(settings -> settings.sleeper(pause -> {
                        throw new InterruptedException();
                    }))) {
                TransportException e = failure(interrupted, repeatable(server));

                assertThat(Thread.interrupted()).isTrue();
                assertThat(e.code()).isEqualTo("INTERRUPTED");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void whenInterruptedInAnAttempt_thenNotAskedAgain() {
            try (RawServer server = server(OK)) {
                Thread.currentThread().interrupt();
                assertThat(failure(transport, repeatable(server)).code()).isEqualTo("INTERRUPTED");
                assertThat(Thread.interrupted()).isTrue();
                assertThat(time.pauses).isEmpty();
            }
        }
    }

    @Nested
    class Once {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
        void whenNotMarked_thenSentOnceWhateverComes(String method) {
            for (String answer : List.of(CUT, status(503, "Retry-After: 0"), status(429), status(408), status(421))) {
                try (RawServer server = server(answer)) {
                    TransportRequest once = new TransportRequest(
                            "peer", method, server.uri(), Map.of(), Bytes.empty(), Scripted.PATIENT, 1000);
                    try {
                        transport.send(once);
                    } catch (TransportException e) {
                        assertThat(e.code()).isEqualTo("CONNECTION_RESET");
                    }
                    assertThat(server.requests()).isEqualTo(1);
                }
            }
            assertThat(time.pauses).isEmpty();
        }

        @Test
        void whenNothingIsSet_thenEvenTheMarkedAreSentOnce() {
            try (RawServer server = server(CUT);
                    Transport plain = Transport.standard()) {
                assertThat(failure(plain, repeatable(server)).code()).isEqualTo("CONNECTION_RESET");
                assertThat(server.requests()).isEqualTo(1);
            }
        }
    }

    @Nested
    class RetryAfterHeader {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Retry-After: 7 | X: y | 7000",
                    "Retry-After: 0 | X: y | 200",
                    "Retry-After: Mon, 23 Nov 2026 09:00:09 GMT | Date: Mon, 23 Nov 2026 09:00:00 GMT | 9000",
                    "Retry-After: Mon, 23 Nov 2026 08:00:00 GMT | Date: Mon, 23 Nov 2026 09:00:00 GMT | 200",
                    "Retry-After: Mon, 23 Nov 2026 09:00:09 GMT | X: y | 200",
                    "Retry-After: -5 | X: y | 200",
                    "Retry-After: 1e9 | X: y | 200",
                    "Retry-After: 9999999999 | X: y | 200"
                })
        void whenTheServerAsksForAPause_thenItIsKept(String asked, String date, long millis) {
            try (RawServer server = server(status(503, asked, date), OK)) {
                assertThat(transport.send(repeatable(server)).status()).isEqualTo(200);
                assertThat(time.pauses).containsExactly(Duration.ofMillis(millis));
            }
        }

        @Test
        void whenThereIsNoTimeForThePause_thenTheAnswerIsReturnedAtOnce() {
            try (RawServer server = server(status(503, "Retry-After: 30"))) {
                TransportResponse response = transport.send(repeatable(server));

                assertThat(response.status()).isEqualTo(503);
                assertThat(response.header("Retry-After")).contains("30");
                assertThat(server.requests()).isEqualTo(1);
                assertThat(time.pauses).isEmpty();
            }
        }
    }

    @Nested
    class Pauses {
        @Test
        void whenAttemptsFail_thenThePausesDoubleUpToTheLongest() {
            Resilience settings = Resilience.builder(() -> 0).build();

            assertThat(IntStream.rangeClosed(1, 8)
                            .mapToObj(settings::pauseAfter)
                            .map(Duration::toMillis))
                    .containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
        }

        @Test
        void whenChanceIsAsked_thenHalfOfThePauseIsItsAtMost() {
            Resilience settings = Resilience.standard(new Random(20261128));

            List<Long> pauses = IntStream.range(0, 1000)
                    .mapToObj(i -> settings.pauseAfter(2).toMillis())
                    .toList();
            assertThat(pauses).allMatch(pause -> pause >= 200 && pause <= 400);
            assertThat(pauses.stream().distinct()).hasSizeGreaterThan(100);
        }

        @Test
        void whenTheTimeoutIsSharedByAttempts_thenNoPauseGoesBeyondIt() {
            try (RawServer server = server(CUT);
                    Transport eager = time.transport(
                            settings -> settings.attempts(10).pauses(Duration.ofSeconds(11), Duration.ofSeconds(11)))) {
                assertThat(failure(eager, repeatable(server)).code()).isEqualTo("CONNECTION_RESET");
                assertThat(server.requests()).isEqualTo(3); // at 0, 11 and 22 s of 30
            }
        }
    }

    @Nested
    class AfreshForEachAttempt {
        @Test
        void whenAttemptsDiffer_thenEachIsMadeAndJudged() {
            AtomicInteger made = new AtomicInteger();
            try (RawServer server = server(OK)) {
                String answer = transport.call(
                        () -> {
                            made.incrementAndGet();
                            return repeatable(server);
                        },
                        response -> {
                            if (made.get() < 3) {
                                throw new TransportException("STUB_BUSY", "peer", "peer is busy", true, false, null);
                            }
                            return "attempt " + made.get();
                        });

                assertThat(answer).isEqualTo("attempt 3");
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @Test
        void whenTheReaderRefusesForGood_thenNotAskedAgain() {
            try (RawServer server = server(OK)) {
                assertThatThrownBy(() -> transport.call(() -> repeatable(server), response -> {
                            throw new TransportException("STUB_GONE", "peer", "peer is gone", false, true, null);
                        }))
                        .hasMessageContaining("gone");
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        private TransportException notReady(RawServer server) {
            return catchThrowableOfType(
                    TransportException.class,
                    () -> transport.call(() -> repeatable(server), response -> {
                        throw new TransportException("STUB_NOT_READY", "peer", "peer is not ready", true, false, null);
                    }));
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 429, 502, 503, 504})
        void whenOnlyTheLastAnswerSaysThatNothingWasSent_thenTheOutcomeIsUnknown(int last) {
            try (RawServer server = server(CUT, CUT, status(last))) {
                TransportException e = notReady(server);

                assertThat(e.code()).isEqualTo("STUB_NOT_READY");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(e).hasMessageContaining("earlier attempt");
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 429, 502, 503, 504})
        void whenEachAnswerSaysThatNothingWasSent_thenTheOutcomeIsKnown(int status) {
            try (RawServer server = server(status(status))) {
                TransportException e = notReady(server);

                assertThat(e.outcomeUnknown()).isFalse();
                assertThat(e.getMessage()).isEqualTo("peer is not ready");
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @Test
        void whenThereIsNoTimeForAnotherAttempt_thenTheEarlierOneStaysOpen() {
            try (RawServer server = server(CUT, status(503, "Retry-After: 30"))) {
                assertThat(notReady(server).outcomeUnknown()).isTrue();
                assertThat(server.requests()).isEqualTo(2);
            }
        }

        @Test
        void whenTheReaderRefusesAPassingAnswerOtherwise_thenItsExceptionIsTheLastWord() {
            try (RawServer server = server(status(503), CUT, status(503))) {
                ServiceException e = catchThrowableOfType(
                        ServiceException.class,
                        () -> transport.call(() -> repeatable(server), response -> {
                            throw new ServiceException("STUB_DENIED", "peer", "peer denied it", null);
                        }));

                assertThat(e.code()).isEqualTo("STUB_DENIED");
                assertThat(server.requests()).isEqualTo(3);
            }
        }

        @Test
        void whenTheRequestIsSentOnce_thenTheReadersFailureIsNotRepeatedEither() {
            try (RawServer server = server(OK)) {
                assertThatThrownBy(() -> transport.call(() -> request(server), response -> {
                            throw new TransportException("STUB_BUSY", "peer", "peer is busy", true, false, null);
                        }))
                        .hasMessageContaining("busy");
                assertThat(server.requests()).isEqualTo(1);
            }
        }
    }

    @Nested
    class Settings {
        @Test
        void whenASettingIsBeyondItsLimits_thenRefused() {
            Resilience.Builder builder = Resilience.builder(new Random(1));
            Duration second = Duration.ofSeconds(1);
            List<Runnable> wrong = List.of(
                    () -> builder.attempts(0),
                    () -> builder.attempts(11),
                    () -> builder.pauses(Duration.ZERO, second),
                    () -> builder.pauses(second, Duration.ofMillis(999)),
                    () -> builder.pauses(second, Duration.ofDays(2)),
                    () -> builder.circuit(0, 5, second),
                    () -> builder.circuit(6, 5, second),
                    () -> builder.circuit(5, 65, second),
                    () -> builder.circuit(5, 10, Duration.ofSeconds(-1)),
                    () -> builder.concurrentCalls(0, 1),
                    () -> builder.concurrentCalls(1, 0),
                    () -> builder.peers(0));

            for (Runnable setting : wrong) {
                assertThatThrownBy(setting::run)
                        .isInstanceOfSatisfying(
                                ConfigurationException.class,
                                e -> assertThat(e.code()).isEqualTo("RESILIENCE_LIMIT"));
            }
        }
    }
}
