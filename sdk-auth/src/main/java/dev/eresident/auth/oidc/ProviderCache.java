package dev.eresident.auth.oidc;

import dev.eresident.core.internal.crypto.JoseAlgorithm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the provider's discovery document and keys for a while. Thread-safe: one thread asks, the others wait for what it gets, a failure included.
 *
 * <p>A failure is remembered for {@link #PAUSE_AFTER_FAILURE}, and nobody is asked meanwhile. An unknown key makes it ask for the keys again, but never more
 * than once in {@link #SHORTEST_PAUSE}: tokens of the back channel come from anybody.
 */
final class ProviderCache {
    static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final ProviderApi api;
    private final Clock clock;
    private final Duration lifetime;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Snapshot known;
    private volatile @Nullable Failure failure;

    ProviderCache(ProviderApi api, Clock clock, Duration lifetime) {
        this.api = api;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    private record Snapshot(Metadata metadata, List<JsonWebKey> keys, Instant since, Instant askedForKeys) {}

    private record Failure(RuntimeException reason, Instant at) {}

    /** A question to the provider. */
    private interface Question {
        Snapshot ask(Instant now);
    }

    Metadata metadata() {
        return current().metadata();
    }

    List<JsonWebKey> keys() {
        return current().keys();
    }

    Optional<JsonWebKey> find(String id, JoseAlgorithm algorithm) {
        Optional<JsonWebKey> found = JsonWebKey.find(current().keys(), id, algorithm);
        return found.isPresent() ? found : JsonWebKey.find(again().keys(), id, algorithm);
    }

    private Snapshot current() {
        lock.lock();
        try {
            Snapshot snapshot = known;
            if (snapshot != null && distance(snapshot.since(), clock.instant()).compareTo(lifetime) <= 0) {
                return snapshot;
            }
            return asked(now -> {
                Metadata metadata = api.discover();
                return new Snapshot(metadata, api.keys(metadata.keys()), now, now);
            });
        } finally {
            lock.unlock();
        }
    }

    private Snapshot again() {
        lock.lock();
        try {
            Snapshot snapshot = current();
            return distance(snapshot.askedForKeys(), clock.instant()).compareTo(SHORTEST_PAUSE) < 0
                    ? snapshot
                    : asked(now -> new Snapshot(
                            snapshot.metadata(),
                            api.keys(snapshot.metadata().keys()),
                            snapshot.since(),
                            now));
        } finally {
            lock.unlock();
        }
    }

    /** Asks, unless that failed a moment ago. */
    private Snapshot asked(Question question) {
        Instant now = clock.instant();
        Failure last = failure;
        if (last != null && distance(last.at(), now).compareTo(PAUSE_AFTER_FAILURE) < 0) {
            throw last.reason();
        }
        try {
            Snapshot snapshot = question.ask(now);
            known = snapshot;
            failure = null;
            return snapshot;
        } catch (RuntimeException e) {
            // By the clock of now: the question may have taken long, and those who waited need no further one.
            failure = new Failure(e, clock.instant());
            throw e;
        }
    }

    /** A clock that was set back must not keep anything alive. */
    private static Duration distance(Instant then, Instant now) {
        return Duration.between(then, now).abs();
    }
}
