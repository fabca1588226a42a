package dev.eresident.payments.gateway;

import java.time.Duration;

/** How a probe waits between two questions: on this thread, in a scheduler of the caller's, or not at all. */
@FunctionalInterface
public interface Pause {
    /**
     * Waits.
     *
     * @param duration how long the gateway should be left alone, above zero
     * @return false to stop asking now; the probe then answers {@link GatewayOutcome.Unknown}
     */
    boolean before(Duration duration);

    /**
     * Never waits: the probe asks once. For callers with a scheduler of their own.
     *
     * @return a pause that always stops
     */
    static Pause never() {
        return duration -> false;
    }

    /**
     * Sleeps on the calling thread; stops when that is interrupted, and leaves it interrupted.
     *
     * @return a pause
     */
    static Pause sleeping() {
        return duration -> {
            try {
                Thread.sleep(duration.toMillis());
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
