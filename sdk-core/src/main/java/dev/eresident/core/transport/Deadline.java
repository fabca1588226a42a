package dev.eresident.core.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when an answer is of use to the caller. Immutable and thread-safe; give it to {@link Transport#within}, and every call made
 * there, its connecting, waiting, reading and repeating, ends by then.
 */
public final class Deadline {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /**
     * Makes a deadline by the JVM's steady clock, which knows no summer time and no correction.
     *
     * @param time from now; not negative, at most 365 days
     * @return the deadline
     * @throws IllegalArgumentException if the time is outside these limits
     */
    public static Deadline after(Duration time) {
        return after(time, System::nanoTime);
    }

    /**
     * Makes a deadline by another steady clock.
     *
     * @param time from now; not negative, at most 365 days
     * @param nanoTime as {@link System#nanoTime}: nanoseconds since some moment
     * @return the deadline
     * @throws IllegalArgumentException if the time is outside these limits
     */
    public static Deadline after(Duration time, LongSupplier nanoTime) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A deadline is 0 to 365 days away");
        }
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /**
     * Tells how much time is left.
     *
     * @return zero once the deadline has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    /**
     * Tells whether no time is left.
     *
     * @return true once the deadline has passed
     */
    public boolean isPassed() {
        return remaining().isZero();
    }

    /** Shows how much time is left. */
    @Override
    public String toString() {
        return "Deadline[in " + remaining().toMillis() + " ms]";
    }
}
