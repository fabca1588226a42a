package dev.eresident.examples.redis;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/** A replay guard on one Redis server; the package's description says what happens when it dies. Immutable and thread-safe. */
public final class RedisReplayGuard implements ReplayGuard {
    /** Marks the id as used, and tells whether it was for the first time, on the server that registered it. */
    private static final String CONSUME = RedisScripts.IDENTITY + """
            local kept = redis.call('HMGET', KEYS[1], 'server', 'used', 'purpose', 'binding', 'expiry')
            if not kept[1] then return {'NOT_FOUND'} end
            if kept[2] == '1' then return {'ALREADY_USED'} end
            redis.call('HSET', KEYS[1], 'used', '1')
            if kept[1] ~= identity() then return {'NOT_FOUND'} end
            return {'FIRST', kept[3], kept[4], kept[5]}
            """;

    private final RedisScripts scripts;
    private final Clock clock;

    /**
     * Uses a server.
     *
     * @param redis stays the caller's; give it time-outs
     * @param clock tells when ids expire
     * @param capacity how many ids are known at once, used ones until their expiry included
     * @throws dev.eresident.core.ConfigurationException {@code REDIS_EVICTS} or {@code REDIS_IDENTITY_HIDDEN}
     * @throws dev.eresident.core.TransportException {@code REDIS_UNREACHABLE}
     */
    public RedisReplayGuard(UnifiedJedis redis, Clock clock, int capacity) {
        this.scripts = new RedisScripts(redis, "replay guard", "challenge", capacity);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
        Objects.requireNonNull(id, "id");
        String answer = scripts.keep(
                id, clock.instant(), expiry, "used", "0", "purpose", purpose.name(), "binding", bindingHash.hex());
        return switch (answer) {
            case "KEPT" -> Registration.REGISTERED;
            case "DUPLICATE" -> Registration.DUPLICATE;
            case "FULL" -> Registration.FULL;
            default -> throw strange();
        };
    }

    @Override
    public Consumption consume(String id, Purpose purpose, Bytes bindingHash) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(bindingHash, "bindingHash");
        List<?> answer = (List<?>) scripts.over(id, CONSUME);
        return switch (String.valueOf(answer.get(0))) {
            case "NOT_FOUND" -> Consumption.NOT_FOUND;
            case "ALREADY_USED" -> Consumption.ALREADY_USED;
            case "FIRST" ->
                judge(
                        purpose,
                        bindingHash,
                        String.valueOf(answer.get(1)),
                        String.valueOf(answer.get(2)),
                        String.valueOf(answer.get(3)));
            default -> throw strange();
        };
    }

    private Consumption judge(Purpose purpose, Bytes bindingHash, String keptPurpose, String binding, String expiry) {
        if (clock.instant().isAfter(RedisScripts.instant(expiry))) {
            return Consumption.EXPIRED;
        }
        if (!keptPurpose.equals(purpose.name())) {
            return Consumption.WRONG_PURPOSE;
        }
        return Bytes.fromHex(binding).equals(bindingHash) ? Consumption.CONSUMED : Consumption.WRONG_BINDING;
    }

    private static ProtocolException strange() {
        return new ProtocolException("REDIS_ANSWER", "The Redis server gave an answer that the script cannot give");
    }
}
