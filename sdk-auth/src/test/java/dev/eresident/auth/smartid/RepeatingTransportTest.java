package dev.eresident.auth.smartid;

import static dev.eresident.auth.smartid.SmartIdWorld.BROWSER;
import static dev.eresident.auth.smartid.SmartIdWorld.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.Outcome;
import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportListener;
import dev.eresident.sandbox.fault.TransportFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a transport that repeats: questions are asked again, no phone rings twice, and nothing of a person is told. */
class RepeatingTransportTest {
    private final SmartIdWorld world = new SmartIdWorld();
    private final List<String> targets = Collections.synchronizedList(new ArrayList<>());
    private final Transport transport = Transport.builder()
            .resilience(Resilience.builder(new Random(7))
                    .attempts(3)
                    .circuit(64, 64, Duration.ofSeconds(1))
                    .sleeper(pause -> {})
                    .build())
            .listener(new TransportListener() {
                @Override
                public void started(Call call) {
                    targets.add(call.method() + " " + call.target().replaceAll(".*:[0-9]+", ""));
                }
            })
            .build();
    private final SmartId smartId = world.of(world.bank, transport);

    @AfterEach
    void close() {
        transport.close();
        world.close();
    }

    private SmartIdSession start() {
        return smartId.start(SmartIdRequest.loginByNotification(world.document(), SCREEN), BROWSER)
                .orElseThrow();
    }

    @Test
    void whenTheStartFails_thenItIsNotSentAgain() {
        long before = world.service.route().requestCount();
        world.service.route().failNext(TransportFault.ANSWER_LOST);

        assertThatThrownBy(this::start).isInstanceOf(TransportException.class);
        assertThat(world.service.route().requestCount() - before).isEqualTo(1);
    }

    @Test
    void whenAPollFails_thenItIsAskedAgain() {
        SmartIdSession session = start();
        long before = world.service.route().requestCount();
        world.service.route().failNext(TransportFault.HTTP_503, TransportFault.CONNECTION_RESET);

        assertThat(smartId.poll(session, Duration.ofSeconds(1)).orElseThrow()).isPresent();
        assertThat(world.service.route().requestCount() - before).isEqualTo(3);
    }

    @Test
    void whenTheServiceFailsLongerThanTheTransportTries_thenThePollingGoesOnBothWays() throws Exception {
        TransportFault[] outage =
                Collections.nCopies(4, TransportFault.CONNECTION_RESET).toArray(TransportFault[]::new);
        SmartIdSession session = start();
        world.service.route().failNext(outage);
        assertThat(smartId.await(session, world.clock.instant().plusSeconds(60), () -> false)
                        .kind())
                .isEqualTo(Outcome.Kind.SUCCEEDED);

        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        try {
            world.service.route().failNext(outage);
            assertThat(smartId.awaitAsync(session, world.clock.instant().plusSeconds(60), executor)
                            .get(30, TimeUnit.SECONDS)
                            .kind())
                    .isEqualTo(Outcome.Kind.SUCCEEDED);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whenTheCallersDeadlineHasPassed_thenThePollingEndsAtOnce() {
        SmartIdSession session = start();
        long before = world.service.route().requestCount();

        assertThatThrownBy(() -> transport.within(
                        Deadline.after(Duration.ZERO),
                        () -> smartId.await(session, world.clock.instant().plusSeconds(60), () -> false)))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.code()).isEqualTo("DEADLINE_PASSED"));
        assertThat(world.service.route().requestCount()).isEqualTo(before);
    }

    @Test
    void whenAPersonLogsInAndSigns_thenTheListenerHearsTheNamesOfTheRoutesOnly() {
        SmartIdSession session = start();
        smartId.poll(session, Duration.ofSeconds(1));
        smartId.start(
                SmartIdRequest.signByNotification(
                        world.document(),
                        SmartIdWorld.digest(SmartIdAlgorithm.PSS_SHA256),
                        SmartIdAlgorithm.PSS_SHA256,
                        SCREEN),
                BROWSER);
        smartId.start(SmartIdRequest.loginByQr(SCREEN), BROWSER);
        smartId.certificate(world.document(), SmartIdLevel.QUALIFIED);

        assertThat(targets)
                .startsWith(
                        "POST /authentication/notification/document/{id}",
                        "GET /session/{session}",
                        "POST /signature/notification/document/{id}",
                        "POST /authentication/device-link/anonymous",
                        "POST /signature/certificate/{document}");
    }
}
