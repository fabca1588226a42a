package dev.eresident.examples.redis;

import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.core.ProtocolException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * A session store on Redis. Immutable and thread-safe. Texts are secret and may be personal: wrap it by {@link SessionStore#sealed} unless
 * the server, its files and its replicas are kept like sessions.
 */
public final class RedisSessionStore implements SessionStore {
    /** ARGV: now in microseconds, the hash of the session, whether to take the text away. */
    private static final String GET = """
            local kept = redis.call('HMGET', KEYS[1], 'text', 'binding', 'expiry')
            if not kept[1] or kept[2] ~= ARGV[2] or tonumber(kept[3]) < tonumber(ARGV[1]) then return false end
            if ARGV[3] == 'true' then
              redis.call('DEL', KEYS[1])
              redis.call('ZREM', KEYS[2], KEYS[1])
            end
            return kept[1]
            """;

    private final RedisScripts scripts;
    private final Clock clock;

    /**
     * Uses a server.
     *
     * @param redis stays the caller's; give it time-outs
     * @param clock tells when texts expire
     * @param capacity how many texts are kept at once
     * @throws dev.eresident.core.ConfigurationException {@code REDIS_EVICTS} or {@code REDIS_IDENTITY_HIDDEN}
     * @throws dev.eresident.core.TransportException {@code REDIS_UNREACHABLE}
     */
    public RedisSessionStore(UnifiedJedis redis, Clock clock, int capacity) {
        this.scripts = new RedisScripts(redis, "session store", "session", capacity);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Storing put(String id, SessionBinding session, String text, Instant expiry) {
        SessionStore.requireStorable(id, text);
        String answer = scripts.keep(
                id,
                clock.instant(),
                expiry,
                "text",
                text,
                "binding",
                session.hash().hex());
        return switch (answer) {
            case "KEPT" -> Storing.STORED;
            case "DUPLICATE" -> Storing.DUPLICATE;
            case "FULL" -> Storing.FULL;
            default ->
                throw new ProtocolException(
                        "REDIS_ANSWER", "The Redis server gave an answer that the script cannot give");
        };
    }

    @Override
    public Optional<String> find(String id, SessionBinding session) {
        return get(id, session, false);
    }

    @Override
    public Optional<String> take(String id, SessionBinding session) {
        return get(id, session, true);
    }

    private Optional<String> get(String id, SessionBinding session, boolean away) {
        Objects.requireNonNull(id, "id");
        @Nullable Object text = scripts.over(
                id, GET, RedisScripts.ceiling(clock.instant()), session.hash().hex(), Boolean.toString(away));
        return Optional.ofNullable(text).map(String::valueOf);
    }
}
