package dev.eresident.payments.sca;

import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.CreditTransfer;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.order.PaymentReference;

/**
 * Says to the payer what they authorise: amount and payee first, the payee's account in full, in one form for every language.
 *
 * <p>No control, direction or invisible character can occur, because an order with one cannot be made.
 */
public final class OrderText {
    private OrderText() {}

    /**
     * Writes the text that the page must show before the card is asked.
     *
     * @param order what is to be authorised
     * @return for example {@code 100.00 EUR to Näidis OÜ, EE382200221020145685, ref 1234561}, or for a card charge
     *     {@code 149.00 EUR to Näidis OÜ, order ORD-1}; not escaped for HTML
     */
    public static String of(Order order) {
        String amount = order.amount() + " to ";
        if (order instanceof CreditTransfer transfer) {
            String reference = transfer.reference()
                    .map(PaymentReference::text)
                    .map(text -> ", ref " + text)
                    .orElse("");
            return amount + transfer.creditorName() + ", "
                    + transfer.creditorIban().text() + reference;
        }
        return amount + ((CardCharge) order).payee() + ", order " + order.orderId();
    }
}
