package dev.eresident.payments.gateway.braintree;

import static dev.eresident.payments.gateway.braintree.BraintreeWorld.key;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.testing.PostgresServer;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayOutcome.Kind;
import dev.eresident.payments.gateway.GatewayProbe;
import dev.eresident.payments.journal.IdempotencyState;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.journal.jdbc.JdbcIdempotencyStore;
import dev.eresident.payments.journal.jdbc.JournalDialect;
import dev.eresident.payments.order.CardCharge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Charges with their journal on a real PostgreSQL, by the sandbox's own books. */
class PostgresJournalTest {
    private static final int NODES = 4;

    private static PostgresServer server;
    private static BraintreeWorld world;

    @BeforeAll
    static void open() {
        server = new PostgresServer();
        world = new BraintreeWorld();
        world.braintree.duplicateWindow(Duration.ZERO);
    }

    @AfterAll
    static void close() {
        world.close();
        server.close();
    }

    private static int charges(CardCharge order) {
        return world.braintree.ledger().charges(order.orderId()).size();
    }

    @Test
    void whenTheConnectionIsKilledBetweenRecordAndAnswer_thenUnknownAndNeverLost() {
        DataSource source = server.database(JournalDialect.POSTGRESQL.script());
        CardCharge order = order("killed-1", "10.00");
        IdempotencyStore pooled = JdbcIdempotencyStore.over(PostgresServer.pooled(source));
        BraintreeGateway dying = world.builder(world.braintree.uri(), pooled, world.transport)
                .exchanges((operation, request, answer) -> server.killConnections(source))
                .build();

        GatewayOutcome outcome = dying.charge(world.authorised(order), key("killed-1"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        GatewayOutcome.Unknown.class,
                        doubt -> assertThat(doubt.reason()).isEqualTo("JOURNAL"));
        assertThat(charges(order)).isEqualTo(1);
        IdempotencyStore after = JdbcIdempotencyStore.over(source);
        assertThat(after.find(key("killed-1")).orElseThrow().state()).isEqualTo(IdempotencyState.SENDING);
        BraintreeGateway restarted = world.gateway(world.braintree.uri(), after, world.transport);
        assertThat(restarted.charge(world.authorised(order), key("killed-1")).kind())
                .isEqualTo(Kind.UNKNOWN);
        GatewayOutcome settled = restarted.probe(new GatewayProbe(restarted.name(), key("killed-1")), world.moving());
        assertThat(settled.kind()).isEqualTo(Kind.APPROVED);
        assertThat(restarted.charge(world.authorised(order), key("killed-1"))).isEqualTo(settled);
        assertThat(charges(order)).isEqualTo(1);
    }

    @Test
    void whenSeveralNodesChargeOneOrderAtOnce_thenItIsChargedOnce() throws Exception {
        DataSource source = server.database(JournalDialect.POSTGRESQL.script());
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            for (int round = 0; round < 10; round++) {
                CardCharge order = order("nodes-" + round, "10.00");
                CyclicBarrier together = new CyclicBarrier(NODES);
                List<Future<GatewayOutcome>> answers = new ArrayList<>();
                for (int node = 0; node < NODES; node++) {
                    String key = node < NODES - 1 ? order.orderId() : order.orderId() + "-other";
                    answers.add(nodes.submit(() -> {
                        BraintreeGateway gateway = world.gateway(
                                world.braintree.uri(), JdbcIdempotencyStore.over(source), world.transport);
                        together.await();
                        return gateway.charge(world.authorised(order), key(key));
                    }));
                }
                List<Kind> kinds = new ArrayList<>();
                for (Future<GatewayOutcome> answer : answers) {
                    kinds.add(answer.get().kind());
                }
                assertThat(kinds).contains(Kind.APPROVED);
                assertThat(kinds).isSubsetOf(Kind.APPROVED, Kind.UNKNOWN, Kind.REFUSED);
                assertThat(charges(order)).isEqualTo(1);
            }
        } finally {
            nodes.shutdownNow();
        }
    }
}
