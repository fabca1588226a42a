package dev.eresident.examples.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.ReplayGuard.Consumption;
import dev.eresident.auth.session.ReplayGuard.Registration;
import dev.eresident.auth.session.ReplayGuardContract;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.session.SessionStoreContract;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Guard and store on a real server, and what they answer when it dies, restarts and is replaced. */
class RedisStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Instant END = NOW.plusSeconds(300);
    private static final SessionBinding SESSION = SessionBinding.of("s");
    private static final Bytes HASH = SESSION.hash();

    @TempDir
    private static Path folder;

    private static RedisProcess server;

    @BeforeAll
    static void start() {
        server = RedisProcess.start(folder, "--save", "");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Nested
    class Guard extends ReplayGuardContract {
        @Override
        protected ReplayGuard guard(Clock clock, int capacity) {
            server.client().flushAll();
            return new RedisReplayGuard(server.client(), clock, capacity);
        }
    }

    @Nested
    class Store extends SessionStoreContract {
        @Override
        protected SessionStore store(Clock clock, int capacity) {
            server.client().flushAll();
            return new RedisSessionStore(server.client(), clock, capacity);
        }
    }

    @Test
    void whenATextIsTaken_thenNothingOfItStays() {
        server.client().flushAll();
        SessionStore store = new RedisSessionStore(server.client(), CLOCK, 10);
        store.put("id", SESSION, "text", END);
        assertThat(server.client().keys("*")).hasSize(2);
        store.take("id", SESSION);

        assertThat(server.client().keys("*")).isEmpty();
    }

    @Test
    void whenNobodyComesAnyMore_thenTheServerForgetsByItself() {
        server.client().flushAll();
        new RedisReplayGuard(server.client(), CLOCK, 10).register("id", Purpose.LOGIN, HASH, END);

        assertThat(server.client().keys("*"))
                .hasSize(2)
                .allSatisfy(key -> assertThat(server.client().pttl(key)).isBetween(1L, 360_000L));
    }

    /** Some services show a masked identity to scripts, which tells no server apart. */
    @Nested
    class Masked {
        private static final String ZEROS = "0".repeat(40);
        private static final String GOOD = "0123456789abcdef0123456789abcdef01234567";

        /** The server as it is, but that scripts see another INFO. */
        private UnifiedJedis showing(String run, String history) {
            String mask = """
                    local real = redis
                    local redis = {call = function(name, section)
                      if name == 'INFO' and section == 'server' then return 'redis_version:7.0.0\\r\\nrun_id:%s\\r\\n' end
                      if name == 'INFO' and section == 'replication' then return 'role:master\\r\\nmaster_replid:%s\\r\\n' end
                      return real.call(name, section)
                    end}
                    """.formatted(run, history);
            return new UnifiedJedis(
                    new PooledConnectionProvider(new HostAndPort("127.0.0.1", server.port())), RedisProtocol.RESP2) {
                @Override
                public Object eval(String script, List<String> keys, List<String> arguments) {
                    return super.eval(mask + script, keys, arguments);
                }
            };
        }

        @Test
        void whenBothIdentitiesAreWhole_thenTheServerIsTaken() {
            try (UnifiedJedis redis = showing(GOOD, GOOD)) {
                assertThat(new RedisReplayGuard(redis, CLOCK, 10)).isNotNull();
            }
        }

        static Stream<Arguments> masked() {
            return Stream.of(ZEROS, "", GOOD.substring(1), GOOD + "0", GOOD.replace('a', 'x'), "(hidden)")
                    .flatMap(text -> Stream.of(Arguments.of(text, GOOD), Arguments.of(GOOD, text)));
        }

        @ParameterizedTest
        @MethodSource("masked")
        void whenAnIdentityIsMasked_thenTheServerIsRefused(String run, String history) {
            try (UnifiedJedis redis = showing(run, history)) {
                assertThatThrownBy(() -> new RedisReplayGuard(redis, CLOCK, 10))
                        .isInstanceOfSatisfying(
                                ConfigurationException.class,
                                e -> assertThat(e.code()).isEqualTo("REDIS_IDENTITY_HIDDEN"));
            }
        }
    }

    /** A restart or a failover may bring back an unused challenge that was used: it is refused, and people start again. */
    @Nested
    class AnotherServer {
        @TempDir
        private Path first;

        @TempDir
        private Path second;

        private ReplayGuard guard(RedisProcess process) {
            return new RedisReplayGuard(process.client(), CLOCK, 10);
        }

        @Test
        void whenKilledAndRestartedFromItsFiles_thenNoOpenChallengeIsAccepted() {
            try (RedisProcess process = RedisProcess.start(first, "--appendonly", "yes", "--appendfsync", "always")) {
                guard(process).register("id", Purpose.LOGIN, HASH, END);
                process.kill();
                process.restart();

                assertThat(process.client().exists("{eresident}:challenge:id")).isTrue();
                assertThat(guard(process).consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.NOT_FOUND);
                assertThat(guard(process).register("new", Purpose.LOGIN, HASH, END))
                        .isEqualTo(Registration.REGISTERED);
                assertThat(guard(process).consume("new", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);
            }
        }

        @Test
        void whenAReplicaIsPromotedThatMissedTheUse_thenTheChallengeIsNotAcceptedAgain() {
            try (RedisProcess primary = RedisProcess.start(first, "--save", "");
                    RedisProcess replica = RedisProcess.start(second, "--save", "")) {
                replica.replicaOf("127.0.0.1", Integer.toString(primary.port()));
                replica.awaitCopy(primary);
                guard(primary).register("id", Purpose.LOGIN, HASH, END);
                replica.awaitCopy(primary);
                replica.replicaOf("NO", "ONE"); // promoted before the use, as if the use had not been copied
                assertThat(guard(primary).consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);

                assertThat(replica.client().hget("{eresident}:challenge:id", "used"))
                        .isEqualTo("0");
                assertThat(guard(replica).consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.NOT_FOUND);
            }
        }

        @Test
        void whenTheOldPrimaryComesBackWithTheCopyOfTheNewOne_thenItDoesNotAcceptEither() {
            try (RedisProcess primary = RedisProcess.start(first, "--save", "");
                    RedisProcess replica = RedisProcess.start(second, "--save", "")) {
                replica.replicaOf("127.0.0.1", Integer.toString(primary.port()));
                replica.awaitCopy(primary);
                guard(primary).register("id", Purpose.LOGIN, HASH, END);
                replica.awaitCopy(primary);
                replica.replicaOf("NO", "ONE");
                assertThat(guard(primary).consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.CONSUMED);

                primary.replicaOf("127.0.0.1", Integer.toString(replica.port()));
                primary.awaitCopy(replica);
                primary.replicaOf("NO", "ONE");

                assertThat(primary.client().hget("{eresident}:challenge:id", "used"))
                        .isEqualTo("0");
                assertThat(guard(primary).consume("id", Purpose.LOGIN, HASH)).isEqualTo(Consumption.NOT_FOUND);
            }
        }

        @Test
        void whenTheServerIsGone_thenNeverAnswersAsIfItHadLooked() {
            try (RedisProcess process = RedisProcess.start(first, "--save", "")) {
                ReplayGuard guard = guard(process);
                SessionStore store = new RedisSessionStore(process.client(), CLOCK, 10);
                guard.register("id", Purpose.LOGIN, HASH, END);
                process.kill();

                assertThatThrownBy(() -> guard.consume("id", Purpose.LOGIN, HASH))
                        .isInstanceOfSatisfying(TransportException.class, e -> {
                            assertThat(e.code()).isEqualTo("REDIS_UNREACHABLE");
                            assertThat(e.outcomeUnknown()).isTrue();
                        });
                assertThatThrownBy(() -> store.find("id", SESSION)).isInstanceOf(TransportException.class);
            }
        }

        @Test
        void whenTheServerIsAReplica_thenItTakesNoPart() {
            try (RedisProcess primary = RedisProcess.start(first, "--save", "");
                    RedisProcess replica = RedisProcess.start(second, "--save", "")) {
                guard(primary).register("id", Purpose.LOGIN, HASH, END);
                replica.replicaOf("127.0.0.1", Integer.toString(primary.port()));
                replica.awaitCopy(primary);

                assertThatThrownBy(() -> guard(replica).consume("id", Purpose.LOGIN, HASH))
                        .isInstanceOf(TransportException.class);
            }
        }

        @Test
        void whenTheServerMayEvict_thenRefused() {
            try (RedisProcess process = RedisProcess.start(first, "--save", "", "--maxmemory-policy", "allkeys-lru")) {
                assertThatThrownBy(() -> guard(process))
                        .isInstanceOfSatisfying(
                                ConfigurationException.class,
                                e -> assertThat(e.code()).isEqualTo("REDIS_EVICTS"));
            }
        }
    }
}
