package dev.eresident.core.signature;

import dev.eresident.core.ConfigurationException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Checks many files on the caller's executor, with back-pressure: a new file is only taken when fewer than a stated number are being checked, so that a source of millions of names needs no
 * memory, and a slow consumer of reports slows the checking. Immutable, thread-safe; a run belongs to the thread that started it.
 *
 * <p>One bad file never stops the others: every file gets a report.
 */
public final class BulkCheck {
    private static final int MAX_IN_FLIGHT = 10_000;

    private final SignatureChecker checker;
    private final Executor executor;
    private final int inFlight;

    private BulkCheck(SignatureChecker checker, Executor executor, int inFlight) {
        this.checker = checker;
        this.executor = executor;
        this.inFlight = inFlight;
    }

    /**
     * One file's report.
     *
     * @param file the file as given
     * @param report what was found
     */
    public record Checked(Path file, CheckReport report) {}

    /**
     * How far a run has come, or what it came to.
     *
     * @param done files that have a report
     * @param verdicts number of files by verdict; verdicts that did not occur are absent
     * @param interrupted whether the run ended early because its thread was interrupted: files after the last report were not checked
     */
    public record Progress(long done, Map<Verdict, Long> verdicts, boolean interrupted) {
        /** Copies the map. */
        public Progress {
            verdicts = Map.copyOf(verdicts);
        }

        /**
         * Returns the number of files with a verdict.
         *
         * @param verdict the verdict
         * @return zero or more
         */
        public long count(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }
    }

    /**
     * Makes a bulk check.
     *
     * @param checker judges each file
     * @param executor runs the checks; it is used, never shut down
     * @param inFlight how many files may be checked at a time, 1 to 10 000; as many as the executor has threads is enough
     * @return the bulk check
     * @throws ConfigurationException BULK_LIMIT when {@code inFlight} is out of range
     */
    public static BulkCheck with(SignatureChecker checker, Executor executor, int inFlight) {
        if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
            throw new ConfigurationException(
                    "BULK_LIMIT", "The number of files checked at a time must be 1 to " + MAX_IN_FLIGHT + ".");
        }
        return new BulkCheck(checker, executor, inFlight);
    }

    /**
     * Checks all files as of one time, and returns when all reports were delivered. Reports and progress come on the calling thread, in the order in which checks end.
     *
     * <p>An exception of {@code reports} or {@code progress} ends the run: running checks are waited for, no new ones begin, and the exception is thrown. When the calling thread is
     * interrupted, running checks are waited for and delivered, no new ones begin, and the interrupt status is set again.
     *
     * @param files taken one by one, as they can be checked; the iterator is used by the calling thread only
     * @param at validation time of all files
     * @param reports gets each report
     * @param progress is told after each report
     * @return the last progress
     */
    public Progress run(Iterator<Path> files, Instant at, Consumer<Checked> reports, Consumer<Progress> progress) {
        Run run = new Run(at, reports, progress);
        try {
            while (!run.interrupted && files.hasNext()) {
                if (run.running >= inFlight) {
                    run.deliverOne();
                }
                if (!run.interrupted) {
                    run.start(files.next());
                }
            }
            while (run.running > 0) {
                run.deliverOne();
            }
        } finally {
            run.finish();
        }
        return run.state();
    }

    /** The state of one run; only the calling thread touches it, but for the queue. */
    private final class Run {
        private final Instant at;
        private final Consumer<Checked> reports;
        private final Consumer<Progress> progress;
        private final BlockingQueue<Checked> ended = new LinkedBlockingQueue<>();
        private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        private int running;
        private long done;
        private boolean interrupted;

        Run(Instant at, Consumer<Checked> reports, Consumer<Progress> progress) {
            this.at = at;
            this.reports = reports;
            this.progress = progress;
        }

        void start(Path file) {
            Runnable check = () -> ended.add(new Checked(file, checker.check(file, at)));
            try {
                executor.execute(check);
            } catch (RejectedExecutionException busy) {
                check.run(); // The caller's own thread then does the work, which is back-pressure too.
            }
            running++;
        }

        void deliverOne() {
            Checked checked = take();
            running--;
            done++;
            verdicts.merge(checked.report().verdict(), 1L, Long::sum);
            reports.accept(checked);
            progress.accept(state());
        }

        private Checked take() {
            while (true) {
                try {
                    return ended.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        /** Leaves nothing running behind, whatever ended the run. */
        void finish() {
            while (running > 0) {
                take();
                running--;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        Progress state() {
            return new Progress(done, verdicts, interrupted);
        }
    }
}
