package dev.eresident.sandbox.braintree;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests with an {@code api-request-key}: carried out at most once in 30 days. Safe for use by several threads. */
final class RequestKeys {
    private static final int MAX_LENGTH = 255;
    private static final Duration WINDOW = Duration.ofDays(30);

    private final Clock clock;
    private final Map<String, Intent> intents = new HashMap<>();
    private boolean allowed;

    /** What came of the first request with a key; without outcome while it is in flight. */
    private record Intent(
            String path,
            String request,
            Instant at,
            @Nullable Outcome outcome) {
        boolean isSame(String otherPath, String otherRequest) {
            return path.equals(otherPath) && request.equals(otherRequest);
        }
    }

    RequestKeys(Clock clock) {
        this.clock = clock;
    }

    synchronized void allow(boolean value) {
        allowed = value;
    }

    Outcome once(String key, String path, String request, Supplier<Outcome> action) {
        Outcome known = begin(key, path, request);
        if (known != null) {
            return known;
        }
        Outcome outcome = action.get();
        synchronized (this) {
            intents.put(key, new Intent(path, request, clock.instant(), outcome));
        }
        return outcome;
    }

    private synchronized @Nullable Outcome begin(String key, String path, String request) {
        if (!allowed) {
            return refused("915231", "API request key is not allowed.");
        }
        if (key.length() > MAX_LENGTH) {
            return refused("915230", "API request key is too long.");
        }
        Intent intent = intents.get(key);
        if (intent == null || intent.at().plus(WINDOW).isBefore(clock.instant())) {
            intents.put(key, new Intent(path, request, clock.instant(), null));
            return null;
        }
        if (!intent.isSame(path, request)) {
            return refused("915232", "API request key can be reused only with the same request.");
        }
        Outcome outcome = intent.outcome();
        if (outcome == null) {
            return refused("915233", "API request key is in flight.");
        }
        return outcome instanceof Outcome.Done
                ? outcome
                : refused("915234", "API request key was used with a failed request.");
    }

    private static Outcome refused(String code, String message) {
        return Outcome.Refused.of(code, "api_request_key", message);
    }
}
