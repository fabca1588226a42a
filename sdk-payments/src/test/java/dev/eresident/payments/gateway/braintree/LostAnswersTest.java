package dev.eresident.payments.gateway.braintree;

import static dev.eresident.payments.gateway.braintree.BraintreeWorld.key;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayOutcome.Kind;
import dev.eresident.payments.gateway.GatewayProbe;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyRecord;
import dev.eresident.payments.journal.IdempotencyState;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.sandbox.fault.Cut;
import dev.eresident.sandbox.fault.CuttingProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** None is lost and none is doubled, by the sandbox's own books, wherever the connection or the process breaks. */
class LostAnswersTest {
    private static final List<Cut> CUTS = List.of(
            Cut.BEFORE_SEND,
            Cut.IN_MID_REQUEST_NOTHING_PASSED,
            Cut.IN_MID_REQUEST_PART_PASSED,
            Cut.BEFORE_ANSWER,
            Cut.IN_MID_ANSWER);
    private static final int RUNS = 200;
    private static final long SEED = 20261123;

    private static BraintreeWorld world;

    @BeforeAll
    static void open() {
        world = new BraintreeWorld();
        // Braintree's own guards are off, a nonce that is used up included: ours must do alone.
        world.braintree.duplicateWindow(Duration.ZERO);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void whenTheConnectionIsCutAnywhere_thenNoChargeIsLostAndNoneIsDoubled() {
        Random random = new Random(SEED);
        Map<Cut, Integer> cuts = new EnumMap<>(Cut.class);
        Map<Kind, Integer> first = new EnumMap<>(Kind.class);
        try (CuttingProxy proxy = CuttingProxy.inFrontOf(world.braintree.uri(), SEED);
                Transport transport = BraintreeGateway.transport().build()) {
            BraintreeGateway gateway = world.gateway(proxy.uri(), world.store, transport);
            for (int run = 0; run < RUNS; run++) {
                Cut cut = CUTS.get(run % CUTS.size());
                cuts.merge(cut, 1, Integer::sum);
                CardCharge order = order("cut-" + run, "10.00");
                world.braintree.searchDelay(Duration.ofSeconds(random.nextInt(60)));
                proxy.heal();
                proxy.cutNext(cut);
                GatewayOutcome outcome = chargeThrough(gateway, order);
                first.merge(outcome.kind(), 1, Integer::sum);
                assertThat(charges(order)).as("%s after %s", outcome, cut).isEqualTo(cut.isCarriedOut() ? 1 : 0);
                if (random.nextBoolean()) {
                    proxy.cutNext(CUTS.get(random.nextInt(CUTS.size()))); // the probe's first question is cut too
                }
                GatewayOutcome settled = settle(gateway, order, outcome);
                assertThat(settled.kind()).as("run %d, %s", run, cut).isEqualTo(Kind.APPROVED);
                assertThat(charges(order)).as("run %d, %s", run, cut).isEqualTo(1);
                assertThat(world.braintree
                                .ledger()
                                .charges(order.orderId())
                                .get(0)
                                .transactionId())
                        .isEqualTo(settled.orElseThrow().transactionId());
            }
            assertThat(proxy.played()).containsAll(CUTS);
        }
        assertThat(cuts).hasSize(CUTS.size()).containsEntry(Cut.IN_MID_REQUEST_PART_PASSED, RUNS / CUTS.size());
        assertThat(first.get(Kind.UNKNOWN)).as("outcomes at first: %s", first).isGreaterThan(RUNS / 2);
    }

    /** Charges until it is known what happened, as an integrator does: probe what is unknown, repeat what did not happen. */
    private static GatewayOutcome settle(BraintreeGateway gateway, CardCharge order, GatewayOutcome outcome) {
        GatewayOutcome now = outcome;
        for (int round = 0; round < 10 && now.kind() != Kind.APPROVED; round++) {
            if (now instanceof GatewayOutcome.Unknown unknown) {
                now = gateway.probe(unknown.probe(), world.moving());
                assertThat(now.kind() == Kind.NOT_FOUND && charges(order) > 0)
                        .as("absence was concluded wrongly")
                        .isFalse();
            } else {
                now = chargeThrough(gateway, order);
            }
        }
        return now;
    }

    private static GatewayOutcome chargeThrough(BraintreeGateway gateway, CardCharge order) {
        try {
            return gateway.charge(world.authorised(order), key(order.orderId()));
        } catch (TransportException e) {
            return new GatewayOutcome.NotFound(new GatewayProbe(gateway.name(), key(order.orderId())));
        }
    }

    private static int charges(CardCharge order) {
        return world.braintree.ledger().charges(order.orderId()).size();
    }

    /** The store fails at its n-th writing call, before or after it has written; the process then starts anew. */
    @ParameterizedTest
    @CsvSource({
        "1, true",
        "1, false",
        "2, true",
        "2, false",
        "3, true",
        "3, false",
        "4, true",
        "4, false",
        "5, true",
        "5, false"
    })
    void whenTheJournalFailsAtAnEdge_thenNothingIsDoubledAndTheTruthIsFound(int edge, boolean written) {
        CardCharge order = order("edge-" + edge + written, "10.00");
        FailingStore failing = new FailingStore(world.store, edge, written);
        BraintreeGateway dying = world.gateway(world.braintree.uri(), failing, world.transport);
        Optional<GatewayOutcome> outcome = Optional.empty();
        try {
            outcome = Optional.of(dying.charge(world.authorised(order), key(order.orderId())));
        } catch (TransportException e) {
            assertThat(charges(order))
                    .as("an exception says that nothing was done")
                    .isZero();
        }
        assertThat(failing.calls).isEqualTo(failing.hasFailed() ? edge : 5);
        outcome.filter(GatewayOutcome.Approved.class::isInstance)
                .ifPresent(approved -> assertThat(failing.hasFailed()).isFalse());

        BraintreeGateway restarted = world.gateway(world.braintree.uri(), world.store, world.transport);
        GatewayOutcome settled =
                settle(restarted, order, restarted.charge(world.authorised(order), key(order.orderId())));

        assertThat(settled.kind()).isEqualTo(Kind.APPROVED);
        assertThat(charges(order)).isEqualTo(1);
    }

    @Test
    void whenTheProcessDiesWhileSending_thenTheRecoveryFindsTheDoubtInTheStore() {
        CardCharge order = order("died-1", "10.00");
        FailingStore failing = new FailingStore(world.store, 5, false);
        world.gateway(world.braintree.uri(), failing, world.transport)
                .charge(world.authorised(order), key(order.orderId()));
        world.clock.advance(Duration.ofMinutes(5));

        List<IdempotencyRecord> doubts = world.store.inDoubt(world.clock.instant(), 10);

        assertThat(doubts).extracting(record -> record.key().value()).containsExactly("died-1");
        assertThat(doubts.get(0).state()).isEqualTo(IdempotencyState.SENDING);
        assertThat(world.gateway
                        .probe(
                                new GatewayProbe(
                                        world.gateway.name(), doubts.get(0).key()),
                                world.moving())
                        .kind())
                .isEqualTo(Kind.APPROVED);
    }

    @Test
    void whenTheProcessStandsStillBeforeSending_thenNothingIsSent() {
        CardCharge order = order("stall-1", "10.00");
        IdempotencyStore stalling = new FailingStore(world.store, 99, true) {
            @Override
            public boolean replace(IdempotencyRecord next) {
                boolean replaced = super.replace(next);
                if (next.state() == IdempotencyState.SENDING) {
                    world.clock.advance(Duration.ofMinutes(2));
                }
                return replaced;
            }
        };
        BraintreeGateway gateway = world.gateway(world.braintree.uri(), stalling, world.transport);
        long requests = world.braintree.requestCount();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> gateway.charge(world.authorised(order), key(order.orderId())))
                .isInstanceOfSatisfying(TransportException.class, e -> {
                    assertThat(e.code()).isEqualTo("SENDING_DELAYED");
                    assertThat(e.outcomeUnknown()).isFalse();
                });
        assertThat(world.braintree.requestCount()).isEqualTo(requests);
    }

    /** Fails once, at the given writing call. */
    private static class FailingStore implements IdempotencyStore {
        private final IdempotencyStore store;
        private final int edge;
        private final boolean written;
        private int calls;

        FailingStore(IdempotencyStore store, int edge, boolean written) {
            this.store = store;
            this.edge = edge;
            this.written = written;
        }

        boolean hasFailed() {
            return calls >= edge;
        }

        private void before() {
            if (++calls == edge && !written) {
                throw gone();
            }
        }

        private void after() {
            if (calls == edge && written) {
                throw gone();
            }
        }

        private static TransportException gone() {
            return new TransportException(
                    "JOURNAL_UNREACHABLE", "store", "The store is gone; a test", true, true, null);
        }

        @Override
        public Optional<IdempotencyRecord> find(IdempotencyKey key) {
            return store.find(key);
        }

        @Override
        public Insertion insert(IdempotencyRecord first) {
            before();
            Insertion insertion = store.insert(first);
            after();
            return insertion;
        }

        @Override
        public boolean replace(IdempotencyRecord next) {
            before();
            boolean replaced = store.replace(next);
            after();
            return replaced;
        }

        @Override
        public List<IdempotencyRecord> inDoubt(Instant changedBefore, int most) {
            return store.inDoubt(changedBefore, most);
        }
    }

    @Test
    void whenTheOutcomeIsStored_thenNothingOfTheCardIs() {
        CardCharge order = order("private-1", "10.00");
        world.gateway.charge(world.authorised(order), key("private-1"));

        IdempotencyRecord record = world.store.find(key("private-1")).orElseThrow();
        Bytes result = record.result().orElseThrow();
        assertThat(record.context() + new String(result.toByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(order.paymentMethod().value())
                .doesNotContain(order.company().digits())
                .doesNotContain(order.payee());
    }
}
