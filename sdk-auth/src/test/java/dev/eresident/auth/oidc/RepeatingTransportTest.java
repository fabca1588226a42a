package dev.eresident.auth.oidc;

import static dev.eresident.auth.oidc.OidcWorld.BROWSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a transport that repeats: what a provider publishes is asked for again, a code is sent once. */
class RepeatingTransportTest {
    private final OidcWorld world = new OidcWorld();
    private final Transport transport = Transport.builder()
            .resilience(Resilience.builder(new Random(7))
                    .attempts(3)
                    .circuit(64, 64, Duration.ofSeconds(1))
                    .sleeper(pause -> {})
                    .build())
            .build();
    private final OidcClient client =
            world.builder(world.provider(OidcFlavour.EEID), transport).build();

    @AfterEach
    void close() {
        transport.close();
        world.close();
    }

    @Test
    void whenTheProviderFailsForAMoment_thenItIsAskedAgainAndThePersonLoggedIn() {
        long before = world.service.route().requestCount();
        world.service.route().failNext(TransportFault.HTTP_503, TransportFault.CONNECTION_RESET);

        OidcSession session = client.start(OidcRequest.login(), BROWSER);

        assertThat(world.service.route().requestCount()).isEqualTo(before + 4);
        assertThat(client.finish(session, world.browse(session), BROWSER).kind())
                .isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenTheAnswerToACodeIsLost_thenItIsNotSentAgain() {
        OidcSession session = client.start(OidcRequest.login(), BROWSER);
        OidcCallback callback = world.browse(session);
        long before = world.service.route().requestCount();
        world.service.route().failNext(TransportFault.ANSWER_LOST);

        assertThatThrownBy(() -> client.finish(session, callback, BROWSER)).isInstanceOf(TransportException.class);
        assertThat(world.service.route().requestCount()).isEqualTo(before + 1);
    }
}
