package dev.eresident.payments.gateway.braintree;

import static dev.eresident.payments.gateway.braintree.BraintreeWorld.OPERATOR;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ServiceException;
import dev.eresident.core.money.Money;
import dev.eresident.core.testing.RawServer;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.payments.gateway.TransactionStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Books that list a refund and do not show it say nothing of what remains. */
class MissingRefundTest {
    private static final String CHARGE = AnswerFuzzTest.SALE.replace(
            "<refund-ids type=\"array\"/>", "<refund-ids type=\"array\"><item>gone</item></refund-ids>");

    @Test
    void whenAListedRefundIsNotShown_thenNothingIsRefunded() {
        AtomicInteger question = new AtomicInteger();
        try (BraintreeWorld world = new BraintreeWorld();
                RawServer server = new RawServer((socket, out, closed) -> {
                    String answer = question.getAndIncrement() == 0
                            ? "200 OK\r\nContent-Length: " + CHARGE.length() + "\r\nConnection: close\r\n\r\n" + CHARGE
                            : "404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                    out.write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
                })) {
            URI uri = URI.create("http://127.0.0.1:" + server.uri().getPort());
            BraintreeGateway gateway = world.gateway(uri, world.store, world.transport);
            Receipt receipt = new Receipt(
                    gateway.name(),
                    "abc123",
                    "ORD-1",
                    Money.eur("10.00"),
                    new TransactionStatus(TransactionStatus.Kind.SETTLED, "settled"),
                    BraintreeWorld.START);

            assertThatThrownBy(() -> gateway.refund(receipt, Money.eur("10.00"), OPERATOR, key("gone-1")))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo("BRAINTREE_REFUND_MISSING"));
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.lastHead()).startsWith("GET ").contains("/transactions/gone ");
        }
    }
}
