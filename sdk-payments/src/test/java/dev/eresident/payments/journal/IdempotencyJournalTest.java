package dev.eresident.payments.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.payments.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyJournalTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final IdempotencyKey KEY = IdempotencyKey.of("key");
    private static final Bytes HASH = Bytes.of(new byte[32]);
    private static final Bytes OTHER_HASH = Bytes.fromHex("ff".repeat(32));
    private static final Bytes RESULT = Bytes.of(new byte[] {1});

    private final TestClock clock = new TestClock(START);
    private final IdempotencyStore store = IdempotencyStore.inMemory(clock, 10, Duration.ofDays(1));
    private final IdempotencyJournal journal = new IdempotencyJournal(store, clock);

    private IdempotencyRecord claimed() {
        ClaimOutcome claim = journal.claim(KEY, "test", HASH, "context");
        assertThat(claim).isInstanceOf(ClaimOutcome.Claimed.class);
        return ((ClaimOutcome.Claimed) claim).record();
    }

    /** Says that it knows each key and shows none, as a store that reads from a lagging copy. */
    private static final class Lagging implements IdempotencyStore {
        private int calls;

        @Override
        public Optional<IdempotencyRecord> find(IdempotencyKey key) {
            return Optional.empty();
        }

        @Override
        public Insertion insert(IdempotencyRecord first) {
            if (++calls > 1000) {
                throw new AssertionError("asked for ever");
            }
            return Insertion.KNOWN;
        }

        @Override
        public boolean replace(IdempotencyRecord next) {
            return false;
        }

        @Override
        public List<IdempotencyRecord> inDoubt(Instant changedBefore, int most) {
            return List.of();
        }
    }

    @Nested
    class Claiming {
        @Test
        void whenTheStoreKnowsTheKeyButDoesNotShowIt_thenNothingMayBeSent() {
            IdempotencyJournal lagging = new IdempotencyJournal(new Lagging(), clock);

            assertThatThrownBy(() -> lagging.claim(KEY, "test", HASH, ""))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo("JOURNAL_BUSY"));
        }

        @Test
        void whenClaimed_thenSendingIsWrittenBeforeTheAnswer() {
            claimed();

            IdempotencyRecord written = store.find(KEY).orElseThrow();
            assertThat(written.state()).isEqualTo(IdempotencyState.SENDING);
            assertThat(written.sentAt()).contains(START);
            assertThat(written.attempt()).isEqualTo(1);
        }

        @Test
        void whenClaimedTwice_thenTheSecondIsInDoubt() {
            claimed();

            assertThat(journal.claim(KEY, "test", HASH, "")).isInstanceOf(ClaimOutcome.InDoubt.class);
        }

        @Test
        void whenRequestDiffers_thenConflict() {
            claimed();

            assertThat(journal.claim(KEY, "test", OTHER_HASH, "")).isInstanceOf(ClaimOutcome.Conflict.class);
            assertThat(journal.claim(KEY, "other", HASH, "")).isInstanceOf(ClaimOutcome.Conflict.class);
        }

        @Test
        void whenDone_thenTheResultComesBack() {
            journal.done(claimed(), RESULT);

            ClaimOutcome again = journal.claim(KEY, "test", HASH, "");
            assertThat(again)
                    .isInstanceOfSatisfying(
                            ClaimOutcome.AlreadyDone.class,
                            done -> assertThat(done.record().result()).contains(RESULT));
        }

        @Test
        void whenNotSentOrNotFound_thenItMayBeClaimedAgain() {
            journal.notSent(claimed());
            journal.notFound(journal.unknown(claimed()));

            assertThat(claimed().attempt()).isEqualTo(3);
        }

        @Test
        void whenStoreIsFull_thenNothingIsClaimed() {
            for (int i = 0; i < 10; i++) {
                journal.claim(IdempotencyKey.of("k" + i), "test", HASH, "");
            }

            assertThatThrownBy(() -> journal.claim(KEY, "test", HASH, ""))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo("JOURNAL_FULL"));
        }
    }

    @Nested
    class Settling {
        @Test
        void whenALateAnswerFollowsAFruitlessProbe_thenTheAnswerStands() {
            IdempotencyRecord claimed = claimed();
            journal.notFound(claimed);

            assertThat(journal.done(claimed, RESULT).state()).isEqualTo(IdempotencyState.DONE);
        }

        @Test
        void whenSomebodyElseSettled_thenTheirsStands() {
            IdempotencyRecord claimed = claimed();
            journal.done(claimed, RESULT);

            assertThat(journal.unknown(claimed).state()).isEqualTo(IdempotencyState.DONE);
            assertThat(journal.notFound(claimed).result()).contains(RESULT);
            assertThat(journal.done(claimed, Bytes.empty()).result()).contains(RESULT);
        }

        @Test
        void whenTheEffectIsSentAgain_thenAnOldProbeCannotSettleIt() {
            IdempotencyRecord first = claimed();
            journal.notFound(first);
            claimed();

            assertThat(journal.notFound(first).state()).isEqualTo(IdempotencyState.SENDING);
        }
    }

    @Nested
    class Names {
        @Test
        void whenReserved_thenForTheOwnerOnly() {
            assertThat(journal.reserve(KEY, "test", HASH)).isTrue();
            assertThat(journal.reserve(KEY, "test", HASH)).isTrue();
            assertThat(journal.reserve(KEY, "test", OTHER_HASH)).isFalse();
        }

        @Test
        void whenAmended_thenTheContextIsReplaced() {
            assertThat(journal.amend(KEY, "test", HASH, old -> Optional.of(old + "1")))
                    .isTrue();
            assertThat(journal.amend(KEY, "test", HASH, old -> Optional.empty()))
                    .isFalse();
            assertThat(journal.amend(KEY, "test", HASH, old -> Optional.of(old + "2")))
                    .isTrue();

            assertThat(store.find(KEY).orElseThrow().context()).isEqualTo("12");
        }
    }

    @Nested
    class Keys {
        @ParameterizedTest
        @ValueSource(
                strings = {"", "a b", "ä", "a\n", "12345678901234567890123456789012345678901234567890123456789012345"})
        void whenMalformed_thenRefused(String text) {
            assertThatThrownBy(() -> IdempotencyKey.of(text))
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("IDEMPOTENCY_KEY"));
        }

        @Test
        void whenDerived_thenThePartsCannotBeShifted() {
            assertThat(IdempotencyKey.derived("a", "b", "c")).isEqualTo(IdempotencyKey.derived("a", "b", "c"));
            assertThat(IdempotencyKey.derived("a", "bc")).isNotEqualTo(IdempotencyKey.derived("ab", "c"));
            assertThat(IdempotencyKey.derived("a", "b", "c").value()).hasSize(64);
        }
    }

    @Test
    void whenAStepIsNotInTheRules_thenRefused() {
        IdempotencyRecord prepared = IdempotencyRecord.prepared(KEY, "test", HASH, "", START);
        IdempotencyRecord done = prepared.sending(START).done(RESULT, START);

        assertThatThrownBy(() -> prepared.unknown(START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> prepared.notFound(START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> done.sending(START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> done.done(RESULT, START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> prepared.sending(START).sending(START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> prepared.sending(START).withContext("", START))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenPrinted_thenNeitherContextNorResult() {
        IdempotencyRecord record = IdempotencyRecord.prepared(KEY, "test", HASH, "SECRET", START);

        assertThat(record.toString()).contains("PREPARED").doesNotContain("SECRET");
    }
}
