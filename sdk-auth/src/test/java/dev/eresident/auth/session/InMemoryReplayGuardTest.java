package dev.eresident.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.ReplayGuard.Consumption;
import dev.eresident.auth.session.ReplayGuard.Registration;
import dev.eresident.core.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryReplayGuardTest extends ReplayGuardContract {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Bytes SESSION = SessionBinding.of("s").hash();

    @Override
    protected ReplayGuard guard(Clock clock, int capacity) {
        return ReplayGuard.inMemory(clock, capacity);
    }

    @Test
    void whenExpiredAndNotPurged_thenExpired() {
        TestClock clock = new TestClock(START);
        ReplayGuard guard = ReplayGuard.inMemory(clock, 10);
        guard.register("id", Purpose.LOGIN, SESSION, START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(2));

        assertThat(guard.consume("id", Purpose.LOGIN, SESSION)).isEqualTo(Consumption.EXPIRED);
    }

    @Test
    void whenExpiriesAreOutOfOrder_thenTheExpiredOneLeavesFirst() {
        TestClock clock = new TestClock(START);
        ReplayGuard guard = ReplayGuard.inMemory(clock, 2);
        guard.register("long", Purpose.LOGIN, SESSION, START.plusSeconds(100));
        guard.register("short", Purpose.LOGIN, SESSION, START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(2));

        assertThat(guard.register("new", Purpose.LOGIN, SESSION, START.plusSeconds(100)))
                .isEqualTo(Registration.REGISTERED);
        assertThat(guard.consume("short", Purpose.LOGIN, SESSION)).isEqualTo(Consumption.NOT_FOUND);
        assertThat(guard.consume("long", Purpose.LOGIN, SESSION)).isEqualTo(Consumption.CONSUMED);
    }

    @Test
    void whenCapacityIsNotPositive_thenRefused() {
        assertThatThrownBy(() -> ReplayGuard.inMemory(new TestClock(START), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive");
    }
}
