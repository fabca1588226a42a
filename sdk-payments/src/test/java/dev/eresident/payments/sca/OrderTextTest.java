package dev.eresident.payments.sca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.money.Money;
import dev.eresident.payments.order.CardCharge;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OrderTextTest {
    @Test
    void whenATransfer_thenAmountPayeeFullAccountAndReference() {
        assertThat(OrderText.of(PaymentWorld.TRANSFER))
                .isEqualTo("100.00 EUR to Näidis OÜ, EE382200221020145685, ref 1234561");
    }

    @Test
    void whenACharge_thenAmountPayeeAndOrderButNoToken() {
        assertThat(OrderText.of(PaymentWorld.CHARGE)).isEqualTo("149.00 EUR to Näidis OÜ, order ORD-2");
    }

    @Test
    void whenTheJvmSpeaksAnotherLanguage_thenTheSameText() {
        Locale before = Locale.getDefault();
        CardCharge c = PaymentWorld.CHARGE;
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(OrderText.of(new CardCharge(
                            c.orderId(), Money.eur("1234567.5"), c.company(), c.paymentMethod(), "a", c.payee())))
                    .isEqualTo("1234567.50 EUR to Näidis OÜ, order ORD-2");
        } finally {
            Locale.setDefault(before);
        }
    }
}
