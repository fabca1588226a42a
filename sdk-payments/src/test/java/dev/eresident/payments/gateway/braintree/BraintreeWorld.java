package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.SecretBytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.TestClock;
import dev.eresident.payments.gateway.OperatorId;
import dev.eresident.payments.gateway.Pause;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.payments.sca.TestPayments;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.braintree.BraintreeService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A sandbox, a clock that the probes move instead of waiting, and a gateway. */
final class BraintreeWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    static final OperatorId OPERATOR = new OperatorId("clerk-7");

    final TestClock clock = new TestClock(START);
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final BraintreeService braintree = sandbox.braintree();
    final IdempotencyStore store = IdempotencyStore.inMemory(clock, 100_000, Duration.ofDays(30));
    final Transport transport = BraintreeGateway.transport().build();
    final BraintreeGateway gateway = gateway(braintree.uri(), store, transport);

    BraintreeGateway gateway(URI uri, IdempotencyStore idempotency, Transport over) {
        return builder(uri, idempotency, over).build();
    }

    BraintreeGateway.Builder builder(URI uri, IdempotencyStore idempotency, Transport over) {
        return BraintreeGateway.builder(over, BraintreeEndpoint.at(uri), credentials(), idempotency, clock)
                .merchantAccount(BraintreeService.EUR_ACCOUNT, "EUR");
    }

    BraintreeCredentials credentials() {
        return new BraintreeCredentials(
                braintree.merchantId(),
                braintree.publicKey(),
                SecretBytes.of(braintree.privateKey().getBytes(StandardCharsets.US_ASCII)));
    }

    /** A pause that moves the clock. */
    Pause moving() {
        return duration -> {
            clock.advance(duration);
            return true;
        };
    }

    static CardCharge order(String orderId, String amount) {
        return order(orderId, amount, BraintreeService.VALID_NONCE);
    }

    static CardCharge order(String orderId, String amount, String nonce) {
        return new CardCharge(
                orderId,
                Money.eur(amount),
                RegistryCode.parse("10000018"),
                new PaymentMethodToken(nonce),
                BraintreeService.EUR_ACCOUNT,
                "Tallinn Books");
    }

    AuthorisedPayment authorised(CardCharge order) {
        Instant now = clock.instant();
        return TestPayments.exempted(order, now, now.plusSeconds(600));
    }

    static IdempotencyKey key(String text) {
        return IdempotencyKey.of(text);
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
