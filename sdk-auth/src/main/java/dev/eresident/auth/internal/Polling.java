package dev.eresident.auth.internal;

import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks a remote service until a session ends (remote eID reference, §3, §8): one call at a time, never more than one a second, less often
 * while the service fails in a way that may pass, up to a deadline. No pause goes beyond it.
 *
 * @param question asks once
 * @param tooLate the answer when the deadline has passed
 * @param cancelled the answer when the caller gave up
 * @param transport carries the questions, none of which outlasts the deadline
 * @param clock tells the deadline
 * @param <R> the answer
 */
public record Polling<R>(Question<R> question, R tooLate, R cancelled, Transport transport, Clock clock) {
    /** How long the service may wait with its answer at least. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration BLOCKING_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long LONGEST_PAUSE = 8;

    /**
     * One call of the service.
     *
     * @param <R> the answer
     */
    @FunctionalInterface
    public interface Question<R> {
        /**
         * Asks once.
         *
         * @param wait how long the service may wait with its answer
         * @return the answer, empty while the session runs
         */
        Optional<R> ask(Duration wait);
    }

    /**
     * Asks in the calling thread.
     *
     * @param deadline until when
     * @param givenUp asked between two calls
     * @return the answer
     */
    public R await(Instant deadline, BooleanSupplier givenUp) {
        long pause = 1;
        while (true) {
            if (givenUp.getAsBoolean()) {
                return cancelled;
            }
            Duration left = left(deadline);
            if (left.isZero()) {
                return tooLate;
            }
            if (Thread.currentThread().isInterrupted()) {
                return cancelled;
            }
            try {
                Optional<R> end = ask(BLOCKING_WAIT, left);
                if (end.isPresent()) {
                    return end.get();
                }
                pause = 1;
            } catch (TransportException | ServiceException e) {
                if (e.code().equals("INTERRUPTED")) {
                    Thread.currentThread().interrupt();
                    return cancelled;
                }
                pause = longer(pause, e);
            }
            try {
                TimeUnit.NANOSECONDS.sleep(within(deadline, pause).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return cancelled;
            }
        }
    }

    /**
     * Asks on an executor, whose threads are free between two calls.
     *
     * @param deadline until when
     * @param executor does the work
     * @return the answer to come; cancelling it ends the asking
     */
    public CompletableFuture<R> awaitAsync(Instant deadline, ScheduledExecutorService executor) {
        CompletableFuture<R> result = new CompletableFuture<>();
        executor.execute(() -> turn(deadline, executor, result, 1));
        return result;
    }

    private void turn(Instant deadline, ScheduledExecutorService executor, CompletableFuture<R> result, long pause) {
        if (result.isDone()) {
            return;
        }
        try {
            Duration left = left(deadline);
            if (left.isZero()) {
                result.complete(tooLate);
                return;
            }
            long next = 1;
            try {
                ask(SHORTEST, left).ifPresent(result::complete);
            } catch (TransportException | ServiceException e) {
                next = longer(pause, e);
            }
            if (!result.isDone()) {
                long after = next;
                Future<?> turn = executor.schedule(
                        () -> turn(deadline, executor, result, after),
                        within(deadline, after).toNanos(),
                        TimeUnit.NANOSECONDS);
                if (turn.isCancelled()) {
                    result.cancel(false);
                }
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    /** A pause of so many seconds, or what is left until the deadline. */
    private Duration within(Instant deadline, long seconds) {
        Duration pause = Duration.ofSeconds(seconds);
        Duration left = left(deadline);
        return left.compareTo(pause) < 0 ? left : pause;
    }

    /** The deadline of the waiting ends a question without an answer; an earlier one of the caller ends the waiting. */
    private Optional<R> ask(Duration wait, Duration left) {
        Deadline deadline = Deadline.after(left);
        try {
            return transport.within(deadline, () -> question.ask(wait));
        } catch (TransportException e) {
            if (e.code().equals("DEADLINE_PASSED") && deadline.isPassed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A question about the state may be asked again, whatever became of it; a general failure of the server may pass. */
    private static long longer(long pause, EResidentException e) {
        boolean mayPass = e instanceof TransportException failed
                ? failed.retryable() && !e.code().equals("DEADLINE_PASSED")
                : e.code().matches("HTTP_5[0-9][0-9]");
        if (!mayPass) {
            throw e;
        }
        return Math.min(LONGEST_PAUSE, 2 * pause);
    }
}
