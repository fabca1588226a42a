package dev.eresident.payments.gateway;

import dev.eresident.payments.journal.IdempotencyKey;
import java.util.Objects;

/**
 * Names a doubt, to be settled by {@link PaymentGateway#probe}; a plain value that may be stored and made again from its parts.
 *
 * @param gateway name of the gateway that sent
 * @param key under which it was sent
 */
public record GatewayProbe(String gateway, IdempotencyKey key) {
    /** Refuses null. */
    public GatewayProbe {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(key, "key");
    }
}
