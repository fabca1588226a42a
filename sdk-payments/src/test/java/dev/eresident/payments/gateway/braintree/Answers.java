package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.SecretBytes;
import dev.eresident.core.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;

/** A client that nobody answers, for what needs its name only. */
final class Answers {
    private Answers() {}

    static BraintreeApi api(Transport transport) {
        return new BraintreeApi(
                transport,
                BraintreeEndpoint.at(URI.create("http://127.0.0.1:1")),
                new BraintreeCredentials("m1", "public", SecretBytes.of(new byte[] {1})),
                settings());
    }

    static Settings settings() {
        return new Settings(
                Map.of("eur_acct", Currency.getInstance("EUR")),
                PaymentMethodForm.NONCE,
                true,
                false,
                false,
                Duration.ofSeconds(60),
                Duration.ofSeconds(90),
                Duration.ofSeconds(5),
                (operation, request, answer) -> {});
    }
}
