package dev.eresident.core.signature;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The state of one run of a {@link BulkCheck}; only the calling thread touches it, but for the tasks that it handed out. */
final class BulkRun {
    /** How often an executor is asked whether it has ended meanwhile. */
    private static final long LOOK_MILLISECONDS = 100;

    private final SignatureChecker checker;
    private final Executor executor;
    private final Instant at;
    private final Consumer<BulkCheck.Checked> reports;
    private final Consumer<BulkCheck.Progress> progress;
    private final BlockingQueue<Task> finished = new LinkedBlockingQueue<>();
    private final Set<Task> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long handedOut;
    private long done;
    private boolean interrupted;
    private boolean shutDown;

    BulkRun(
            SignatureChecker checker,
            Executor executor,
            Instant at,
            Consumer<BulkCheck.Checked> reports,
            Consumer<BulkCheck.Progress> progress) {
        this.checker = checker;
        this.executor = executor;
        this.at = at;
        this.reports = reports;
        this.progress = progress;
    }

    /** The check of one file, which is begun by a thread of the executor or taken back, never both. */
    private final class Task implements Runnable {
        private final Path file;
        private final AtomicBoolean taken = new AtomicBoolean();
        private @Nullable CheckReport report;
        private @Nullable Error error;

        Task(Path file) {
            this.file = file;
        }

        @Override
        public void run() {
            if (!taken.compareAndSet(false, true)) {
                return;
            }
            try {
                report = checker.check(file, at);
            } catch (RuntimeException e) {
                report = SignatureChecker.unreadable(file, at, Finding.error(FindingCode.INTERNAL_ERROR, ""));
            } catch (Error e) {
                error = e;
            } finally {
                finished.add(this);
            }
        }

        boolean isTakenBack() {
            return taken.compareAndSet(false, true);
        }
    }

    /** Whether no further file shall begin. */
    boolean ended() {
        return interrupted || shutDown;
    }

    /** How many files are being checked, or wait for a thread. */
    int open() {
        return open.size();
    }

    void start(@Nullable Path file) {
        Task task = new Task(Objects.requireNonNull(file, () -> "file number " + (handedOut + 1)));
        handedOut++;
        open.add(task);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException refused) {
            if (executor instanceof ExecutorService service && service.isShutdown()) {
                shutDown = true;
                open.remove(task);
            } else {
                task.run(); // The caller's own thread then does the work, which is back-pressure too.
            }
        }
    }

    /** Delivers the next report, if there still comes one. */
    void deliverOne() {
        Task task = take();
        if (task == null) {
            return;
        }
        if (task.error != null) {
            throw task.error;
        }
        BulkCheck.Checked checked = new BulkCheck.Checked(task.file, Objects.requireNonNull(task.report));
        done++;
        verdicts.merge(checked.report().verdict(), 1L, Long::sum);
        reports.accept(checked);
        progress.accept(state());
    }

    /** The next task that has ended; null when none is left that anybody could begin. */
    private @Nullable Task take() {
        while (true) {
            if (ended()) {
                open.removeIf(Task::isTakenBack);
            } else if (executor instanceof ExecutorService service && service.isTerminated()) {
                // It has dropped what waited for a thread.
                shutDown = open.removeIf(Task::isTakenBack);
            }
            if (open.isEmpty()) {
                return null;
            }
            try {
                Task task = executor instanceof ExecutorService
                        ? finished.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)
                        : finished.take();
                if (task != null) {
                    open.remove(task);
                    return task;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Leaves nothing running behind, whatever ended the run. */
    void finish() {
        open.removeIf(Task::isTakenBack);
        while (!open.isEmpty()) {
            take();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    BulkCheck.Progress state() {
        return new BulkCheck.Progress(done, verdicts, ended());
    }
}
