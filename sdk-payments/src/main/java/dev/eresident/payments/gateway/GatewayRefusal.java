package dev.eresident.payments.gateway;

/** Why the SDK itself refused: nothing was sent. */
public enum GatewayRefusal {
    /** The authorised order is not a card charge. */
    NOT_A_CARD_CHARGE("The authorised order is not a card charge"),
    /** The authorisation is stale, or of the future. */
    AUTHORISATION_NOT_VALID("The authorisation is not valid now; let the payer authorise the order again"),
    /** The key was used for another request. */
    IDEMPOTENCY_CONFLICT("The idempotency key was used for another request; take a key of its own for each effect"),
    /** The order is charged under another key. */
    ORDER_UNDER_ANOTHER_KEY(
            "This order id was charged under another idempotency key; repeat with that key, or take a new order id"),
    /** The merchant account is not configured. */
    MERCHANT_ACCOUNT_UNKNOWN("The merchant account of the order is not configured at this gateway"),
    /** The order's currency is not that of the merchant account. */
    CURRENCY_MISMATCH("The currency is not the one in which this account is charged"),
    /** The receipt is not of this gateway, or differs from the gateway's books. */
    RECEIPT_NOT_CONFIRMED("The receipt does not agree with the gateway's books; take the receipt of the charge itself"),
    /** More than what remains of the charge. */
    AMOUNT_EXCEEDS_REMAINDER("The amount is more than what remains of the charge after earlier refunds"),
    /** The key is not in the journal. */
    KEY_UNKNOWN("Nothing was ever sent under this idempotency key by this gateway, or another journal knows it");

    private final String text;

    GatewayRefusal(String text) {
        this.text = text;
    }

    /**
     * Returns what was wrong and what to do.
     *
     * @return text for the operator, without personal data
     */
    public String text() {
        return text;
    }
}
