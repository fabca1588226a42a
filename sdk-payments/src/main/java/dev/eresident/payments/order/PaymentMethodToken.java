package dev.eresident.payments.order;

import java.util.regex.Pattern;

/**
 * The gateway's token for a payer's card or other means of payment; it is never a card number.
 *
 * <p>The constructor throws a {@link dev.eresident.core.ProtocolException} {@code ORDER_PAYMENT_METHOD} for other characters, and
 * for 12 to 19 digits alone or in groups, which would be a card number. The text form is redacted.
 *
 * @param value 1 to 255 of {@code A-Z a-z 0-9 . _ -}
 */
public record PaymentMethodToken(String value) {
    private static final Pattern FORM = Pattern.compile("(?!([0-9][._-]?){12,19}$)[A-Za-z0-9._-]{1,255}");

    public PaymentMethodToken {
        OrderRules.require(
                FORM.matcher(value).matches(),
                "ORDER_PAYMENT_METHOD",
                "A payment-method token is 1 to 255 letters, digits, '.', '_' or '-', and never a card number");
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "PaymentMethodToken[redacted]";
    }
}
