package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.Receipt;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A charge as it went over the wire: what was sent, what was answered, and the receipt that the gateway's client made of it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the request looks like an HTTP message: pass bodies only, because
 * the headers hold the credentials.
 *
 * @param gateway name of the gateway, as in the receipt
 * @param transactionId the gateway's id, as in the receipt
 * @param orderId as in the receipt
 * @param amount as in the receipt
 * @param at when the gateway made the transaction, as in the receipt
 * @param request body of the request in Braintree's XML
 * @param answer body of the answer in Braintree's XML
 */
public record GatewayExchange(
        String gateway, String transactionId, String orderId, Money amount, Instant at, Bytes request, Bytes answer) {
    static final String TYPE = "gateway-charge";
    static final String GATEWAY = "gateway";
    static final String TRANSACTION = "transaction-id";
    static final String ORDER = "order-id";
    static final String AMOUNT = "amount";
    static final String REQUEST = "request";
    static final String ANSWER = "answer";

    /** Refuses null, and what is not a body. */
    public GatewayExchange {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(transactionId, "transactionId");
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(at, "at");
        if (!isXml(request) || !isXml(answer)) {
            throw new IllegalArgumentException("A gateway exchange holds the XML bodies, without any HTTP header");
        }
    }

    /**
     * Puts a receipt and the bodies that it was made from together.
     *
     * @param receipt of the approved charge
     * @param request body of the request, without any header
     * @param answer body of the answer
     * @return the exchange
     */
    public static GatewayExchange of(Receipt receipt, Bytes request, Bytes answer) {
        return new GatewayExchange(
                receipt.gateway(),
                receipt.transactionId(),
                receipt.orderId(),
                receipt.amount(),
                receipt.at(),
                request,
                answer);
    }

    private static boolean isXml(Bytes body) {
        return !body.isEmpty() && body.toByteArray()[0] == '<';
    }

    Proof toProof() {
        return Proof.of(
                TYPE,
                at,
                Map.of(GATEWAY, gateway, TRANSACTION, transactionId, ORDER, orderId, AMOUNT, amount.toString()),
                Map.of(REQUEST, request, ANSWER, answer));
    }

    /** Shows gateway and ids only. */
    @Override
    public String toString() {
        return "GatewayExchange[" + gateway + ", " + transactionId + ", order " + orderId + "]";
    }
}
