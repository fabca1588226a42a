package dev.eresident.auth.internal;

import dev.eresident.core.ConfigurationException;
import java.time.Duration;

/** Checks the durations that callers set. */
public final class Durations {
    private Durations() {}

    /**
     * Checks a duration whose name the caller of the builder knows.
     *
     * @param duration as set
     * @param longest that is allowed
     * @return the duration
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public static Duration checked(Duration duration, Duration longest) {
        return checked(duration, longest, "duration");
    }

    /**
     * Checks a duration.
     *
     * @param duration as set
     * @param longest that is allowed
     * @param what it is called in the exception
     * @return the duration
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public static Duration checked(Duration duration, Duration longest, String what) {
        if (duration.isZero() || duration.isNegative()) {
            throw new ConfigurationException(
                    "DURATION_NOT_POSITIVE", "The " + what + " must be longer than zero; set a positive duration");
        }
        if (duration.compareTo(longest) > 0) {
            throw new ConfigurationException("DURATION_TOO_LONG", "The " + what + " must be at most " + longest);
        }
        return duration;
    }
}
