package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportListener;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What threads that need the same document and keys do to each other. */
class OidcCacheTogetherTest {
    private final OidcWorld world = new OidcWorld();
    private final Gate gate = new Gate();
    private final Transport transport = Transport.builder().listener(gate).build();
    private final OidcClient client =
            world.builder(world.provider(OidcFlavour.EEID), transport).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        gate.open();
        threads.shutdownNow();
        transport.close();
        world.close();
    }

    /** Holds the first call on a route until it is opened. */
    private static final class Gate implements TransportListener {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private volatile String route = "";

        void hold(String name) {
            route = name;
        }

        void awaitHeld() throws InterruptedException {
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            opened.countDown();
        }

        @Override
        public void started(Call call) {
            if (!route.isEmpty() && call.target().endsWith("/" + route)) {
                arrived.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private OidcOutcome login() {
        return world.login(client, OidcRequest.login());
    }

    private String stranger() {
        world.service.acceptWith(OidcFault.KEY_ID);
        String token = world.logout(OidcFlavour.EEID, "none");
        world.service.accept();
        return token;
    }

    private OidcRefusal post(String token) {
        return client.backChannelLogout(token)
                .match(
                        ok -> {
                            throw new AssertionError("It was believed");
                        },
                        OidcLogoutOutcome.Rejected::code);
    }

    @Test
    void whenKeysAreFetchedBecauseOfAPostedToken_thenLoginsWithKnownKeysDoNotWait() throws Exception {
        assertThat(login().kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        String stranger = stranger();
        world.clock.advance(ProviderCache.SHORTEST_PAUSE);
        gate.hold("keys");
        Future<OidcRefusal> posted = threads.submit(() -> post(stranger));
        gate.awaitHeld();

        assertThat(threads.submit(this::login).get(60, TimeUnit.SECONDS).kind())
                .isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        assertThat(posted.isDone()).isFalse();
        gate.open();
        assertThat(posted.get(60, TimeUnit.SECONDS)).isEqualTo(OidcRefusal.KEY_UNKNOWN);
    }

    @Test
    void whenAPostedTokenHasUsedItsQuestionUp_thenALoginAfterARotationAsksForItself() {
        assertThat(login().kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        world.clock.advance(ProviderCache.SHORTEST_PAUSE);
        assertThat(post(stranger())).isEqualTo(OidcRefusal.KEY_UNKNOWN);

        world.service.rotateKeys();

        assertThat(login().kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenLoginsNameUnknownKeys_thenTheProviderIsAskedOnceInAMoment() {
        assertThat(login().kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
        world.service.acceptWith(OidcFault.KEY_ID);
        world.clock.advance(ProviderCache.MOMENT);
        long before = world.service.route().requestCount();

        for (int i = 0; i < 3; i++) {
            assertThat(OidcWorld.refusal(login())).isEqualTo(OidcRefusal.KEY_UNKNOWN);
        }

        long browsersAndCodes = 3 * 2;
        assertThat(world.service.route().requestCount()).isEqualTo(before + browsersAndCodes + 1);
    }

    /** A failure that is the caller's own says nothing of the provider. */
    @Nested
    class OfTheCallerAlone {
        private final AtomicLong nanos = new AtomicLong();

        private OidcSession start() {
            return client.start(OidcRequest.login(), OidcWorld.BROWSER);
        }

        private OidcSession startWithin(Duration time) {
            return transport.within(Deadline.after(time, nanos::get), this::start);
        }

        @Test
        void whenTheDeadlineOfTheOneWhoAsksPasses_thenTheNextOneAsksForItself() throws Exception {
            gate.hold("discovery");
            Future<OidcSession> hurried = threads.submit(() -> startWithin(Duration.ofMillis(1)));
            gate.awaitHeld();
            FutureTask<OidcSession> patient = new FutureTask<>(this::start);
            Thread thread = new Thread(patient);
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            nanos.set(Duration.ofMillis(1).toNanos());
            gate.open();

            assertThatThrownBy(() -> hurried.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.code()).isEqualTo("DEADLINE_PASSED"));
            assertThat(patient.get(60, TimeUnit.SECONDS).issuer()).isNotEmpty();
        }

        @Test
        void whenAnotherOneHasAsked_thenNobodyWaitsBeyondTheirOwnDeadline() throws Exception {
            gate.hold("discovery");
            Future<OidcSession> patient = threads.submit(this::start);
            gate.awaitHeld();
            Future<OidcSession> hurried = threads.submit(() -> startWithin(Duration.ofMillis(1)));

            assertThatThrownBy(() -> hurried.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.code()).isEqualTo("DEADLINE_PASSED"));
            assertThat(patient.isDone()).isFalse();
            gate.open();
            assertThat(patient.get(60, TimeUnit.SECONDS).issuer()).isNotEmpty();
        }

        @Test
        void whenTheDeadlineEndsTheQuestion_thenTheNextOneAsksForItself() {
            world.service.route().failNext(TransportFault.NO_ANSWER);
            assertThatThrownBy(() -> startWithin(Duration.ofMillis(50)))
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.code()).isEqualTo("TIMEOUT"));
            world.service.route().heal(); // the time may have been up before the request was there

            assertThat(start().issuer()).isNotEmpty();
        }

        @Test
        void whenTheOneWhoAsksIsInterrupted_thenTheNextOneAsksForItself() throws Exception {
            Future<?> interrupted = threads.submit(() -> {
                Thread.currentThread().interrupt();
                return start();
            });
            assertThatThrownBy(() -> interrupted.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.code()).isEqualTo("INTERRUPTED"));

            assertThat(start().issuer()).isNotEmpty();
        }

        @Test
        void whenTheProviderItselfDoesNotAnswer_thenNobodyAsksAgainForAMoment() {
            OidcClient brief = world.builder(world.provider(OidcFlavour.EEID), transport)
                    .timeout(Duration.ofMillis(50))
                    .build();
            world.service.route().failNext(TransportFault.NO_ANSWER);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> brief.start(OidcRequest.login(), OidcWorld.BROWSER))
                        .isInstanceOfSatisfying(
                                TransportException.class,
                                e -> assertThat(e.code()).isEqualTo("TIMEOUT"));
            }
        }
    }
}
