package dev.eresident.payments.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.core.testing.Failures;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    private static final RegistryCode COMPANY = RegistryCode.parse("12345678");
    private static final Money AMOUNT = Money.eur("149.00");
    private static final Iban PAYER = Iban.parse("EE707700771000123452");
    private static final Iban PAYEE = Iban.parse("EE382200221020145685");
    private static final PaymentMethodToken TOKEN = new PaymentMethodToken("tok-1");

    @Nested
    class CreditTransfers {
        private CreditTransfer transfer(String id, String endToEnd, Money amount, Iban payee, String name) {
            return new CreditTransfer(
                    id, endToEnd, amount, COMPANY, PAYER, name, payee, Optional.of(PaymentReference.parse("1234561")));
        }

        @Test
        void whenComplete_thenAnOrderWithValueEquality() {
            Order order = transfer("ORD-1", "E2E-1", AMOUNT, PAYEE, "Näidis OÜ");
            assertThat(order).isEqualTo(transfer("ORD-1", "E2E-1", AMOUNT, PAYEE, "Näidis OÜ"));
            assertThat(order.company()).isEqualTo(COMPANY);
            assertThat(order).hasToString("CreditTransfer[ORD-1, 149.00 EUR]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "ä", "a\n"})
        void whenOrderIdIsWrong_thenRefused(String id) {
            assertThat(Failures.codeOf(() -> transfer(id, "E", AMOUNT, PAYEE, "N")))
                    .isEqualTo("ORDER_ID");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/a", "a/", "a//b", "ä", " a", "a ", "123456789012345678901234567890123456"})
        void whenEndToEndIdIsWrong_thenRefused(String id) {
            assertThat(Failures.codeOf(() -> transfer("O", id, AMOUNT, PAYEE, "N")))
                    .isEqualTo("ORDER_END_TO_END_ID");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1"})
        void whenAmountIsNotAboveZero_thenRefused(String amount) {
            assertThat(Failures.codeOf(() -> transfer("O", "E", Money.eur(amount), PAYEE, "N")))
                    .isEqualTo("ORDER_AMOUNT");
        }

        @Test
        void whenIbanIsWrongOrTheSame_thenRefused() {
            Iban wrong = Iban.parse("EE392200221020145685");
            assertThat(Failures.codeOf(() -> transfer("O", "E", AMOUNT, wrong, "N")))
                    .isEqualTo("ORDER_IBAN");
            assertThat(Failures.codeOf(() -> transfer("O", "E", AMOUNT, PAYER, "N")))
                    .isEqualTo("ORDER_IBAN");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    " N",
                    "N\u202eX",
                    "N\u2066X",
                    "N\u200bX",
                    "N\u0000",
                    "N\nX",
                    "a\u0308",
                    "N\u00a0X",
                    "\u3000",
                    "\u00a0",
                    "\u3164",
                    "N\uffa0",
                    "N\u115fX",
                    "\u2800",
                    "N\ufe0f",
                    "N\u034f",
                    "\u0301"
                })
        void whenNameIsNotWhatThePayerSees_thenRefused(String name) {
            assertThat(Failures.codeOf(() -> transfer("O", "E", AMOUNT, PAYEE, name)))
                    .isEqualTo("ORDER_CREDITOR_NAME");
        }
    }

    @Nested
    class References {
        @Test
        void whenValid_thenEitherKindIsRead() {
            assertThat(PaymentReference.parse("1234561")).isInstanceOf(PaymentReference.Estonian.class);
            assertThat(PaymentReference.parse("RF18539007547034").text()).isEqualTo("RF18539007547034");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1234562", "RF19539007547034"})
        void whenCheckDigitIsWrong_thenRefused(String text) {
            assertThat(Failures.codeOf(() -> PaymentReference.parse(text))).isEqualTo("ORDER_REFERENCE");
        }
    }

    @Nested
    class CardCharges {
        @Test
        void whenComplete_thenAnOrderThatPrintsNoToken() {
            Order order = new CardCharge("ORD-1", AMOUNT, COMPANY, TOKEN, "eur_acct", "Näidis OÜ");
            assertThat(order.amount()).isEqualTo(AMOUNT);
            assertThat(order.toString()).contains("ORD-1").doesNotContain("tok-1");
        }

        @Test
        void whenOneFieldIsWrong_thenItsCode() {
            assertThat(Failures.codeOf(() -> new CardCharge("", AMOUNT, COMPANY, TOKEN, "a", "N")))
                    .isEqualTo("ORDER_ID");
            assertThat(Failures.codeOf(() -> new CardCharge("O", Money.eur("0"), COMPANY, TOKEN, "a", "N")))
                    .isEqualTo("ORDER_AMOUNT");
            assertThat(Failures.codeOf(() -> new CardCharge("O", AMOUNT, COMPANY, TOKEN, "a b", "N")))
                    .isEqualTo("ORDER_MERCHANT_ACCOUNT");
            assertThat(Failures.codeOf(() -> new CardCharge("O", AMOUNT, COMPANY, TOKEN, "a", "N\u202eX")))
                    .isEqualTo("ORDER_PAYEE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "4111111111111111", "4111-1111-1111-1111", "4111.1111_1111.1111", "a b", "ä"})
        void whenTokenIsNoneOrACardNumber_thenRefused(String token) {
            assertThat(Failures.codeOf(() -> new PaymentMethodToken(token))).isEqualTo("ORDER_PAYMENT_METHOD");
        }
    }
}
