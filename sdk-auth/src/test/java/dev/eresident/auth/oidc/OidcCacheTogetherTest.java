package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportListener;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
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

        assertThat(threads.submit(this::login).get(30, TimeUnit.SECONDS).kind())
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
}
