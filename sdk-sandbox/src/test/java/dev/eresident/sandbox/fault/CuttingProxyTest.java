package dev.eresident.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.braintree.BraintreeService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cut connections in front of the gateway, judged by its ledger. */
class CuttingProxyTest {
    private static final int RUNS = 60;

    private static Sandbox sandbox;
    private static BraintreeService braintree;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().seed(9).start();
        braintree = sandbox.braintree();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void whenNothingIsCut_thenTheChargeIsAnswered() throws Exception {
        try (CuttingProxy proxy = CuttingProxy.inFrontOf(braintree.uri(), 1)) {
            assertThat(sale(proxy.uri(), "passed")).isEqualTo(201);

            assertThat(braintree.ledger().charges("passed")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Cut.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whenTheConnectionIsCut_thenTheLedgerKnowsWhetherTheCardWasCharged(Cut cut) {
        try (CuttingProxy proxy = CuttingProxy.inFrontOf(braintree.uri(), 2)) {
            proxy.cutNext(cut);

            assertThatThrownBy(() -> sale(proxy.uri(), cut.name())).isInstanceOf(IOException.class);

            assertThat(proxy.played()).containsExactly(cut);
            assertThat(braintree.ledger().charges(cut.name())).hasSize(cut.isCarriedOut() ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void whenCutAtRandom_thenTheSeedChoosesAndTheLedgerFits(long seed) {
        List<Cut> first = run(seed, "first-" + seed);
        List<Cut> second = run(seed, "second-" + seed);

        assertThat(second).isEqualTo(first);
        assertThat(first).contains(Cut.values());
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportFault.class,
            names = {"CONNECTION_RESET", "CONNECTION_CLOSED", "ANSWER_LOST", "CUT_IN_MID_ANSWER"})
    void whenTheRouteFails_thenOnlyALostAnswerWasCharged(TransportFault fault) {
        braintree.failNext(fault);

        assertThatThrownBy(() -> sale(braintree.uri(), fault.name())).isInstanceOf(IOException.class);

        assertThat(braintree.ledger().charges(fault.name()))
                .hasSize(fault.name().startsWith("CONNECTION") ? 0 : 1);
    }

    private List<Cut> run(long seed, String order) {
        try (CuttingProxy proxy = CuttingProxy.inFrontOf(braintree.uri(), seed)) {
            proxy.cutAtRandom(Cut.values());
            for (int i = 0; i < RUNS; i++) {
                boolean answered;
                try {
                    answered = sale(proxy.uri(), order + "-" + i) == 201;
                } catch (IOException e) {
                    answered = false;
                }
                Cut cut = proxy.played().get(i);
                assertThat(answered).isEqualTo(cut == Cut.NONE);
                assertThat(braintree.ledger().charges(order + "-" + i)).hasSize(cut.isCarriedOut() ? 1 : 0);
            }
            return proxy.played();
        }
    }

    /** Sends once on a plain socket: the JDK's HTTP client sends again by itself when a connection ends early. */
    private static int sale(URI uri, String order) throws IOException {
        String body = "<transaction><amount>1.00</amount><orderId>" + order + "</orderId><paymentMethodToken>"
                + BraintreeService.TOKEN + "</paymentMethodToken><type>sale</type></transaction>";
        String access = braintree.publicKey() + ":" + braintree.privateKey();
        String head =
                "POST /merchants/" + braintree.merchantId() + "/transactions HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nAuthorization: Basic "
                        + Base64.getEncoder().encodeToString(access.getBytes(StandardCharsets.UTF_8))
                        + "\r\nX-ApiVersion: 6\r\nAccept: application/xml\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length() + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            HttpMessage answer = HttpMessage.readResponse(socket.getInputStream());
            return Integer.parseInt(new String(answer.head(0), StandardCharsets.ISO_8859_1).substring(9, 12));
        }
    }
}
