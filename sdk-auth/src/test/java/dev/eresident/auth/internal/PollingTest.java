package dev.eresident.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.TestClock;
import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits longer than they said: the pauses between two questions end with the deadline. */
class PollingTest {
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");

    private final TestClock clock = new TestClock(NOW);
    private final Transport transport = Transport.standard();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    /** Lets the pauses pass on the clock instead of waiting. */
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            Duration pause = Duration.ofNanos(unit.toNanos(delay));
            if (!pause.isZero()) { // as it is when something is to be executed at once
                pauses.add(pause);
                clock.advance(pause);
            }
            return super.schedule(command, 0, TimeUnit.SECONDS);
        }
    };

    @AfterEach
    void close() {
        executor.shutdownNow();
        transport.close();
    }

    private Polling<String> failing(Runnable besides) {
        return new Polling<>(
                wait -> {
                    besides.run();
                    throw new TransportException("CONNECT_REFUSED", "service", "service refused", true, false, null);
                },
                "too late",
                "cancelled",
                transport,
                clock);
    }

    @Test
    void whenTheServiceFails_thenThePausesGrowAndTheLastEndsWithTheDeadline() throws Exception {
        Duration deadline = Duration.ofMillis(15_250);

        String answer =
                failing(() -> {}).awaitAsync(NOW.plus(deadline), executor).get(30, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo("too late");
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofMillis(1250));
        assertThat(clock.instant()).isEqualTo(NOW.plus(deadline));
    }

    @Test
    void whenTheSessionRuns_thenThePausesOfASecondEndWithTheDeadline() throws Exception {
        Polling<String> running = new Polling<>(wait -> Optional.empty(), "too late", "cancelled", transport, clock);

        String answer = running.awaitAsync(NOW.plusMillis(2001), executor).get(30, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo("too late");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(1));
    }

    /** An interrupted thread would notice if it were sent to sleep. */
    @Test
    void whenTheDeadlinePassesDuringAQuestion_thenTheCallerIsNotHeldUp() {
        Polling<String> polling = failing(() -> {
            clock.advance(Duration.ofSeconds(9));
            Thread.currentThread().interrupt();
        });

        assertThat(polling.await(NOW.plusSeconds(9), () -> false)).isEqualTo("too late");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whenTheThreadIsInterrupted_thenNobodyIsAskedAndItStaysInterrupted() {
        List<Duration> asked = new ArrayList<>();
        Polling<String> running = new Polling<>(
                wait -> {
                    asked.add(wait);
                    return Optional.empty();
                },
                "too late",
                "cancelled",
                transport,
                clock);
        Thread.currentThread().interrupt();

        String answer = running.await(NOW.plusSeconds(9), () -> false);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo("cancelled");
        assertThat(asked).isEmpty();
    }

    @Test
    void whenACallIsInterrupted_thenTheWaitingEndsAndTheThreadStaysInterrupted() {
        Polling<String> running = new Polling<>(
                wait -> {
                    throw new TransportException("INTERRUPTED", "service", "interrupted", true, true, null);
                },
                "too late",
                "cancelled",
                transport,
                clock);

        String answer = running.await(NOW.plusSeconds(9), () -> false);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo("cancelled");
    }
}
