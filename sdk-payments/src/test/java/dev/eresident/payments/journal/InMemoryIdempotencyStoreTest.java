package dev.eresident.payments.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.payments.TestClock;
import dev.eresident.payments.journal.IdempotencyStore.Insertion;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryIdempotencyStoreTest extends IdempotencyStoreContract {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Bytes HASH = Bytes.of(new byte[32]);

    private final TestClock clock = new TestClock(START);

    @Override
    protected IdempotencyStore emptyStore() {
        return IdempotencyStore.inMemory(clock, 100, Duration.ofDays(1));
    }

    private IdempotencyRecord insert(IdempotencyStore store, String key) {
        IdempotencyRecord first = IdempotencyRecord.prepared(IdempotencyKey.of(key), "test", HASH, "", clock.instant());
        assertThat(store.insert(first)).isEqualTo(Insertion.INSERTED);
        return first;
    }

    @Test
    void whenFullOfUnfinished_thenNothingIsForgotten() {
        IdempotencyStore store = IdempotencyStore.inMemory(clock, 2, Duration.ZERO);
        store.replace(insert(store, "a").sending(START));
        insert(store, "b");
        clock.advance(Duration.ofDays(1000));

        assertThat(store.insert(IdempotencyRecord.prepared(IdempotencyKey.of("c"), "test", HASH, "", START)))
                .isEqualTo(Insertion.FULL);
        assertThat(store.find(IdempotencyKey.of("a"))).isPresent();
        assertThat(store.find(IdempotencyKey.of("b"))).isPresent();
    }

    @Test
    void whenFullAndAFinishedOneIsOld_thenItMakesRoom() {
        IdempotencyStore store = IdempotencyStore.inMemory(clock, 2, Duration.ofHours(1));
        insert(store, "open");
        IdempotencyRecord sending = insert(store, "finished").sending(START);
        store.replace(sending);
        store.replace(sending.done(Bytes.empty(), START));
        IdempotencyRecord next = IdempotencyRecord.prepared(IdempotencyKey.of("new"), "test", HASH, "", START);
        assertThat(store.insert(next)).isEqualTo(Insertion.FULL);
        clock.advance(Duration.ofHours(1));

        assertThat(store.insert(next)).isEqualTo(Insertion.INSERTED);
        assertThat(store.find(IdempotencyKey.of("finished"))).isEmpty();
        assertThat(store.find(IdempotencyKey.of("open"))).isPresent();
    }

    @Test
    void whenLimitsAreWrong_thenRefused() {
        assertThatThrownBy(() -> IdempotencyStore.inMemory(clock, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emptyStore().inDoubt(START, 1001)).isInstanceOf(IllegalArgumentException.class);
    }
}
