package dev.eresident.examples.quickstart;

import dev.eresident.core.SecretBytes;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.PaymentGateway;
import dev.eresident.payments.gateway.braintree.BraintreeCredentials;
import dev.eresident.payments.gateway.braintree.BraintreeEndpoint;
import dev.eresident.payments.gateway.braintree.BraintreeGateway;
import dev.eresident.payments.gateway.braintree.PaymentMethodForm;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.braintree.BraintreeService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** Braintree charges an authorised order once. The sandbox plays Braintree. */
public final class ChargeCard {
    private ChargeCard() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = BraintreeGateway.transport().build()) {
            AuthorisedPayment payment = AuthorisePayment.authorised(sandbox, transport, clock);
            System.out.println(pay(gateway(sandbox, transport, clock), payment));
            // prints: paid
        }
    }

    private static PaymentGateway gateway(Sandbox sandbox, Transport transport, Clock clock) {
        byte[] key = sandbox.braintree().privateKey().getBytes(StandardCharsets.US_ASCII);
        BraintreeCredentials credentials = new BraintreeCredentials(
                sandbox.braintree().merchantId(), sandbox.braintree().publicKey(), SecretBytes.of(key));
        IdempotencyStore store =
                IdempotencyStore.inMemory(clock, 10_000, Duration.ofDays(1)); // or over your DataSource
        return BraintreeGateway.builder(
                        transport, BraintreeEndpoint.at(sandbox.braintree().uri()), credentials, store, clock)
                .merchantAccount(BraintreeService.EUR_ACCOUNT, "EUR")
                .paymentMethods(PaymentMethodForm.VAULT_TOKEN)
                .build();
    }

    // #region charge
    static String pay(PaymentGateway gateway, AuthorisedPayment payment) { // nothing but an authorised payment
        IdempotencyKey key = IdempotencyKey.derived("checkout", payment.order().orderId());
        GatewayOutcome outcome = gateway.charge(payment, key); // sent once; the same key never charges twice
        return switch (outcome.kind()) {
            case APPROVED -> "paid";
            case UNKNOWN -> "not known yet: settle it with gateway.probe(…), never by charging again";
            default -> "not paid: " + outcome.kind();
        };
    }
    // #endregion
}
