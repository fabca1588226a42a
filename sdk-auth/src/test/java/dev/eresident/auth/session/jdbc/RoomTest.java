package dev.eresident.auth.session.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.ReplayGuard.Registration;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.session.SessionStore.Storing;
import dev.eresident.core.Bytes;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.PostgresServer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How many rows there may be, and when the expired ones leave. */
class RoomTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant END = START.plusSeconds(300);
    private static final SessionBinding SESSION = SessionBinding.of("s");
    private static final Bytes HASH = SESSION.hash();
    private static final int MUCH = 100_000;

    private final TestClock clock = new TestClock(START);
    private final DataSource tables = tables();
    private final Watched watched = new Watched();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        watched.open();
        threads.shutdownNow();
    }

    private static DataSource tables() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        PostgresServer.run(source, SessionDialect.H2.script());
        return source;
    }

    private int rows(String table) {
        try (Connection connection = tables.getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The tables, with the statements that are asked for noted, and the first that begins with some word held on demand. */
    private final class Watched {
        private final List<String> statements = new CopyOnWriteArrayList<>();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicInteger counting = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicBoolean first = new AtomicBoolean(true);
        private volatile String word = "";

        DataSource source() {
            return PostgresServer.changed(tables, this::watched);
        }

        private Connection watched(Connection connection) {
            AtomicBoolean counts = new AtomicBoolean();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            String sql = (String) arguments[0];
                            heard(sql);
                            if (sql.startsWith("SELECT COUNT")) {
                                counts.set(true);
                                int now = counting.incrementAndGet();
                                most.accumulateAndGet(now, Math::max);
                            }
                        } else if (method.getName().equals("close") && counts.getAndSet(false)) {
                            counting.decrementAndGet();
                        }
                        return PostgresServer.invoke(connection, method, arguments);
                    });
        }

        int mostAtOnce() {
            return most.get();
        }

        private void heard(String sql) throws InterruptedException {
            statements.add(sql);
            if (!word.isEmpty() && sql.startsWith(word) && first.compareAndSet(true, false)) {
                held.countDown();
                opened.await();
            }
        }

        void holdFirst(String beginning) {
            word = beginning;
        }

        void awaitHeld() throws InterruptedException {
            assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            opened.countDown();
        }

        long count(String beginning) {
            return statements.stream().filter(sql -> sql.startsWith(beginning)).count();
        }
    }

    /** Expired rows leave with a call after a minute. */
    @Nested
    class Cleaning {
        private final SessionStore store = JdbcSessionStore.over(watched.source(), clock, MUCH);
        private final ReplayGuard guard = JdbcReplayGuard.over(watched.source(), clock, MUCH);

        private Storing put(String id) {
            return store.put(id, SESSION, "text", clock.instant());
        }

        @Test
        void whenRowsHaveBeenExpiredForMoreThanAMinute_thenTheNextCallCleansHoweverMuchRoomThereIs() {
            put("old");
            guard.register("old", Purpose.LOGIN, HASH, START);
            clock.advance(Duration.ofSeconds(61));
            put("new");
            guard.register("new", Purpose.LOGIN, HASH, END);

            assertThat(rows("eresident_session WHERE id = 'old'")).isZero();
            assertThat(rows("eresident_challenge WHERE id = 'old'")).isZero();
            assertThat(rows("eresident_session")).isOne();
        }

        @Test
        void whenManyCallsCome_thenTheyCleanOnceAMinute() {
            for (int i = 0; i < 121; i++) {
                put("id" + i);
                clock.advance(Duration.ofSeconds(1));
            }

            assertThat(watched.count("DELETE")).isEqualTo(3);
        }

        @Test
        void whenTheClockIsSetBack_thenTheCleaningGoesOn() {
            put("one");
            clock.advance(Duration.ofHours(-1));
            put("two");

            assertThat(watched.count("DELETE")).isEqualTo(2);
        }

        @Test
        void whenOneCleans_thenOthersGoOnWithoutCleaning() throws Exception {
            put("old");
            clock.advance(Duration.ofSeconds(61));
            watched.holdFirst("DELETE");
            Future<Storing> cleaner = threads.submit(() -> put("one"));
            watched.awaitHeld();
            long before = watched.count("DELETE");

            assertThat(threads.submit(() -> put("two")).get(60, TimeUnit.SECONDS))
                    .isEqualTo(Storing.STORED);
            assertThat(watched.count("DELETE")).isEqualTo(before);
            assertThat(rows("eresident_session WHERE id = 'old'")).isOne();
            watched.open();
            assertThat(cleaner.get(60, TimeUnit.SECONDS)).isEqualTo(Storing.STORED);
            assertThat(rows("eresident_session WHERE id = 'old'")).isZero();
        }

        @Test
        void whenThereIsMuchToClean_thenEachCallTakesAPartUntilNothingIsLeft() {
            PostgresServer.run(
                    tables,
                    "INSERT INTO eresident_session SELECT 'old' || x, 'h', 'text', TIMESTAMP WITH TIME ZONE '2026-11-23 08:00:00+00'"
                            + " FROM SYSTEM_RANGE(1, 2500)");

            put("one");
            assertThat(rows("eresident_session WHERE content = 'text' AND id LIKE 'old%'"))
                    .isEqualTo(1500);
            put("two");
            put("three");
            assertThat(rows("eresident_session WHERE id LIKE 'old%'")).isZero();
            put("four");
            assertThat(watched.count("DELETE")).isEqualTo(3);
        }
    }

    /** What is under way counts as if it were there. */
    @Nested
    class Counting {
        private ReplayGuard guard(int capacity) {
            return JdbcReplayGuard.over(watched.source(), clock, capacity);
        }

        private Registration register(ReplayGuard guard, int number) {
            return guard.register("id" + number, Purpose.LOGIN, HASH, END);
        }

        @Test
        void whenTheLastPlaceIsBeingTaken_thenNobodyElseGetsIt() throws Exception {
            ReplayGuard guard = guard(1);
            watched.holdFirst("INSERT");
            Future<Registration> first = threads.submit(() -> register(guard, 1));
            watched.awaitHeld();

            assertThat(threads.submit(() -> register(guard, 2)).get(60, TimeUnit.SECONDS))
                    .isEqualTo(Registration.FULL);
            watched.open();
            assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(Registration.REGISTERED);
            assertThat(rows("eresident_challenge")).isOne();
        }

        @Test
        void whenTheOneUnderWayFails_thenItsPlaceIsFreeAtOnce() throws Exception {
            ReplayGuard guard = guard(2);
            assertThat(register(guard, 1)).isEqualTo(Registration.REGISTERED);
            watched.holdFirst("INSERT");
            Future<Registration> twice = threads.submit(() -> register(guard, 1));
            watched.awaitHeld();
            assertThat(register(guard, 2)).isEqualTo(Registration.FULL);
            watched.open();
            assertThat(twice.get(60, TimeUnit.SECONDS)).isEqualTo(Registration.DUPLICATE);

            assertThat(register(guard, 2)).isEqualTo(Registration.REGISTERED);
        }

        @Test
        void whenManyRegisterAtOnce_thenOneCountsAtATimeAndTheCapacityHolds() throws Exception {
            ReplayGuard guard = guard(100);
            List<Future<Registration>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                answers.add(threads.submit(() -> register(guard, number)));
            }
            int registered = 0;
            for (Future<Registration> answer : answers) {
                registered += answer.get(60, TimeUnit.SECONDS) == Registration.REGISTERED ? 1 : 0;
            }

            assertThat(rows("eresident_challenge")).isEqualTo(registered).isLessThanOrEqualTo(100);
            assertThat(watched.mostAtOnce()).isOne();
        }

        @Test
        void whenCountingFails_thenTheNextOneCounts() {
            ReplayGuard guard = guard(10);
            PostgresServer.run(tables, "ALTER TABLE eresident_challenge RENAME TO away");
            assertThatThrownBy(() -> register(guard, 1)).isInstanceOf(TransportException.class);
            PostgresServer.run(tables, "ALTER TABLE away RENAME TO eresident_challenge");

            for (int i = 0; i < 10; i++) {
                assertThat(register(guard, i)).isEqualTo(Registration.REGISTERED);
            }
            assertThat(register(guard, 10)).isEqualTo(Registration.FULL);
        }
    }
}
