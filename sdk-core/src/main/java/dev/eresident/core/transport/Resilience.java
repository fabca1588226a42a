package dev.eresident.core.transport;

import dev.eresident.core.ConfigurationException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How a {@link Transport} deals with peers that fail or are slow. Immutable and thread-safe as far as the random source is.
 *
 * <p>Requests marked {@link TransportRequest#asIdempotent()} are repeated after failures that may pass and after the answers 429, 502,
 * 503 and 504, within the time-out of the request; {@code Retry-After} is waited for when there is time for it. All other requests,
 * money calls above all, are sent once, whatever is set here.
 *
 * <p>A peer is a service at an address: a slow provider behind a security server does not shut out the others behind it.
 */
public final class Resilience {
    private final RandomGenerator random;
    private final int attempts;
    private final Duration firstPause;
    private final Duration longestPause;
    private final int circuitFailures;
    private final int circuitCalls;
    private final Duration circuitPause;
    private final int concurrentCalls;
    private final int concurrentLongPolls;
    private final int peers;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;

    private Resilience(Builder from) {
        this.random = from.random;
        this.attempts = from.attempts;
        this.firstPause = from.firstPause;
        this.longestPause = from.longestPause;
        this.circuitFailures = from.circuitFailures;
        this.circuitCalls = from.circuitCalls;
        this.circuitPause = from.circuitPause;
        this.concurrentCalls = from.concurrentCalls;
        this.concurrentLongPolls = from.concurrentLongPolls;
        this.peers = from.peers;
        this.nanoTime = from.nanoTime;
        this.sleeper = from.sleeper;
    }

    /**
     * Repeats, refuses peers that fail and bounds the calls, with the defaults of {@link Builder}.
     *
     * @param random spreads the pauses; thread-safe, for example a {@link java.security.SecureRandom}
     * @return the settings
     */
    public static Resilience standard(RandomGenerator random) {
        return builder(random).build();
    }

    /**
     * Sends everything once and refuses no peer; calls are bounded all the same. What a transport does unless told otherwise.
     *
     * @return the settings
     */
    public static Resilience none() {
        Builder builder = new Builder(new NoChance());
        builder.attempts = 1;
        builder.circuitFailures = 0;
        return builder.build();
    }

    /**
     * Starts a builder that holds the defaults.
     *
     * @param random spreads the pauses; thread-safe, for example a {@link java.security.SecureRandom}
     * @return a fresh builder
     */
    public static Builder builder(RandomGenerator random) {
        return new Builder(random);
    }

    int attempts() {
        return attempts;
    }

    boolean hasCircuit() {
        return circuitFailures > 0;
    }

    int circuitFailures() {
        return circuitFailures;
    }

    int circuitCalls() {
        return circuitCalls;
    }

    Duration circuitPause() {
        return circuitPause;
    }

    int concurrent(boolean longPolls) {
        return longPolls ? concurrentLongPolls : concurrentCalls;
    }

    int peers() {
        return peers;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void sleep(Duration time) throws InterruptedException {
        sleeper.sleep(time);
    }

    /** The pause after so many attempts: doubles each time up to the longest, of which half is left to chance. */
    Duration pauseAfter(int attempts) {
        long full = firstPause.toNanos();
        for (int i = 1; i < attempts && full < longestPause.toNanos(); i++) {
            full *= 2;
        }
        full = Math.min(full, longestPause.toNanos());
        return Duration.ofNanos(full - random.nextLong(full / 2 + 1));
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    public interface Sleeper {
        /**
         * Returns when the time is over.
         *
         * @param time how long to wait; positive
         * @throws InterruptedException if the thread is interrupted meanwhile; the call then fails with {@code INTERRUPTED}
         */
        void sleep(Duration time) throws InterruptedException;
    }

    /** Is never asked, because nothing is repeated. */
    private static final class NoChance implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private static final int MOST_ATTEMPTS = 10;
        private static final int MOST_REMEMBERED = 64;
        private static final int MOST_CALLS = 100_000;
        private static final Duration DAY = Duration.ofDays(1);

        private final RandomGenerator random;
        private int attempts = 3;
        private Duration firstPause = Duration.ofMillis(200);
        private Duration longestPause = Duration.ofSeconds(5);
        private int circuitFailures = 5;
        private int circuitCalls = 10;
        private Duration circuitPause = Duration.ofSeconds(30);
        private int concurrentCalls = 64;
        private int concurrentLongPolls = 256;
        private int peers = 256;
        private LongSupplier nanoTime = System::nanoTime;
        private Sleeper sleeper = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

        private Builder(RandomGenerator random) {
            this.random = Objects.requireNonNull(random, "random");
        }

        /**
         * Sets how often an idempotent request is sent at most.
         *
         * @param most 1 to 10; default 3
         * @return this
         */
        public Builder attempts(int most) {
            this.attempts = within(most, MOST_ATTEMPTS, "number of attempts");
            return this;
        }

        /**
         * Sets the pauses between attempts. They double from the first to the longest; half of each is left to chance.
         *
         * @param first default 200 ms
         * @param longest not shorter; default 5 s
         * @return this
         */
        public Builder pauses(Duration first, Duration longest) {
            if (positive(first).compareTo(positive(longest)) > 0) {
                throw new ConfigurationException(
                        "RESILIENCE_LIMIT", "The longest pause must not be shorter than the first");
            }
            this.firstPause = first;
            this.longestPause = longest;
            return this;
        }

        /**
         * Sets when a peer is no longer called. After the pause one call is let through; its answer ends the refusal, its failure begins
         * another pause. Failures are those that may pass, and the answers 502, 503 and 504; other answers are none.
         *
         * @param failures so many of the latest calls; 1 to 64; default 5
         * @param calls the latest calls that are looked at; not fewer, at most 64; default 10
         * @param pause how long; default 30 s
         * @return this
         */
        public Builder circuit(int failures, int calls, Duration pause) {
            if (within(failures, MOST_REMEMBERED, "number of failures")
                    > within(calls, MOST_REMEMBERED, "number of calls")) {
                throw new ConfigurationException(
                        "RESILIENCE_LIMIT", "A circuit cannot open after more failures than calls");
            }
            this.circuitFailures = failures;
            this.circuitCalls = calls;
            this.circuitPause = positive(pause);
            return this;
        }

        /**
         * Sets how many calls to one peer may run at a time. Further ones are refused, none is queued.
         *
         * @param calls ordinary calls; 1 to 100 000; default 64
         * @param longPolls calls that the server holds back on purpose; 1 to 100 000; default 256
         * @return this
         */
        public Builder concurrentCalls(int calls, int longPolls) {
            this.concurrentCalls = within(calls, MOST_CALLS, "number of calls");
            this.concurrentLongPolls = within(longPolls, MOST_CALLS, "number of long polls");
            return this;
        }

        /**
         * Sets how many peers are remembered. The one that was quiet the longest is forgotten for a new one; while all of them are being
         * called, calls to others are refused.
         *
         * @param most 1 to 100 000; default 256
         * @return this
         */
        public Builder peers(int most) {
            this.peers = within(most, MOST_CALLS, "number of peers");
            return this;
        }

        /**
         * Sets the steady clock by which time-outs of repeated calls and pauses are counted. A single attempt on the network is still
         * bounded by real time.
         *
         * @param source as {@link System#nanoTime}, which is the default
         * @return this
         */
        public Builder nanoTime(LongSupplier source) {
            this.nanoTime = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets who waits between attempts.
         *
         * @param between default: the calling thread sleeps
         * @return this
         */
        public Builder sleeper(Sleeper between) {
            this.sleeper = Objects.requireNonNull(between, "between");
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         */
        public Resilience build() {
            return new Resilience(this);
        }

        private static int within(int value, int most, String what) {
            if (value < 1 || value > most) {
                throw new ConfigurationException("RESILIENCE_LIMIT", "The " + what + " must be 1 to " + most);
            }
            return value;
        }

        private static Duration positive(Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(DAY) > 0) {
                throw new ConfigurationException("RESILIENCE_LIMIT", "A pause must be positive and at most a day");
            }
            return value;
        }
    }
}
