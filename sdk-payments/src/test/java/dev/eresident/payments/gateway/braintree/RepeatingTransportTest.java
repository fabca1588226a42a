package dev.eresident.payments.gateway.braintree;

import static dev.eresident.payments.gateway.braintree.BraintreeWorld.key;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.EResidentException;
import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportListener;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayOutcome.Kind;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.sandbox.fault.TransportFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over a transport that repeats, refuses and tells: money moves once all the same. */
class RepeatingTransportTest {
    private final BraintreeWorld world = new BraintreeWorld();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private long nanos;

    @AfterEach
    void close() {
        world.close();
    }

    private Transport transport(UnaryOperator<Resilience.Builder> settings) {
        return BraintreeGateway.transport()
                .resilience(settings.apply(Resilience.builder(new Random(7))
                                .nanoTime(() -> nanos)
                                .sleeper(pauses::add))
                        .build())
                .listener(new TransportListener() {
                    @Override
                    public void started(Call call) {
                        targets.add(call.method() + " " + call.target().replaceAll(".*:[0-9]+", ""));
                    }
                })
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportFault.class,
            names = {"HTTP_503", "HTTP_429", "CONNECTION_RESET", "CONNECTION_CLOSED", "ANSWER_LOST", "CUT_IN_MID_ANSWER"
            })
    void whenAChargeFails_thenItIsNeverSentAgain(TransportFault fault) {
        try (Transport transport = transport(settings -> settings)) {
            BraintreeGateway gateway = world.gateway(world.braintree.uri(), world.store, transport);
            CardCharge order = order("once-" + fault, "10.00");
            world.braintree.failNext(fault);
            long before = world.braintree.requestCount();

            Throwable thrown = catchThrowable(() -> gateway.charge(world.authorised(order), key("once-" + fault)));

            assertThat(thrown)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            failure -> assertThat(failure).isInstanceOf(EResidentException.class));
            assertThat(world.braintree.requestCount() - before).isEqualTo(1);
            assertThat(world.braintree.ledger().charges(order.orderId())).hasSizeLessThan(2);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void whenTheQuestionsOfAProbeFail_thenTheyAreAskedAgainWithinOneLook() {
        try (Transport transport = transport(settings -> settings)) {
            BraintreeGateway gateway = world.gateway(world.braintree.uri(), world.store, transport);
            CardCharge order = order("probed-1", "10.00");
            world.braintree.failNext(TransportFault.ANSWER_LOST);
            GatewayOutcome.Unknown unknown =
                    (GatewayOutcome.Unknown) gateway.charge(world.authorised(order), key("probed-1"));
            world.braintree.failNext(TransportFault.CONNECTION_RESET, TransportFault.HTTP_503);

            GatewayOutcome settled = gateway.probe(unknown.probe(), pause -> {
                throw new AssertionError("One look is enough");
            });

            assertThat(settled.kind()).isEqualTo(Kind.APPROVED);
            assertThat(world.braintree.ledger().charges(order.orderId())).hasSize(1);
            assertThat(pauses).hasSize(2);
            assertThat(targets)
                    .containsExactly(
                            "POST /braintree.charge",
                            "POST /transactions/advanced_search_ids",
                            "POST /transactions/advanced_search");
        }
    }

    @Test
    void whenTheGatewayIsRefused_thenTheChargeWasNotSentAndTheSameKeyWorksLater() {
        Duration pause = Duration.ofSeconds(30);
        try (Transport transport = transport(settings -> settings.circuit(1, 1, pause))) {
            BraintreeGateway gateway = world.gateway(world.braintree.uri(), world.store, transport);
            world.braintree.failNext(TransportFault.HTTP_503);
            assertThat(catchThrowable(() -> gateway.find("abc123"))).isInstanceOf(EResidentException.class);
            world.braintree.heal();
            long before = world.braintree.requestCount();
            CardCharge order = order("later-1", "10.00");

            TransportException e = catchThrowableOfType(
                    TransportException.class, () -> gateway.charge(world.authorised(order), key("later-1")));
            assertThat(e.code()).isEqualTo("CIRCUIT_OPEN");
            assertThat(world.braintree.requestCount()).isEqualTo(before);

            nanos += pause.toNanos();
            assertThat(gateway.charge(world.authorised(order), key("later-1")).kind())
                    .isEqualTo(Kind.APPROVED);
        }
    }
}
