package dev.eresident.core.signature;

import dev.eresident.core.ConfigurationException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executor;
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
     * @param interrupted whether the run ended early because its thread was interrupted or the executor shut down: files without a report were not checked
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
     * Checks all files as of now, by the checker's clock at the start of the run.
     *
     * @param files taken one by one, as they can be checked; the iterator is used by the calling thread only
     * @param reports gets each report
     * @param progress is told after each report
     * @return the last progress
     */
    public Progress run(Iterator<Path> files, Consumer<Checked> reports, Consumer<Progress> progress) {
        return run(files, checker.now(), reports, progress);
    }

    /**
     * Checks all files as of one time, and returns when all reports were delivered. Reports and progress come on the calling thread, in the order in which checks end.
     *
     * <p>An exception of {@code reports} or {@code progress}, a file that is null, or an error of the JVM in a check ends the run: running checks are waited for, no new ones begin, and it is
     * thrown.
     *
     * <p>To cancel, interrupt the calling thread: checks that are running are waited for and delivered, those that wait for a thread are taken back, no new ones begin, and the interrupt
     * status is set again. When an {@link java.util.concurrent.ExecutorService} has been shut down, no new checks begin either, and once it has terminated, those that it dropped are taken
     * back. {@link Progress#interrupted} tells of both. A file whose very check is interrupted, by {@code shutdownNow()} or on the calling thread, may be reported as unreadable. Which files
     * have no report is what {@code reports} did not get.
     *
     * <p>A full executor that refuses a check makes the calling thread do it. One that drops checks in silence, or hides that it has been shut down, makes the run wait until it is
     * interrupted.
     *
     * @param files taken one by one, as they can be checked; the iterator is used by the calling thread only
     * @param at validation time of all files
     * @param reports gets each report
     * @param progress is told after each report
     * @return the last progress
     */
    public Progress run(Iterator<Path> files, Instant at, Consumer<Checked> reports, Consumer<Progress> progress) {
        BulkRun run = new BulkRun(checker, executor, at, reports, progress);
        try {
            while (!run.ended() && files.hasNext()) {
                if (run.open() >= inFlight) {
                    run.deliverOne();
                }
                if (!run.ended()) {
                    run.start(files.next());
                }
            }
            while (run.open() > 0) {
                run.deliverOne();
            }
        } finally {
            run.finish();
        }
        return run.state();
    }
}
