package dev.eresident.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eresident.core.testing.Failures;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest
    @CsvSource({
        "149.00,EUR,149.00 EUR",
        "149,EUR,149.00 EUR",
        "0.5,EUR,0.50 EUR",
        "-0.01,EUR,-0.01 EUR",
        "-0,EUR,0.00 EUR",
        "100,JPY,100 JPY",
        "1.234,KWD,1.234 KWD",
        "999999999999999.99,EUR,999999999999999.99 EUR"
    })
    void whenRead_thenExactlyTheCurrencysDigits(String amount, String currency, String text) {
        Money money = Money.of(amount, currency);
        assertThat(money).hasToString(text).isEqualTo(Money.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1,00", "01", "+1", ".5", "1.", "1e3", "1 000", "1000000000000000", "0x1", "١", "--1"})
    void whenNotAnAmount_thenRefused(String amount) {
        assertThat(Failures.codeOf(() -> Money.eur(amount))).isEqualTo("MONEY_FORMAT");
    }

    @Test
    void whenMoreFractionDigitsThanTheCurrency_thenNeverRounded() {
        assertThat(Failures.codeOf(() -> Money.eur("1.005"))).isEqualTo("MONEY_FRACTION");
        assertThat(Failures.codeOf(() -> Money.of("1.5", "JPY"))).isEqualTo("MONEY_FRACTION");
        assertThat(Failures.codeOf(() -> new Money(new BigDecimal("0.001"), EUR)))
                .isEqualTo("MONEY_FRACTION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "eur", "EU", "ZZZ", ""})
    void whenCurrencyIsNone_thenRefused(String currency) {
        assertThat(Failures.codeOf(() -> Money.of("1", currency))).isEqualTo("MONEY_CURRENCY");
    }

    @Test
    void whenExponentIsHuge_thenRefusedWithoutFillingMemory() {
        assertThat(Failures.codeOf(() -> new Money(new BigDecimal("1E-999999999"), EUR)))
                .isEqualTo("MONEY_FRACTION");
        assertThat(Failures.codeOf(() -> new Money(new BigDecimal("1E+999999999"), EUR)))
                .isEqualTo("MONEY_TOO_LARGE");
        assertThat(new Money(new BigDecimal("0E+999999999"), EUR)).isEqualTo(Money.eur("0"));
    }

    @Test
    void whenTextFormIsBroken_thenRefused() {
        assertThat(Failures.codeOf(() -> Money.parse("149.00"))).isEqualTo("MONEY_FORMAT");
        assertThat(Failures.codeOf(() -> Money.parse("149.00  EUR"))).isEqualTo("MONEY_CURRENCY");
    }

    @Test
    void whenSumIsTooLarge_thenRefused() {
        Money most = Money.eur("999999999999999.99");
        assertThat(Failures.codeOf(() -> most.plus(Money.eur("0.01")))).isEqualTo("MONEY_TOO_LARGE");
    }

    @Test
    void whenCurrenciesDiffer_thenProgrammingError() {
        Money euro = Money.eur("1");
        Money dollar = Money.of("1", "USD");
        assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(dollar));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.minus(dollar));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.compareTo(dollar));
        assertThat(euro).isNotEqualTo(dollar);
    }

    @Test
    void whenRandomCents_thenArithmeticIsThatOfIntegers() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            long a = random.nextLong(-1_000_000_000L, 1_000_000_000L);
            long b = random.nextLong(-1_000_000_000L, 1_000_000_000L);
            assertThat(cents(a).plus(cents(b))).isEqualTo(cents(a + b));
            assertThat(cents(a).minus(cents(b))).isEqualTo(cents(a - b));
            assertThat(Integer.signum(cents(a).compareTo(cents(b)))).isEqualTo(Long.compare(a, b));
            assertThat(cents(a).isNegative()).isEqualTo(a < 0);
            assertThat(cents(a).isPositive()).isEqualTo(a > 0);
            assertThat(Money.parse(cents(a).toString())).isEqualTo(cents(a));
        }
    }

    private static Money cents(long cents) {
        return new Money(BigDecimal.valueOf(cents, 2), EUR);
    }
}
