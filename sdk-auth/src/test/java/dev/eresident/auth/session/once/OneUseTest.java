package dev.eresident.auth.session.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.once.OneUse.Use;
import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ServiceException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OneUseTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant END = START.plusSeconds(10);
    private static final Instant LONG_AFTER = END.plusSeconds(100);
    private static final SessionBinding MINE = SessionBinding.of("mine");

    private final TestClock clock = new TestClock(START);
    private final OneUse once = over(ReplayGuard.inMemory(clock, 2));

    private OneUse over(ReplayGuard guard) {
        return new OneUse(guard, clock, "things", () -> new BugException("THING_REPEATED", "Twice"));
    }

    @Test
    void whenUsedInTime_thenFirstAndNeverAgain() {
        once.register("id", Purpose.LOGIN, MINE, END);
        clock.advance(Duration.between(START, END));

        assertThat(once.consume("id", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.FIRST);
        assertThat(once.consume("id", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.ALREADY_USED);
    }

    @Test
    void whenNobodyStartedIt_thenNotFoundUntilItsExpiryHasPassed() {
        assertThat(once.consume("id", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.NOT_FOUND);

        clock.advance(Duration.ofSeconds(11));

        assertThat(once.consume("id", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.EXPIRED);
    }

    @Test
    void whenStartedForSomethingElse_thenRefusedAndUsedUp() {
        once.register("purpose", Purpose.SIGN, MINE, END);
        once.register("session", Purpose.LOGIN, SessionBinding.of("another"), END);

        assertThat(once.consume("purpose", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.WRONG_PURPOSE);
        assertThat(once.consume("purpose", Purpose.SIGN, MINE, END, true)).isEqualTo(Use.ALREADY_USED);
        assertThat(once.consume("session", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.WRONG_SESSION);
    }

    @Test
    void whenTheGuardKnowsALaterExpiryThanWhatCameBack_thenTheEarlierCounts() {
        once.register("id", Purpose.LOGIN, MINE, LONG_AFTER);
        clock.advance(Duration.ofSeconds(11));

        assertThat(once.consume("id", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.EXPIRED);
    }

    @Test
    void whenLateAndNotAsStarted_thenNotAsStartedAndUsedUp() {
        once.register("id", Purpose.LOGIN, MINE, LONG_AFTER);
        clock.advance(Duration.ofSeconds(11));

        assertThat(once.consume("id", Purpose.LOGIN, MINE, END, false)).isEqualTo(Use.NOT_AS_STARTED);
        assertThat(once.consume("id", Purpose.LOGIN, MINE, LONG_AFTER, true)).isEqualTo(Use.ALREADY_USED);
    }

    @Test
    void whenTheGuardAnswersAfterTheExpiry_thenExpired() {
        OneUse slow = over(new SlowGuard(ReplayGuard.inMemory(clock, 2)));
        slow.register("id", Purpose.LOGIN, MINE, END);

        assertThat(slow.consume("id", Purpose.LOGIN, MINE, END, true)).isEqualTo(Use.EXPIRED);
    }

    @Test
    void whenTheGuardIsFull_thenServiceExceptionThatNamesWhatIsOpen() {
        once.register("a", Purpose.LOGIN, MINE, END);
        once.register("b", Purpose.LOGIN, MINE, END);

        assertThatThrownBy(() -> once.register("c", Purpose.LOGIN, MINE, END))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo("REPLAY_GUARD_FULL"))
                .hasMessage(
                        "Too many things are open; try again when some have ended, or give the guard more capacity");
    }

    @Test
    void whenStartedTwice_thenTheRoomsException() {
        once.register("id", Purpose.LOGIN, MINE, END);

        assertThatThrownBy(() -> once.register("id", Purpose.LOGIN, MINE, END))
                .isInstanceOfSatisfying(
                        BugException.class, e -> assertThat(e.code()).isEqualTo("THING_REPEATED"));
    }

    /** Answers a use eleven seconds after it was asked. */
    private final class SlowGuard implements ReplayGuard {
        private final ReplayGuard guard;

        SlowGuard(ReplayGuard guard) {
            this.guard = guard;
        }

        @Override
        public Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
            return guard.register(id, purpose, bindingHash, expiry);
        }

        @Override
        public Consumption consume(String id, Purpose purpose, Bytes bindingHash) {
            Consumption answer = guard.consume(id, purpose, bindingHash);
            clock.advance(Duration.ofSeconds(11));
            return answer;
        }
    }
}
