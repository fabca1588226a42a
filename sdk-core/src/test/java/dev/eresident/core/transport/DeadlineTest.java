package dev.eresident.core.transport;

import static dev.eresident.core.transport.Scripted.CUT;
import static dev.eresident.core.transport.Scripted.OK;
import static dev.eresident.core.transport.Scripted.elsewhere;
import static dev.eresident.core.transport.Scripted.failure;
import static dev.eresident.core.transport.Scripted.repeatable;
import static dev.eresident.core.transport.Scripted.request;
import static dev.eresident.core.transport.Scripted.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eresident.core.Bytes;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.RawServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Scripted.Time time = new Scripted.Time();
    private final Transport transport = time.transport(settings -> settings);

    @AfterEach
    void close() {
        transport.close();
    }

    private Deadline in(Duration left) {
        return Deadline.after(left, time);
    }

    @Nested
    class Values {
        @Test
        void whenTimePasses_thenLessRemains() {
            Deadline deadline = in(Duration.ofSeconds(2));
            assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(2));
            time.pass(Duration.ofMillis(1999));
            assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(1));
            assertThat(deadline.isPassed()).isFalse();
            time.pass(Duration.ofMillis(1));
            assertThat(deadline.isPassed()).isTrue();
            time.pass(Duration.ofDays(1));
            assertThat(deadline.remaining()).isEqualTo(Duration.ZERO);
        }

        @Test
        void whenTheTimeIsNotPossible_thenRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> Deadline.after(Duration.ofMillis(-1)));
            assertThatIllegalArgumentException().isThrownBy(() -> Deadline.after(Duration.ofDays(366)));
        }
    }

    @Nested
    class Within {
        @Test
        void whenTheDeadlineHasPassed_thenNothingIsSent() {
            try (RawServer server = server(OK)) {
                TransportException e =
                        transport.within(in(Duration.ZERO), () -> failure(transport, repeatable(server)));

                assertThat(e.code()).isEqualTo("DEADLINE_PASSED");
                assertThat(e.retryable()).isTrue();
                assertThat(e.outcomeUnknown()).isFalse();
                assertThat(server.requests()).isZero();
            }
        }

        @Test
        void whenTheServerIsSilent_thenTheDeadlineEndsTheCall() {
            try (RawServer server = new RawServer((socket, out, closed) -> closed.await())) {
                TransportException e = transport.within(in(SHORT), () -> failure(transport, request(server)));

                assertThat(e.code()).isEqualTo("TIMEOUT");
                assertThat(e).hasMessageContaining("300 ms were left");
            }
        }

        @Test
        void whenTheDeadlineIsLater_thenTheTimeoutOfTheRequestEndsTheCall() {
            try (RawServer server = new RawServer((socket, out, closed) -> closed.await())) {
                TransportRequest hasty =
                        new TransportRequest("peer", "GET", server.uri(), Map.of(), Bytes.empty(), SHORT, 10);
                TransportException e = transport.within(in(Duration.ofHours(1)), () -> failure(transport, hasty));

                assertThat(e).hasMessageContaining("300 ms for the whole call");
            }
        }

        @Test
        void whenAttemptsFail_thenTheyShareTheDeadline() {
            try (RawServer server = server(CUT)) {
                TransportException e =
                        transport.within(in(Duration.ofMillis(500)), () -> failure(transport, repeatable(server)));

                assertThat(e.code()).isEqualTo("CONNECTION_RESET");
                assertThat(server.requests()).isEqualTo(2); // after 200 ms, but no more after 200 + 400
            }
        }

        @Test
        void whenThePauseEndsAfterTheDeadline_thenTheFailureBeforeItIsTheResult() {
            try (RawServer server = server(CUT, OK);
                    Transport sleepy =
                            time.transport(settings -> settings.sleeper(pause -> time.pass(pause.multipliedBy(100))))) {
                TransportException e =
                        sleepy.within(in(Duration.ofSeconds(3)), () -> failure(sleepy, repeatable(server)));

                assertThat(e.code()).isEqualTo("CONNECTION_RESET");
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void whenOneIsWithinAnother_thenTheEarlierHoldsAndTheOuterComesBack() {
            try (RawServer server = server(OK)) {
                transport.within(in(Duration.ofHours(1)), () -> {
                    transport.within(in(Duration.ZERO), () -> {
                        transport.within(in(Duration.ofHours(2)), () -> {
                            assertThat(failure(transport, request(server)).code())
                                    .isEqualTo("DEADLINE_PASSED");
                            return 0;
                        });
                        return 0;
                    });
                    return transport.send(request(server));
                });
                time.pass(Duration.ofHours(3));
                assertThat(transport.send(request(server)).status()).isEqualTo(200);
            }
        }

        @Test
        void whenTheWorkThrows_thenTheDeadlineIsGone() {
            try (RawServer server = server(OK)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> transport.within(in(Duration.ZERO), () -> {
                            throw new IllegalArgumentException();
                        }));
                assertThat(transport.send(request(server)).status()).isEqualTo(200);
            }
        }

        @Test
        void whenWorkIsCarriedToAnotherThread_thenItIsBoundThereAsHere() {
            try (RawServer server = server(OK)) {
                Supplier<String> work = transport.within(
                        in(Duration.ZERO),
                        () -> transport.carrying(
                                () -> failure(transport, request(server)).code()));
                assertThat(elsewhere(work).join()).isEqualTo("DEADLINE_PASSED");
                assertThat(transport
                                .carrying(() -> transport.send(request(server)))
                                .get()
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void whenAnotherThreadCalls_thenItIsNotBound() {
            try (RawServer server = server(OK)) {
                TransportResponse response = transport.within(
                        in(Duration.ZERO),
                        () -> elsewhere(() -> transport.send(request(server))).join());
                assertThat(response.status()).isEqualTo(200);
            }
        }
    }

    @Nested
    class LongPolls {
        private final Duration silence = Duration.ofMillis(600);

        /** Answers the second request, late. */
        private RawServer late() {
            AtomicInteger requests = new AtomicInteger();
            return new RawServer((socket, out, closed) -> {
                if (requests.incrementAndGet() == 1) {
                    closed.await();
                } else if (!closed.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
                    out.write(OK.getBytes(StandardCharsets.ISO_8859_1));
                }
            });
        }

        @Test
        void whenTheServerIsSilentLongerThanTheIdleTimeout_thenOnlyALongPollWaits() {
            try (RawServer server = late();
                    Transport hasty = Transport.builder().idleTimeout(SHORT).build()) {
                assertThat(failure(hasty, request(server)).code()).isEqualTo("TIMEOUT");
                assertThat(hasty.send(request(server).asLongPoll(Duration.ofSeconds(20)))
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void whenTheServerStaysSilentAfterItsWait_thenTimeout() {
            try (RawServer server = new RawServer((socket, out, closed) -> closed.await());
                    Transport hasty = Transport.builder().idleTimeout(SHORT).build()) {
                assertThat(failure(hasty, request(server).asLongPoll(Duration.ofMillis(1)))
                                .code())
                        .isEqualTo("TIMEOUT");
            }
        }

        @Test
        void whenTheWaitIsNotShorterThanTheTimeout_thenRefused() {
            try (RawServer server = server(OK)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> request(server).asLongPoll(Scripted.PATIENT));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> request(server).asLongPoll(Duration.ofMillis(-1)));
            }
        }
    }
}
