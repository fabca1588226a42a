package dev.eresident.examples.redis;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Runs scripts, each of them one atomic act, under one prefix of keys. */
final class RedisScripts {
    private static final Duration GRACE = Duration.ofMinutes(1);

    /**
     * Names the server, so that another one, or this one after a restart or a promotion, is told apart. What is not 40 hexadecimal digits, or is all
     * zeros, is a mask and names nothing: there is no identity then.
     */
    static final String IDENTITY = """
            local function named(section, field)
              local name = string.match(redis.call('INFO', section), field .. ':(%x+)%s')
              return name and #name == 40 and string.find(name, '[^0]') and name or nil
            end
            local function identity()
              local run = named('server', 'run_id')
              local history = named('replication', 'master_replid')
              return run and history and run .. history or nil
            end
            """;

    /**
     * Keeps a hash until its expiry. KEYS: the hash, the index of expiries. ARGV: now and expiry in microseconds, time to live in
     * milliseconds, capacity, then fields and values.
     */
    private static final String KEEP = IDENTITY + """
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[1])
            if redis.call('EXISTS', KEYS[1]) == 1 then return 'DUPLICATE' end
            if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 'FULL' end
            local server = identity()
            if not server then error('the server hides its identity') end
            redis.call('HSET', KEYS[1], 'server', server, 'expiry', ARGV[2], unpack(ARGV, 5))
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            redis.call('ZADD', KEYS[2], ARGV[2], KEYS[1])
            if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
            return 'KEPT'
            """;

    private static final String SUITABLE = IDENTITY + """
            local policy = string.match(redis.call('INFO', 'memory'), 'maxmemory_policy:([%w-]+)')
            return {identity() or '', policy or ''}
            """;

    private final UnifiedJedis redis;
    private final String service;
    private final String prefix;
    private final String index;
    private final int capacity;

    RedisScripts(UnifiedJedis redis, String service, String room, int capacity) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.service = service;
        this.prefix = "{eresident}:" + room + ":";
        this.index = "{eresident}:" + room + "-expiry";
        if (capacity <= 0) {
            throw new IllegalArgumentException("The capacity must be positive");
        }
        this.capacity = capacity;
        requireSuitable();
    }

    private void requireSuitable() {
        List<?> answer = (List<?>) run(SUITABLE, List.of(), List.of());
        if ("".equals(answer.get(0))) {
            throw new ConfigurationException(
                    "REDIS_IDENTITY_HIDDEN",
                    "The Redis server does not show its run_id and master_replid to scripts, so that another one, or this one after a restart, cannot be told apart; use a server that does");
        }
        if (!"noeviction".equals(answer.get(1))) {
            throw new ConfigurationException(
                    "REDIS_EVICTS",
                    "The Redis server may forget keys to make room; set maxmemory-policy to noeviction, or use another server");
        }
    }

    /** Runs a script over the key of one id. */
    Object over(String id, String script, String... arguments) {
        return run(script, List.of(prefix + id, index), List.of(arguments));
    }

    /** Keeps fields and values under an id; answers {@code KEPT}, {@code DUPLICATE} or {@code FULL}. */
    String keep(String id, Instant now, Instant expiry, String... fields) {
        long timeToLive = Math.max(1, Duration.between(now, expiry).plus(GRACE).toMillis());
        List<String> arguments = new java.util.ArrayList<>(
                List.of(ceiling(now), floor(expiry), Long.toString(timeToLive), Integer.toString(capacity)));
        arguments.addAll(List.of(fields));
        return String.valueOf(over(id, KEEP, arguments.toArray(String[]::new)));
    }

    private Object run(String script, List<String> keys, List<String> arguments) {
        try {
            return redis.eval(script, keys, arguments);
        } catch (JedisException e) {
            throw new TransportException(
                    "REDIS_UNREACHABLE",
                    service,
                    "The Redis server did not answer, or refused the script; check it and its role, then start the login again",
                    true,
                    true,
                    e);
        }
    }

    /** Microseconds since 1970, cut off: nothing is kept longer than asked. */
    static String floor(Instant instant) {
        return Long.toString(micros(instant));
    }

    /** Microseconds since 1970, rounded up, so that a finer expiry is over when it is over. */
    static String ceiling(Instant instant) {
        return Long.toString(micros(instant.plusNanos(999)));
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    static Instant instant(String micros) {
        long value = Long.parseLong(micros);
        return Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1000);
    }
}
