package dev.eresident.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.ReplayGuard.Consumption;
import dev.eresident.auth.session.ReplayGuard.Registration;
import dev.eresident.core.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link ReplayGuard} must do. Extend it, give it a guard, and run it with JUnit 5 (it needs junit-jupiter and AssertJ).
 *
 * <p>Each test asks for one guard. Ids are unique to the test run, so guards may share one store.
 */
public abstract class ReplayGuardContract {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int ROOM = 1000;
    private static final Bytes SESSION = SessionBinding.of("session-1").hash();
    private static final Bytes OTHER_SESSION = SessionBinding.of("session-2").hash();

    private final ContractClock clock = new ContractClock(START);
    private final String prefix = "contract." + Long.toHexString(System.nanoTime()) + ".";

    /** For the classes that test a guard. */
    protected ReplayGuardContract() {}

    /**
     * Makes the guard under test, empty or with room for {@code capacity} more ids.
     *
     * @param clock the only clock that the guard may use
     * @param capacity how many ids it must be able to hold
     * @return the guard
     */
    protected abstract ReplayGuard guard(Clock clock, int capacity);

    /**
     * Tells whether the guard refuses to register once it holds exactly the given capacity. A guard over a big store may say no.
     *
     * @return true by default
     */
    protected boolean isBoundedExactly() {
        return true;
    }

    private String id(int number) {
        return prefix + number;
    }

    private Registration register(ReplayGuard guard, int number) {
        return guard.register(
                id(number), Purpose.LOGIN, SESSION, clock.instant().plus(LIFETIME));
    }

    private Consumption consume(ReplayGuard guard, int number) {
        return guard.consume(id(number), Purpose.LOGIN, SESSION);
    }

    /** An id can be used once. */
    @Nested
    class Once {
        @Test
        void whenRegistered_thenConsumedOnceAndThenAlreadyUsed() {
            ReplayGuard guard = guard(clock, ROOM);

            assertThat(register(guard, 1)).isEqualTo(Registration.REGISTERED);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.CONSUMED);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.ALREADY_USED);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.ALREADY_USED);
        }

        @Test
        void whenNeverRegistered_thenNotFound() {
            assertThat(consume(guard(clock, ROOM), 1)).isEqualTo(Consumption.NOT_FOUND);
        }

        @Test
        void whenRegisteredTwice_thenDuplicateAndTheFirstStands() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);

            assertThat(guard.register(id(1), Purpose.SIGN, OTHER_SESSION, START.plus(LIFETIME)))
                    .isEqualTo(Registration.DUPLICATE);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.CONSUMED);
        }

        @Test
        void whenUsed_thenItCannotBeRegisteredAgain() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);
            consume(guard, 1);

            assertThat(register(guard, 1)).isEqualTo(Registration.DUPLICATE);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.ALREADY_USED);
        }

        @Test
        void whenAnotherIdIsUsed_thenThisOneStaysOpen() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);
            register(guard, 2);
            consume(guard, 2);

            assertThat(consume(guard, 1)).isEqualTo(Consumption.CONSUMED);
        }

        @Test
        void when64ThreadsUseOneId_thenExactlyOneMay() throws InterruptedException, ExecutionException {
            ReplayGuard guard = guard(clock, ROOM);
            for (int round = 0; round < 20; round++) {
                int number = round;
                register(guard, number);

                List<Consumption> answers = Together.concurrently(64, thread -> consume(guard, number));

                assertThat(Collections.frequency(answers, Consumption.CONSUMED)).isEqualTo(1);
                assertThat(Collections.frequency(answers, Consumption.ALREADY_USED))
                        .isEqualTo(63);
            }
        }

        @Test
        void when64ThreadsRegisterOneId_thenExactlyOneIsRegistered() throws InterruptedException, ExecutionException {
            ReplayGuard guard = guard(clock, ROOM);

            List<Registration> answers = Together.concurrently(64, thread -> register(guard, 1));

            assertThat(Collections.frequency(answers, Registration.REGISTERED)).isEqualTo(1);
            assertThat(Collections.frequency(answers, Registration.DUPLICATE)).isEqualTo(63);
        }
    }

    /** An id can be used until its expiry. */
    @Nested
    class Expiry {
        @Test
        void whenAtExpiry_thenConsumed() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);
            clock.advance(LIFETIME);

            assertThat(consume(guard, 1)).isEqualTo(Consumption.CONSUMED);
        }

        @Test
        void whenAfterExpiry_thenExpiredOrForgottenAndNeverConsumed() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);
            clock.advance(LIFETIME.plusMillis(1));

            assertThat(consume(guard, 1)).isIn(Consumption.EXPIRED, Consumption.NOT_FOUND);
        }

        @Test
        void whenTheExpiryIsFinerThanTheStore_thenNeverUsableAfterIt() {
            ReplayGuard guard = guard(clock, ROOM);
            Instant expiry = START.plusNanos(1_000_700);
            guard.register(id(1), Purpose.LOGIN, SESSION, expiry);
            clock.advance(Duration.ofNanos(1_000_701));

            assertThat(consume(guard, 1)).isIn(Consumption.EXPIRED, Consumption.NOT_FOUND);
        }

        @Test
        void whenTheClockGoesBackAfterALateUse_thenStillNotConsumed() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);
            clock.advance(LIFETIME.plusMillis(1));
            consume(guard, 1);
            clock.advance(LIFETIME.negated());

            assertThat(consume(guard, 1)).isNotEqualTo(Consumption.CONSUMED);
        }

        @Test
        void whenUsedJustBeforeExpiry_thenRememberedUntilIt() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);
            consume(guard, 1);
            clock.advance(LIFETIME);
            register(guard, 2);

            assertThat(consume(guard, 1)).isEqualTo(Consumption.ALREADY_USED);
        }
    }

    /** An id can be used for its purpose, in its session. */
    @Nested
    class Bound {
        @ParameterizedTest
        @EnumSource(
                value = Purpose.class,
                names = {"AUTHORISE", "SIGN"})
        void whenAnotherPurpose_thenWrongPurposeAndBurnt(Purpose purpose) {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);

            assertThat(guard.consume(id(1), purpose, SESSION)).isEqualTo(Consumption.WRONG_PURPOSE);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.ALREADY_USED);
        }

        @Test
        void whenAnotherSession_thenWrongBindingAndBurnt() {
            ReplayGuard guard = guard(clock, ROOM);
            register(guard, 1);

            assertThat(guard.consume(id(1), Purpose.LOGIN, OTHER_SESSION)).isEqualTo(Consumption.WRONG_BINDING);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.ALREADY_USED);
        }
    }

    /** Nothing live is forgotten to make room. */
    @Nested
    class Room {
        private static final int CAPACITY = 10;

        @Test
        void whenFull_thenRefusedAndEveryLiveIdStands() {
            ReplayGuard guard = guard(clock, CAPACITY);
            for (int i = 0; i < CAPACITY; i++) {
                assertThat(register(guard, i)).isEqualTo(Registration.REGISTERED);
            }
            if (isBoundedExactly()) {
                assertThat(register(guard, CAPACITY)).isEqualTo(Registration.FULL);
                assertThat(consume(guard, CAPACITY)).isEqualTo(Consumption.NOT_FOUND);
            }
            for (int i = 0; i < CAPACITY; i++) {
                assertThat(consume(guard, i)).isEqualTo(Consumption.CONSUMED);
            }
        }

        @Test
        void whenFullOfUsedOnes_thenTheyAreNotForgottenEither() {
            ReplayGuard guard = guard(clock, CAPACITY);
            for (int i = 0; i < CAPACITY; i++) {
                register(guard, i);
                consume(guard, i);
            }
            register(guard, CAPACITY);

            for (int i = 0; i < CAPACITY; i++) {
                assertThat(consume(guard, i)).isEqualTo(Consumption.ALREADY_USED);
            }
        }

        @Test
        void whenTheOldOnesHaveExpired_thenThereIsRoomAgain() {
            ReplayGuard guard = guard(clock, CAPACITY);
            for (int i = 0; i < CAPACITY; i++) {
                register(guard, i);
            }
            clock.advance(LIFETIME.plusMillis(1));

            for (int i = CAPACITY; i < 2 * CAPACITY; i++) {
                assertThat(register(guard, i)).isEqualTo(Registration.REGISTERED);
            }
        }
    }

    /** Nulls are the caller's mistake. */
    @Nested
    class Nulls {
        @Test
        @SuppressWarnings("NullAway") // passing null is what is tested
        void whenNull_thenRefused() {
            ReplayGuard guard = guard(clock, ROOM);

            assertThatThrownBy(() -> guard.register(id(1), null, SESSION, START.plus(LIFETIME)))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> guard.consume(id(1), Purpose.LOGIN, null))
                    .isInstanceOf(NullPointerException.class);
            assertThat(register(guard, 1)).isEqualTo(Registration.REGISTERED);
            assertThatThrownBy(() -> guard.consume(id(1), null, SESSION)).isInstanceOf(NullPointerException.class);
            assertThat(consume(guard, 1)).isEqualTo(Consumption.CONSUMED);
        }
    }
}
