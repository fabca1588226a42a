package dev.eresident.auth.smartid;

import dev.eresident.core.TransportException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks until a session ends (reference §3): one call at a time, never more than one a second, up to a deadline. */
record Polling(SmartIdApi api, Clock clock) {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration BLOCKING_WAIT = Duration.ofSeconds(5);
    private static final long LONGEST_PAUSE = 8;

    SmartIdOutcome<SmartIdAnswer> await(SmartIdSession session, Instant deadline, BooleanSupplier cancelled) {
        long pause = 1;
        while (true) {
            if (cancelled.getAsBoolean()) {
                return refused(SmartIdRefusal.CANCELLED);
            }
            if (!clock.instant().isBefore(deadline)) {
                return refused(SmartIdRefusal.NO_ANSWER_IN_TIME);
            }
            try {
                Optional<SmartIdOutcome<SmartIdAnswer>> end = ask(session, BLOCKING_WAIT);
                if (end.isPresent()) {
                    return end.get();
                }
                pause = 1;
            } catch (TransportException e) {
                pause = longer(pause, e);
            }
            try {
                TimeUnit.SECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return refused(SmartIdRefusal.CANCELLED);
            }
        }
    }

    CompletableFuture<SmartIdOutcome<SmartIdAnswer>> awaitAsync(
            SmartIdSession session, Instant deadline, ScheduledExecutorService executor) {
        CompletableFuture<SmartIdOutcome<SmartIdAnswer>> result = new CompletableFuture<>();
        executor.execute(() -> turn(session, deadline, executor, result, 1));
        return result;
    }

    private void turn(
            SmartIdSession session,
            Instant deadline,
            ScheduledExecutorService executor,
            CompletableFuture<SmartIdOutcome<SmartIdAnswer>> result,
            long pause) {
        if (result.isDone()) {
            return;
        }
        try {
            if (!clock.instant().isBefore(deadline)) {
                result.complete(refused(SmartIdRefusal.NO_ANSWER_IN_TIME));
                return;
            }
            long next = 1;
            try {
                ask(session, SHORTEST).ifPresent(result::complete);
            } catch (TransportException e) {
                next = longer(pause, e);
            }
            if (!result.isDone()) {
                long after = next;
                Future<?> turn = executor.schedule(
                        () -> turn(session, deadline, executor, result, after), after, TimeUnit.SECONDS);
                if (turn.isCancelled()) {
                    result.cancel(false);
                }
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private Optional<SmartIdOutcome<SmartIdAnswer>> ask(SmartIdSession session, Duration wait) {
        Step<Optional<SmartIdAnswer>> step = api.status(session.sessionId(), wait);
        if (step instanceof Step.Passed<Optional<SmartIdAnswer>> passed) {
            return passed.value().map(SmartIdOutcome.Succeeded::new);
        }
        Step.Refused<Optional<SmartIdAnswer>> refused = (Step.Refused<Optional<SmartIdAnswer>>) step;
        return Optional.of(refused(refused.code()));
    }

    /** A question about the state may be asked again, whatever became of it. */
    private static long longer(long pause, TransportException e) {
        if (!e.retryable()) {
            throw e;
        }
        return Math.min(LONGEST_PAUSE, 2 * pause);
    }

    private static SmartIdOutcome<SmartIdAnswer> refused(SmartIdRefusal code) {
        return Step.<SmartIdAnswer>refused(code).outcome();
    }
}
