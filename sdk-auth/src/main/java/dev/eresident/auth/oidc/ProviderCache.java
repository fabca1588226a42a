package dev.eresident.auth.oidc;

import dev.eresident.core.EResidentException;
import dev.eresident.core.internal.crypto.JoseAlgorithm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the provider's discovery document and keys for a while. Thread-safe: one thread asks, the others wait for what it gets, a failure included.
 *
 * <p>An unknown key makes it ask for the keys again, but never more than once in {@link #SHORTEST_PAUSE}, whatever comes and whether or
 * not the provider answers: tokens of the back channel come from anybody.
 */
final class ProviderCache {
    static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

    private final ProviderApi api;
    private final Clock clock;
    private final Duration lifetime;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong attempts = new AtomicLong();
    private @Nullable Snapshot known;
    private @Nullable EResidentException lastFailure;

    ProviderCache(ProviderApi api, Clock clock, Duration lifetime) {
        this.api = api;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    private record Snapshot(Metadata metadata, List<JsonWebKey> keys, Instant since, Instant askedForKeys) {}

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
        long before = attempts.get();
        lock.lock();
        try {
            Snapshot snapshot = known;
            Instant now = clock.instant();
            if (snapshot != null && distance(snapshot.since(), now).compareTo(lifetime) <= 0) {
                return snapshot;
            }
            EResidentException failure = lastFailure;
            if (failure != null && attempts.get() != before) {
                // It failed while this thread waited; another time-out would not help.
                throw failure;
            }
            return fetched(now);
        } finally {
            lock.unlock();
        }
    }

    private Snapshot fetched(Instant now) {
        try {
            Metadata metadata = api.discover();
            Snapshot snapshot = new Snapshot(metadata, api.keys(metadata.keys()), now, now);
            known = snapshot;
            lastFailure = null;
            return snapshot;
        } catch (EResidentException e) {
            lastFailure = e;
            throw e;
        } finally {
            attempts.incrementAndGet();
        }
    }

    private Snapshot again() {
        lock.lock();
        try {
            Snapshot snapshot = current();
            Instant now = clock.instant();
            if (distance(snapshot.askedForKeys(), now).compareTo(SHORTEST_PAUSE) >= 0) {
                known = new Snapshot(snapshot.metadata(), snapshot.keys(), snapshot.since(), now);
                List<JsonWebKey> keys = api.keys(snapshot.metadata().keys());
                snapshot = new Snapshot(snapshot.metadata(), keys, snapshot.since(), now);
                known = snapshot;
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    /** A clock that was set back must not keep anything alive. */
    private static Duration distance(Instant then, Instant now) {
        return Duration.between(then, now).abs();
    }
}
