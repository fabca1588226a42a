package dev.eresident.payments.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.payments.journal.IdempotencyStore.Insertion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} keeps to; extend it for an implementation of your own. */
public abstract class IdempotencyStoreContract {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00.123Z");
    private static final IdempotencyKey KEY = IdempotencyKey.of("order-1~!");
    private static final Bytes HASH =
            Bytes.fromHex(IdempotencyKey.derived("request").value());
    private static final Bytes RESULT = Bytes.of(new byte[] {0, 1, -1, 127, -128});
    private static final int THREADS = 8;

    private IdempotencyStore store;

    /** For the test framework. */
    protected IdempotencyStoreContract() {}

    /**
     * Makes an empty store with room for at least 100 records.
     *
     * @return the store under test
     */
    protected abstract IdempotencyStore emptyStore();

    @BeforeEach
    void makeStore() {
        store = emptyStore();
    }

    private static IdempotencyRecord first(IdempotencyKey key) {
        return IdempotencyRecord.prepared(key, "test.charge", HASH, "{\"order\":\"Õ-1\"}", START);
    }

    @Test
    void whenNothingIsWritten_thenNothingIsFound() {
        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.inDoubt(START, 10)).isEmpty();
    }

    @Test
    void whenInserted_thenFoundAsWritten() {
        assertThat(store.insert(first(KEY))).isEqualTo(Insertion.INSERTED);

        assertThat(store.find(KEY)).contains(first(KEY));
    }

    @Test
    void whenKeysDifferInCaseOnly_thenTheyAreTwo() {
        store.insert(first(IdempotencyKey.of("key")));

        assertThat(store.insert(first(IdempotencyKey.of("KEY")))).isEqualTo(Insertion.INSERTED);
    }

    @Test
    void whenInsertedAgain_thenKnownAndUnchanged() {
        store.insert(first(KEY));
        IdempotencyRecord other = IdempotencyRecord.prepared(KEY, "test.refund", HASH, "", START);

        assertThat(store.insert(other)).isEqualTo(Insertion.KNOWN);
        assertThat(store.find(KEY)).contains(first(KEY));
    }

    @Test
    void whenReplacedStepByStep_thenEachStepIsFoundAsWritten() {
        IdempotencyRecord prepared = first(KEY);
        IdempotencyRecord sending = prepared.sending(START.plusMillis(1));
        IdempotencyRecord unknown = sending.unknown(START.plusMillis(2));
        IdempotencyRecord notFound = unknown.notFound(START.plusSeconds(90));
        IdempotencyRecord again = notFound.sending(START.plusSeconds(91));
        IdempotencyRecord done = again.done(RESULT, START.plusSeconds(92));
        store.insert(prepared);

        for (IdempotencyRecord next : List.of(sending, unknown, notFound, again, done)) {
            assertThat(store.replace(next)).isTrue();
            assertThat(store.find(KEY)).contains(next);
        }
    }

    @Test
    void whenAnotherVersionStands_thenNothingIsReplaced() {
        IdempotencyRecord sending = first(KEY).sending(START);
        IdempotencyRecord done = sending.done(RESULT, START);
        store.insert(first(KEY));

        assertThat(store.replace(done)).isFalse();
        assertThat(store.replace(sending)).isTrue();
        assertThat(store.replace(sending)).isFalse();
        assertThat(store.find(KEY)).contains(sending);
    }

    @Test
    void whenKeyIsNotKnown_thenNothingIsReplaced() {
        assertThat(store.replace(first(KEY).sending(START))).isFalse();
        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void whenDone_thenNeverReplaced() {
        IdempotencyRecord done = first(KEY).sending(START).done(RESULT, START);
        store.insert(first(KEY));
        store.replace(first(KEY).sending(START));
        store.replace(done);
        IdempotencyRecord forged = new IdempotencyRecord(
                KEY,
                done.operation(),
                HASH,
                IdempotencyState.PREPARED,
                1,
                START,
                Optional.empty(),
                "",
                Optional.empty(),
                done.version() + 1);

        assertThat(store.replace(forged)).isFalse();
        assertThat(store.find(KEY)).contains(done);
    }

    @Test
    void whenSomeAreInDoubt_thenOnlyTheOldOnesAreListedOldestFirst() {
        String[] names = {"c", "a", "b", "prepared", "done", "young"};
        for (int i = 0; i < names.length; i++) {
            IdempotencyRecord first = first(IdempotencyKey.of(names[i]));
            store.insert(first);
            if (!names[i].equals("prepared")) {
                store.replace(first.sending(START.plusSeconds(i)));
            }
        }
        IdempotencyRecord done = store.find(IdempotencyKey.of("done")).orElseThrow();
        store.replace(done.done(RESULT, START));

        assertThat(store.inDoubt(START.plusSeconds(5), 10))
                .extracting(record -> record.key().value())
                .containsExactly("c", "a", "b");
        assertThat(store.inDoubt(START.plusSeconds(5), 2))
                .extracting(record -> record.key().value())
                .containsExactly("c", "a");
    }

    @Test
    void whenManyInsertOneKey_thenOneSucceeds() throws Exception {
        List<Insertion> answers = concurrently(() -> store.insert(first(KEY)));

        assertThat(Collections.frequency(answers, Insertion.INSERTED)).isEqualTo(1);
        assertThat(Collections.frequency(answers, Insertion.KNOWN)).isEqualTo(THREADS - 1);
    }

    @Test
    void whenManyReplaceOneVersion_thenOneSucceeds() throws Exception {
        store.insert(first(KEY));
        IdempotencyRecord sending = first(KEY).sending(START);

        List<Boolean> answers = concurrently(() -> store.replace(sending));

        assertThat(Collections.frequency(answers, true)).isEqualTo(1);
    }

    private interface Act<T> {
        T act();
    }

    private static <T> List<T> concurrently(Act<T> act) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch go = new CountDownLatch(THREADS);
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(pool.submit(() -> {
                    go.countDown();
                    go.await();
                    return act.act();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> answer : answers) {
                results.add(answer.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
