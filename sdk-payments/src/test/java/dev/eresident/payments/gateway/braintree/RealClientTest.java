package dev.eresident.payments.gateway.braintree;

import static dev.eresident.payments.gateway.braintree.BraintreeWorld.OPERATOR;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.key;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.braintreegateway.Transaction;
import com.braintreegateway.TransactionRefundRequest;
import com.braintreegateway.TransactionRequest;
import com.braintreegateway.TransactionSearchRequest;
import com.braintreegateway.TransactionVoidRequest;
import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.sandbox.braintree.BraintreeService;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Braintree's own client for Java writes the same requests, and sees what ours did. */
class RealClientTest {
    private static final BigDecimal AMOUNT = new BigDecimal("100.00");

    @Nested
    class SameXml {
        private final Settings settings = settings(PaymentMethodForm.NONCE, false);

        @Test
        void whenSale_thenTheSameElements() {
            TransactionRequest theirs = sale().paymentMethodNonce(BraintreeService.VALID_NONCE)
                    .options()
                    .submitForSettlement(true)
                    .done();

            assertSame(RequestXml.sale(order("ORD-1", "100.00"), settings, Optional.empty()), typed(theirs));
        }

        @Test
        void whenSaleWithEverything_thenTheSameElements() {
            TransactionRequest theirs = sale().paymentMethodToken(BraintreeService.VALID_NONCE)
                    .apiRequestKey("key-1")
                    .options()
                    .submitForSettlement(true)
                    .threeDSecure()
                    .required(true)
                    .done()
                    .done();

            assertSame(
                    RequestXml.sale(
                            order("ORD-1", "100.00"),
                            settings(PaymentMethodForm.VAULT_TOKEN, true),
                            Optional.of("key-1")),
                    typed(theirs));
        }

        @Test
        void whenRefund_thenTheSameElements() {
            assertSame(
                    RequestXml.refund(Money.eur("5.00"), "R-1", Optional.of("key-1")),
                    new TransactionRefundRequest()
                            .amount(new BigDecimal("5.00"))
                            .orderId("R-1")
                            .apiRequestKey("key-1")
                            .toXML());
        }

        @Test
        void whenVoid_thenTheSameElements() {
            assertSame(
                    RequestXml.voiding(Optional.of("key-1")),
                    new TransactionVoidRequest().apiRequestKey("key-1").toXML());
        }

        @Test
        void whenSettlement_thenTheSameElements() {
            assertSame(
                    RequestXml.settlement(Money.eur("100.00")),
                    new TransactionRequest().amount(AMOUNT).toXML());
        }

        @Test
        void whenSearch_thenTheSameElements() {
            TransactionSearchRequest theirs =
                    new TransactionSearchRequest().orderId().is("A&B<C>");
            assertSame(RequestXml.search("A&B<C>", List.of()), theirs.toXML());
            assertSame(
                    RequestXml.search("A&B<C>", List.of("x", "y")),
                    theirs.ids().in(List.of("x", "y")).toXML());
        }

        private TransactionRequest sale() {
            return new TransactionRequest()
                    .amount(AMOUNT)
                    .orderId("ORD-1")
                    .merchantAccountId(BraintreeService.EUR_ACCOUNT);
        }

        /** Their gateway adds the type when it sends a sale. */
        private static String typed(TransactionRequest request) {
            return request.type(Transaction.Type.SALE).toXML();
        }

        private static void assertSame(Bytes ours, String theirs) {
            assertThat(flat(ours.toByteArray())).isEqualTo(flat(theirs.getBytes(StandardCharsets.UTF_8)));
        }

        private static Settings settings(PaymentMethodForm form, boolean threeDSecure) {
            return new Settings(
                    Map.of(BraintreeService.EUR_ACCOUNT, Currency.getInstance("EUR")),
                    form,
                    true,
                    threeDSecure,
                    false,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(5),
                    (operation, request, answer) -> {});
        }

        /** Path, attributes and text of each element; their order among siblings says nothing, except in lists. */
        private static List<String> flat(byte[] document) {
            List<String> lines = new ArrayList<>();
            collect(new XmlReading(XmlLimits.SIGNATURE).read(document), "", lines);
            return List.copyOf(new TreeSet<>(lines));
        }

        private static void collect(XmlElement element, String path, List<String> lines) {
            StringBuilder line = new StringBuilder(path).append('/').append(element.name());
            element.attributes()
                    .forEach(one ->
                            line.append('@').append(one.name()).append('=').append(one.value()));
            if (element.elements().isEmpty()) {
                lines.add(line + " " + element.text());
            }
            element.elements().forEach(child -> collect(child, line.toString(), lines));
        }
    }

    @Test
    void whenOurClientCharges_thenTheirsSeesAndContinues() {
        try (BraintreeWorld world = new BraintreeWorld()) {
            com.braintreegateway.BraintreeGateway theirs = new com.braintreegateway.BraintreeGateway(
                    new com.braintreegateway.Environment(
                            world.braintree.uri().toString(), "", new String[0], "sandbox") {},
                    world.braintree.merchantId(),
                    world.braintree.publicKey(),
                    world.braintree.privateKey());
            Receipt receipt = world.gateway
                    .charge(world.authorised(order("both-1", "100.00")), key("both-1"))
                    .orElseThrow();

            Transaction seen = theirs.transaction().find(receipt.transactionId());
            assertThat(seen.getOrderId()).isEqualTo("both-1");
            assertThat(seen.getAmount()).isEqualByComparingTo("100.00");
            assertThat(seen.getStatus()).isEqualTo(Transaction.Status.SUBMITTED_FOR_SETTLEMENT);
            assertThat(theirs.transaction()
                            .search(new TransactionSearchRequest().orderId().is("both-1"))
                            .getIds())
                    .containsExactly(receipt.transactionId());

            world.braintree.settle(receipt.transactionId());
            assertThat(theirs.transaction()
                            .refund(receipt.transactionId(), new BigDecimal("30.00"))
                            .isSuccess())
                    .isTrue();
            assertThat(world.gateway
                            .refund(receipt, Money.eur("70.01"), OPERATOR, key("both-1-a"))
                            .kind())
                    .isEqualTo(dev.eresident.payments.gateway.GatewayOutcome.Kind.REFUSED);
            assertThat(world.gateway
                            .refund(receipt, Money.eur("70.00"), OPERATOR, key("both-1-b"))
                            .kind())
                    .isEqualTo(dev.eresident.payments.gateway.GatewayOutcome.Kind.APPROVED);
            assertThat(theirs.transaction().find(receipt.transactionId()).getRefundIds())
                    .hasSize(2);
        }
    }
}
