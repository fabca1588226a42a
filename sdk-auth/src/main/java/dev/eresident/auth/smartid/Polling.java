package dev.eresident.auth.smartid;

import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks until a session ends (reference §3): one call at a time, a second between two, up to a deadline. */
record Polling(SmartIdApi api, Clock clock) {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration BLOCKING_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long PAUSE_SECONDS = 1;

    SmartIdOutcome<SmartIdAnswer> await(SmartIdSession session, Instant deadline, BooleanSupplier cancelled) {
        while (true) {
            if (cancelled.getAsBoolean()) {
                return refused(SmartIdRefusal.CANCELLED);
            }
            Duration left = left(deadline);
            if (left.isZero()) {
                return refused(SmartIdRefusal.NO_ANSWER_IN_TIME);
            }
            Optional<SmartIdOutcome<SmartIdAnswer>> end = ask(session, BLOCKING_WAIT, left);
            if (end.isPresent()) {
                return end.get();
            }
            try {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return refused(SmartIdRefusal.CANCELLED);
            }
        }
    }

    CompletableFuture<SmartIdOutcome<SmartIdAnswer>> awaitAsync(
            SmartIdSession session, Instant deadline, ScheduledExecutorService executor) {
        CompletableFuture<SmartIdOutcome<SmartIdAnswer>> result = new CompletableFuture<>();
        executor.execute(() -> turn(session, deadline, executor, result));
        return result;
    }

    private void turn(
            SmartIdSession session,
            Instant deadline,
            ScheduledExecutorService executor,
            CompletableFuture<SmartIdOutcome<SmartIdAnswer>> result) {
        if (result.isDone()) {
            return;
        }
        try {
            Duration left = left(deadline);
            if (left.isZero()) {
                result.complete(refused(SmartIdRefusal.NO_ANSWER_IN_TIME));
                return;
            }
            ask(session, SHORTEST, left).ifPresent(result::complete);
            if (!result.isDone()) {
                Future<?> turn = executor.schedule(
                        () -> turn(session, deadline, executor, result), PAUSE_SECONDS, TimeUnit.SECONDS);
                if (turn.isCancelled()) {
                    result.cancel(false);
                }
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    /** Whatever became of a question about the state, it is asked again at the next turn; the transport sees to failures in between. */
    private Optional<SmartIdOutcome<SmartIdAnswer>> ask(SmartIdSession session, Duration wait, Duration left) {
        Deadline deadline = Deadline.after(left);
        Step<Optional<SmartIdAnswer>> step;
        try {
            step = api.transport().within(deadline, () -> api.status(session.sessionId(), wait));
        } catch (TransportException e) {
            boolean anotherDeadline = e.code().equals("DEADLINE_PASSED") && !deadline.isPassed();
            if (!e.retryable() || anotherDeadline) {
                throw e;
            }
            return Optional.empty();
        }
        if (step instanceof Step.Passed<Optional<SmartIdAnswer>> passed) {
            return passed.value().map(SmartIdOutcome.Succeeded::new);
        }
        Step.Refused<Optional<SmartIdAnswer>> refused = (Step.Refused<Optional<SmartIdAnswer>>) step;
        return Optional.of(refused(refused.code()));
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    private static SmartIdOutcome<SmartIdAnswer> refused(SmartIdRefusal code) {
        return Step.<SmartIdAnswer>refused(code).outcome();
    }
}
