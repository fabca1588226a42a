package dev.eresident.payments.order;

import dev.eresident.core.id.CreditorReference;
import dev.eresident.core.id.ReferenceNumber;

/** The payee's structured reference of a credit transfer; its check digits are right. */
public sealed interface PaymentReference {

    /**
     * An Estonian reference number.
     *
     * <p>The constructor throws a {@link dev.eresident.core.ProtocolException} {@code ORDER_REFERENCE} if the check digit is wrong.
     *
     * @param number the number
     */
    record Estonian(ReferenceNumber number) implements PaymentReference {
        public Estonian {
            OrderRules.require(number.isValid(), "ORDER_REFERENCE", "The check digit of the reference number is wrong");
        }

        @Override
        public String text() {
            return number.digits();
        }
    }

    /**
     * An international creditor reference.
     *
     * <p>The constructor throws a {@link dev.eresident.core.ProtocolException} {@code ORDER_REFERENCE} if the check digits are wrong.
     *
     * @param reference the reference
     */
    record International(CreditorReference reference) implements PaymentReference {
        public International {
            OrderRules.require(
                    reference.isValid(), "ORDER_REFERENCE", "The check digits of the creditor reference are wrong");
        }

        @Override
        public String text() {
            return reference.text();
        }
    }

    /**
     * Reads either kind; what begins with RF is international.
     *
     * @param text the electronic form
     * @return the reference
     * @throws dev.eresident.core.ProtocolException {@code ORDER_REFERENCE} or the code of the rule that its form breaks
     */
    static PaymentReference parse(String text) {
        return text.startsWith("RF")
                ? new International(CreditorReference.parse(text))
                : new Estonian(ReferenceNumber.parse(text));
    }

    /**
     * Returns the electronic form.
     *
     * @return what {@link #parse} reads
     */
    String text();
}
