package dev.eresident.payments.order;

import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Money to be sent from the company's account to a payee's account.
 *
 * <p>The constructor throws a {@link dev.eresident.core.ProtocolException}: {@code ORDER_ID}, {@code ORDER_END_TO_END_ID},
 * {@code ORDER_AMOUNT}, {@code ORDER_IBAN} for wrong check digits or one account on both sides, {@code ORDER_CREDITOR_NAME}. The
 * text form is redacted.
 *
 * @param orderId the caller's own id, see {@link Order#orderId()}
 * @param endToEndId the id that reaches the payee (ISO 20022 EndToEndId): 1 to 35 of the SEPA character set, without slashes at the
 *     ends and without double slashes
 * @param amount what is paid, above zero
 * @param company the company that pays
 * @param debtorIban the company's account
 * @param creditorName the payee's name as the payer sees it: 1 to 70 visible characters in NFC
 * @param creditorIban the payee's account
 * @param reference the payee's structured reference
 */
public record CreditTransfer(
        String orderId,
        String endToEndId,
        Money amount,
        RegistryCode company,
        Iban debtorIban,
        String creditorName,
        Iban creditorIban,
        Optional<PaymentReference> reference)
        implements Order {
    private static final int MAX_NAME = 70;
    private static final Pattern END_TO_END_ID = Pattern.compile("(?!/)(?!.*//)[A-Za-z0-9/?:().,'+ -]{1,35}(?<![/ ])");

    public CreditTransfer {
        OrderRules.requireId(orderId);
        OrderRules.require(
                END_TO_END_ID.matcher(endToEndId).matches() && !endToEndId.startsWith(" "),
                "ORDER_END_TO_END_ID",
                "An end-to-end id is 1 to 35 characters of the SEPA set, without slashes at the ends or double slashes");
        OrderRules.requirePositive(amount);
        OrderRules.require(
                debtorIban.isValid() && creditorIban.isValid(), "ORDER_IBAN", "The check digits of an IBAN are wrong");
        OrderRules.require(
                !debtorIban.equals(creditorIban), "ORDER_IBAN", "The accounts of payer and payee must be different");
        OrderRules.requireReadable(
                creditorName,
                MAX_NAME,
                "ORDER_CREDITOR_NAME",
                "A payee's name is 1 to 70 visible characters in Unicode form NFC, without spaces at the ends");
    }

    /** Returns order id and amount, without names and accounts. */
    @Override
    public String toString() {
        return "CreditTransfer[" + orderId + ", " + amount + "]";
    }
}
