package dev.eresident.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.SessionStore.Storing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link SessionStore} must do. Extend it, give it a store, and run it with JUnit 5 (it needs junit-jupiter and AssertJ).
 *
 * <p>Each test asks for one store. Ids are unique to the test run, so stores may share one database.
 */
public abstract class SessionStoreContract {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int ROOM = 1000;
    private static final SessionBinding SESSION = SessionBinding.of("session-1");
    private static final SessionBinding OTHER_SESSION = SessionBinding.of("session-2");

    private final ContractClock clock = new ContractClock(START);
    private final String prefix = "contract." + Long.toHexString(System.nanoTime()) + ".";

    /** For the classes that test a store. */
    protected SessionStoreContract() {}

    /**
     * Makes the store under test, empty or with room for {@code capacity} more texts.
     *
     * @param clock the only clock that the store may use
     * @param capacity how many texts it must be able to hold
     * @return the store
     */
    protected abstract SessionStore store(Clock clock, int capacity);

    /**
     * Tells whether the store refuses to put once it holds exactly the given capacity. A store over a big database may say no.
     *
     * @return true by default
     */
    protected boolean isBoundedExactly() {
        return true;
    }

    /**
     * Tells how many characters of ASCII the store takes.
     *
     * @return {@value SessionStore#LONGEST_TEXT} by default
     */
    protected int longestText() {
        return SessionStore.LONGEST_TEXT;
    }

    private String id(int number) {
        return prefix + number;
    }

    private Storing put(SessionStore store, int number) {
        return store.put(id(number), SESSION, "text " + number, clock.instant().plus(LIFETIME));
    }

    private Optional<String> take(SessionStore store, int number) {
        return store.take(id(number), SESSION);
    }

    /** A text is kept until it is taken. */
    @Nested
    class Keeping {
        @Test
        void whenPut_thenFoundAsOftenAsAskedAndTakenOnce() {
            SessionStore store = store(clock, ROOM);

            assertThat(put(store, 1)).isEqualTo(Storing.STORED);
            assertThat(store.find(id(1), SESSION)).contains("text 1");
            assertThat(store.find(id(1), SESSION)).contains("text 1");
            assertThat(take(store, 1)).contains("text 1");
            assertThat(take(store, 1)).isEmpty();
            assertThat(store.find(id(1), SESSION)).isEmpty();
        }

        @Test
        void whenNeverPut_thenEmpty() {
            SessionStore store = store(clock, ROOM);

            assertThat(store.find(id(1), SESSION)).isEmpty();
            assertThat(take(store, 1)).isEmpty();
        }

        @Test
        void whenPutTwice_thenDuplicateAndTheFirstStands() {
            SessionStore store = store(clock, ROOM);
            put(store, 1);

            assertThat(store.put(id(1), OTHER_SESSION, "other", START.plus(LIFETIME)))
                    .isEqualTo(Storing.DUPLICATE);
            assertThat(take(store, 1)).contains("text 1");
        }

        @Test
        void whenAnotherTextIsTaken_thenThisOneStays() {
            SessionStore store = store(clock, ROOM);
            put(store, 1);
            put(store, 2);
            take(store, 2);

            assertThat(take(store, 1)).contains("text 1");
        }

        @Test
        void whenTheTextIsLongAndOfAnyScript_thenItComesBackAsItWas() {
            SessionStore store = store(clock, ROOM);
            String letters = "õ\"\\\n\t%_'€𝄞";
            String text = letters + "x".repeat(longestText() - 40);

            assertThat(store.put(id(1), SESSION, text, START.plus(LIFETIME))).isEqualTo(Storing.STORED);
            assertThat(store.find(id(1), SESSION)).contains(text);
            assertThat(take(store, 1)).contains(text);
        }

        @Test
        void when64ThreadsTakeOneText_thenExactlyOneGetsIt() throws InterruptedException, ExecutionException {
            SessionStore store = store(clock, ROOM);
            for (int round = 0; round < 10; round++) {
                int number = round;
                put(store, number);

                List<Optional<String>> answers = Together.concurrently(64, thread -> take(store, number));

                assertThat(answers.stream().filter(Optional::isPresent)).hasSize(1);
            }
        }
    }

    /** A text belongs to the session in which it was put. */
    @Nested
    class Bound {
        @Test
        void whenAnotherSessionAsks_thenEmptyAndItStays() {
            SessionStore store = store(clock, ROOM);
            put(store, 1);

            assertThat(store.find(id(1), OTHER_SESSION)).isEmpty();
            assertThat(store.take(id(1), OTHER_SESSION)).isEmpty();
            assertThat(take(store, 1)).contains("text 1");
        }
    }

    /** A text comes back until its expiry. */
    @Nested
    class Expiry {
        @Test
        void whenAtExpiry_thenThere() {
            SessionStore store = store(clock, ROOM);
            put(store, 1);
            clock.advance(LIFETIME);

            assertThat(store.find(id(1), SESSION)).contains("text 1");
            assertThat(take(store, 1)).contains("text 1");
        }

        @Test
        void whenAfterExpiry_thenGone() {
            SessionStore store = store(clock, ROOM);
            put(store, 1);
            clock.advance(LIFETIME.plusMillis(1));

            assertThat(store.find(id(1), SESSION)).isEmpty();
            assertThat(take(store, 1)).isEmpty();
        }
    }

    /** Nothing live is forgotten to make room. */
    @Nested
    class Room {
        private static final int CAPACITY = 10;

        @Test
        void whenFull_thenRefusedAndEveryTextStands() {
            SessionStore store = store(clock, CAPACITY);
            for (int i = 0; i < CAPACITY; i++) {
                assertThat(put(store, i)).isEqualTo(Storing.STORED);
            }
            if (isBoundedExactly()) {
                assertThat(put(store, CAPACITY)).isEqualTo(Storing.FULL);
                assertThat(take(store, CAPACITY)).isEmpty();
            }
            for (int i = 0; i < CAPACITY; i++) {
                assertThat(take(store, i)).contains("text " + i);
            }
        }

        @Test
        void whenTextsAreTaken_thenThereIsRoomAgain() {
            SessionStore store = store(clock, CAPACITY);
            for (int i = 0; i < 5 * CAPACITY; i++) {
                assertThat(put(store, i)).isEqualTo(Storing.STORED);
                assertThat(take(store, i)).isPresent();
            }
        }

        @Test
        void whenTheOldOnesHaveExpired_thenThereIsRoomAgain() {
            SessionStore store = store(clock, CAPACITY);
            for (int i = 0; i < CAPACITY; i++) {
                put(store, i);
            }
            clock.advance(LIFETIME.plusMillis(1));

            for (int i = CAPACITY; i < 2 * CAPACITY; i++) {
                assertThat(put(store, i)).isEqualTo(Storing.STORED);
            }
        }
    }

    /** What cannot be kept is refused. */
    @Nested
    class Form {
        @ParameterizedTest
        @ValueSource(strings = {"", "nul\0", "half a pair \ud834", "\udd1e the other half"})
        void whenTheTextIsEmptyOrNotWhole_thenRefused(String text) {
            SessionStore store = store(clock, ROOM);

            assertThatThrownBy(() -> store.put(id(1), SESSION, text, START.plus(LIFETIME)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whenTheTextIsTooLong_thenRefused() {
            SessionStore store = store(clock, ROOM);

            assertThatThrownBy(() ->
                            store.put(id(1), SESSION, "x".repeat(SessionStore.LONGEST_TEXT + 1), START.plus(LIFETIME)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "two words", "õ"})
        void whenTheIdHasAnotherForm_thenRefused(String id) {
            SessionStore store = store(clock, ROOM);

            assertThatThrownBy(() -> store.put(id, SESSION, "text", START.plus(LIFETIME)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        @SuppressWarnings("NullAway") // passing null is what is tested
        void whenNull_thenRefused() {
            SessionStore store = store(clock, ROOM);

            assertThatThrownBy(() -> store.put(id(1), null, "text", START)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.put(id(1), SESSION, null, START)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.find(null, SESSION)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.take(id(1), null)).isInstanceOf(NullPointerException.class);
        }
    }
}
