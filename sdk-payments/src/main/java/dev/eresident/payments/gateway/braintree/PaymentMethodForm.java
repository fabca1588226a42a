package dev.eresident.payments.gateway.braintree;

/** What the payment-method tokens of the orders are at Braintree. */
public enum PaymentMethodForm {
    /** A nonce from the payer's browser or app: used up by one sale, which is a second guard against charging twice. */
    NONCE("paymentMethodNonce"),
    /** A token of Braintree's vault, which may be charged again and again. */
    VAULT_TOKEN("paymentMethodToken");

    private final String element;

    PaymentMethodForm(String element) {
        this.element = element;
    }

    String element() {
        return element;
    }
}
