package dev.eresident.auth.oidc;

import dev.eresident.core.TransportException;
import dev.eresident.core.internal.crypto.JoseAlgorithm;
import dev.eresident.core.transport.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the provider's discovery document and keys for a while. Thread-safe: what is remembered is read without a lock. Otherwise one thread asks, and the
 * others wait for what it gets, a failure of the provider's included; one of the caller's own is nobody else's, and the next one asks for itself.
 *
 * <p>A failure is remembered for {@link #MOMENT}, and nobody is asked meanwhile. An unknown key makes it ask for the keys again. Tokens of logins come from the
 * provider itself, and lead to one question in {@link #MOMENT}; tokens of the back channel come from anybody, and lead to none until the keys are as old as
 * {@link #SHORTEST_PAUSE}. What is asked for one of them takes nothing away from the other.
 */
final class ProviderCache {
    static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    static final Duration MOMENT = Duration.ofSeconds(5);

    /** These, and a time-out that a deadline of the caller's may have made shorter, say nothing of the provider. */
    private static final Set<String> OF_THE_CALLER =
            Set.of("INTERRUPTED", "DEADLINE_PASSED", "TOO_MANY_CALLS", "CIRCUIT_OPEN");

    private final ProviderApi api;
    private final Clock clock;
    private final Duration lifetime;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Snapshot known;
    private volatile @Nullable Failure failure;

    ProviderCache(ProviderApi api, Clock clock, Duration lifetime) {
        this.api = api;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Because of whose token keys are asked for. */
    private enum Cause {
        LOGIN,
        POST
    }

    /**
     * What is remembered.
     *
     * @param since both were fetched
     * @param keysSince the keys were fetched, with the document or again
     * @param keysForLogin when they were last fetched again because of a login
     */
    private record Snapshot(
            Metadata metadata, List<JsonWebKey> keys, Instant since, Instant keysSince, Instant keysForLogin) {
        boolean mayBeRenewed(Cause cause, Instant now) {
            return cause == Cause.LOGIN ? isPast(keysForLogin, now, MOMENT) : isPast(keysSince, now, SHORTEST_PAUSE);
        }

        Snapshot renewed(List<JsonWebKey> fetched, Cause cause, Instant now) {
            return new Snapshot(metadata, fetched, since, now, cause == Cause.LOGIN ? now : keysForLogin);
        }
    }

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

    /** Finds the key of a token that came from the provider's token endpoint. */
    Optional<JsonWebKey> find(String id, JoseAlgorithm algorithm) {
        return find(id, algorithm, Cause.LOGIN);
    }

    /** Finds the key of a token that anybody may have posted. */
    Optional<JsonWebKey> findForPosted(String id, JoseAlgorithm algorithm) {
        return find(id, algorithm, Cause.POST);
    }

    private Optional<JsonWebKey> find(String id, JoseAlgorithm algorithm, Cause cause) {
        Optional<JsonWebKey> found = JsonWebKey.find(current().keys(), id, algorithm);
        if (found.isPresent()) {
            return found;
        }
        waitForLock();
        try {
            // Whoever had the lock before may have fetched it.
            Snapshot latest = current();
            found = JsonWebKey.find(latest.keys(), id, algorithm);
            return found.isPresent() || !latest.mayBeRenewed(cause, clock.instant())
                    ? found
                    : JsonWebKey.find(again(latest, cause).keys(), id, algorithm);
        } finally {
            lock.unlock();
        }
    }

    private Snapshot current() {
        Snapshot remembered = fresh();
        if (remembered != null) {
            return remembered;
        }
        waitForLock();
        try {
            remembered = fresh();
            return remembered != null
                    ? remembered
                    : asked(now -> {
                        Metadata metadata = api.discover();
                        return new Snapshot(metadata, api.keys(metadata.keys()), now, now, Instant.MIN);
                    });
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits for the question of another one waits no longer than their own caller. */
    private void waitForLock() {
        Optional<Deadline> deadline = api.deadline();
        if (deadline.isEmpty()) {
            lock.lock();
            return;
        }
        try {
            if (!lock.tryLock(deadline.get().remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw api.notAsked("DEADLINE_PASSED", "the caller's deadline passed while another question was open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw api.notAsked("INTERRUPTED", "the calling thread was interrupted");
        }
    }

    private @Nullable Snapshot fresh() {
        Snapshot snapshot = known;
        return snapshot == null || distance(snapshot.since(), clock.instant()).compareTo(lifetime) > 0
                ? null
                : snapshot;
    }

    private Snapshot again(Snapshot old, Cause cause) {
        return asked(now -> old.renewed(api.keys(old.metadata().keys()), cause, now));
    }

    /** Asks, unless that failed a moment ago. */
    private Snapshot asked(Question question) {
        Instant now = clock.instant();
        Failure last = failure;
        if (last != null && !isPast(last.at(), now, MOMENT)) {
            throw last.reason();
        }
        try {
            Snapshot snapshot = question.ask(now);
            known = snapshot;
            failure = null;
            return snapshot;
        } catch (RuntimeException e) {
            if (!isOfTheCaller(e)) {
                // By the clock of now: the question may have taken long, and those who waited need no further one.
                failure = new Failure(e, clock.instant());
            }
            throw e;
        }
    }

    private boolean isOfTheCaller(RuntimeException e) {
        return e instanceof TransportException failed
                && (OF_THE_CALLER.contains(failed.code())
                        || (failed.code().equals("TIMEOUT") && api.deadline().isPresent()));
    }

    private static boolean isPast(Instant then, Instant now, Duration pause) {
        return distance(then, now).compareTo(pause) >= 0;
    }

    /** A clock that was set back must not keep anything alive. */
    private static Duration distance(Instant then, Instant now) {
        return Duration.between(then, now).abs();
    }
}
