package dev.eresident.payments.order;

import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import java.util.regex.Pattern;

/**
 * Money to be charged to a stored means of payment through a gateway, for the benefit of one merchant account.
 *
 * <p>The constructor throws a {@link dev.eresident.core.ProtocolException}: {@code ORDER_ID}, {@code ORDER_AMOUNT},
 * {@code ORDER_MERCHANT_ACCOUNT}, {@code ORDER_PAYEE}. The payer's strong authentication stays with the card's issuer (3-D
 * Secure).
 *
 * @param orderId the caller's own id, see {@link Order#orderId()}
 * @param amount what is charged, above zero
 * @param company the company whose means of payment is charged
 * @param paymentMethod the gateway's token for it
 * @param merchantAccount the gateway's id of the account that is paid: 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param payee who is paid, as the payer knows them: 1 to 70 visible characters in NFC
 */
public record CardCharge(
        String orderId,
        Money amount,
        RegistryCode company,
        PaymentMethodToken paymentMethod,
        String merchantAccount,
        String payee)
        implements Order {
    private static final int MAX_NAME = 70;
    private static final Pattern MERCHANT_ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public CardCharge {
        OrderRules.requireId(orderId);
        OrderRules.requirePositive(amount);
        OrderRules.require(
                MERCHANT_ACCOUNT.matcher(merchantAccount).matches(),
                "ORDER_MERCHANT_ACCOUNT",
                "A merchant account is 1 to 64 characters of A-Z, a-z, 0-9, '.', '_', '-'");
        OrderRules.requireReadable(
                payee,
                MAX_NAME,
                "ORDER_PAYEE",
                "A payee's name is 1 to 70 visible characters in Unicode form NFC, without spaces at the ends");
    }
}
