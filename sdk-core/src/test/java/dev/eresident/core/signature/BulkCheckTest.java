package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkCheckTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private final ExecutorService executor = Executors.newFixedThreadPool(3);
    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() throws IOException {
        Objects.requireNonNull(shared).close();
    }

    private SignatureChecker checker() {
        return Objects.requireNonNull(shared).checker;
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private List<Path> files(int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("file" + i + (i % 2 == 0 ? ".xml" : ".bin"));
            Files.writeString(file, i % 2 == 0 ? "<unsigned/>" : "not a document");
            files.add(file);
        }
        return files;
    }

    @Test
    void whenManyFilesAreChecked_thenEachHasOneReportAndTheyAreCounted() throws IOException {
        List<Path> files = files(101);
        List<Path> reported = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        BulkCheck.Progress result = BulkCheck.with(checker(), executor, 4)
                .run(files.iterator(), AT, c -> reported.add(c.file()), p -> done.add(p.done()));
        assertThat(reported).containsExactlyInAnyOrderElementsOf(files);
        assertThat(done).hasSize(101).isSorted().endsWith(101L);
        assertThat(result.count(Verdict.UNSIGNED)).isEqualTo(51);
        assertThat(result.count(Verdict.UNREADABLE)).isEqualTo(50);
        assertThat(result.interrupted()).isFalse();
    }

    @Test
    void whenFilesAreMissing_thenTheyAreReportedToo() {
        List<CheckReport> reports = new ArrayList<>();
        BulkCheck.with(checker(), executor, 2)
                .run(List.of(folder.resolve("none")).iterator(), AT, c -> reports.add(c.report()), p -> {});
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).findings().get(0).code()).isEqualTo(FindingCode.FILE_MISSING);
    }

    @Test
    void whenTheLimitIsReached_thenNoFurtherNameIsTaken() throws IOException {
        Iterator<Path> files = files(20).iterator();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        Iterator<Path> counting = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return files.hasNext();
            }

            @Override
            public Path next() {
                mostAhead.accumulateAndGet(taken.incrementAndGet() - delivered.get(), Math::max);
                return files.next();
            }
        };
        BulkCheck.with(checker(), executor, 3).run(counting, AT, c -> delivered.incrementAndGet(), p -> {});
        assertThat(taken).hasValue(20);
        assertThat(mostAhead.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void whenTheExecutorIsFull_thenTheCallersThreadChecks() throws IOException {
        List<Path> files = files(5);
        BulkCheck.Progress result = BulkCheck.with(
                        checker(),
                        task -> {
                            throw new RejectedExecutionException("full");
                        },
                        2)
                .run(files.iterator(), AT, c -> {}, p -> {});
        assertThat(result.done()).isEqualTo(5);
    }

    @Test
    void whenTheConsumerFails_thenTheRunEndsWithItsExceptionAndNothingGoesOn() throws IOException {
        List<Path> files = files(50);
        AtomicInteger delivered = new AtomicInteger();
        assertThatThrownBy(() -> BulkCheck.with(checker(), executor, 4)
                        .run(
                                files.iterator(),
                                AT,
                                c -> {
                                    if (delivered.incrementAndGet() == 3) {
                                        throw new IllegalStateException("full disk");
                                    }
                                },
                                p -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full disk");
        assertThat(delivered).hasValue(3);
    }

    @Test
    void whenTheThreadIsInterrupted_thenRunningChecksAreDeliveredAndTheRestIsLeft() throws Exception {
        List<Path> files = files(1000);
        CountDownLatch started = new CountDownLatch(1);
        List<BulkCheck.Progress> result = new ArrayList<>();
        boolean[] stillInterrupted = new boolean[1];
        Thread caller = new Thread(() -> {
            result.add(BulkCheck.with(checker(), executor, 2)
                    .run(
                            files.iterator(),
                            AT,
                            c -> {
                                if (started.getCount() > 0) {
                                    started.countDown();
                                    Thread.currentThread().interrupt();
                                }
                            },
                            p -> {}));
            stillInterrupted[0] = Thread.currentThread().isInterrupted();
        });
        caller.start();
        caller.join();
        assertThat(result).hasSize(1);
        assertThat(result.get(0).interrupted()).isTrue();
        assertThat(result.get(0).done()).isLessThan(1000);
        assertThat(stillInterrupted[0]).isTrue();
    }

    @Test
    void whenAFileIsNull_thenItIsNamedAndNothingGoesOn() throws IOException {
        List<Path> files = new ArrayList<>(files(1));
        files.add(null);
        List<Path> reported = new ArrayList<>();
        BulkCheck bulk = BulkCheck.with(checker(), executor, 1);

        assertThatThrownBy(() -> bulk.run(files.iterator(), AT, c -> reported.add(c.file()), p -> {}))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("2");
        assertThat(reported).containsExactly(files.get(0));
    }

    @Test
    void whenTheExecutorHasBeenShutDown_thenTheRunEndsAndSaysSo() throws IOException {
        executor.shutdown();

        BulkCheck.Progress result =
                BulkCheck.with(checker(), executor, 4).run(files(3).iterator(), AT, c -> {}, p -> {});

        assertThat(result).isEqualTo(new BulkCheck.Progress(0, Map.of(), true));
    }

    @Test
    void whenTheExecutorDropsWhatWaits_thenTheRunEndsAndSaysSo() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch occupied = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(3);
        one.execute(() -> {
            occupied.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // That is how it ends.
            }
        });
        occupied.await();
        Iterator<Path> files = files(3).iterator();
        Iterator<Path> counted = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return files.hasNext();
            }

            @Override
            public Path next() {
                queued.countDown();
                return files.next();
            }
        };
        CompletableFuture<BulkCheck.Progress> run = CompletableFuture.supplyAsync(
                () -> BulkCheck.with(checker(), one, 3).run(counted, AT, c -> {}, p -> {}), executor);
        queued.await();

        one.shutdownNow();

        assertThat(run.get()).isEqualTo(new BulkCheck.Progress(0, Map.of(), true));
    }

    @Test
    void whenAnExecutorLosesChecks_thenAnInterruptFrees() throws Exception {
        CompletableFuture<BulkCheck.Progress> result = new CompletableFuture<>();
        CountDownLatch lost = new CountDownLatch(1);
        Iterator<Path> files = files(2).iterator();
        Thread caller = new Thread(() -> result.complete(
                BulkCheck.with(checker(), task -> lost.countDown(), 2).run(files, AT, c -> {}, p -> {})));
        caller.start();
        lost.await();

        caller.interrupt();

        assertThat(result.get()).isEqualTo(new BulkCheck.Progress(0, Map.of(), true));
    }

    @Test
    void whenAFileSystemIsClosed_thenItsFileIsReportedAndTheOthersGoOn() throws IOException {
        Path archive = folder.resolve("closed.zip");
        Path inside;
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            inside = Files.writeString(zip.getPath("/inside.xml"), "<unsigned/>");
        }
        List<Path> files = new ArrayList<>(files(1));
        files.add(0, inside);

        BulkCheck.Progress result = BulkCheck.with(checker(), executor, 1).run(files.iterator(), AT, c -> {}, p -> {});

        assertThat(result.verdicts()).isEqualTo(Map.of(Verdict.UNREADABLE, 1L, Verdict.UNSIGNED, 1L));
    }

    @Test
    void whenNoTimeIsGiven_thenFilesAreJudgedAsOfNow() throws IOException {
        List<Instant> times = new ArrayList<>();

        BulkCheck.with(checker(), executor, 2)
                .run(files(2).iterator(), c -> times.add(c.report().checkedAt()), p -> {});

        assertThat(times).containsOnly(Signed.NOW.plusSeconds(7200));
    }

    @Test
    void whenTheLimitMakesNoSense_thenItIsRefused() {
        for (int limit : new int[] {0, 10_001}) {
            assertThatThrownBy(() -> BulkCheck.with(checker(), executor, limit))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("1 to 10000");
        }
    }

    @Test
    void whenTheLimitIsTheLowestOrTheHighest_thenEachFileIsChecked() throws IOException {
        List<Path> files = files(5);
        for (int limit : new int[] {1, 10_000}) {
            BulkCheck.Progress result =
                    BulkCheck.with(checker(), executor, limit).run(files.iterator(), AT, c -> {}, p -> {});
            assertThat(result.done()).isEqualTo(5);
        }
    }
}
