package dev.eresident.core.money;

import dev.eresident.core.ProtocolException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * An exact amount of one currency, with exactly the currency's fraction digits (ISO 4217) and never rounded.
 *
 * <p>Amounts may be negative and have at most 15 digits before the point. The constructor fills up missing fraction digits and
 * throws a {@link ProtocolException}: {@code MONEY_FRACTION} for more digits than the currency has, {@code MONEY_TOO_LARGE},
 * {@code MONEY_CURRENCY} for units without fraction digits of their own such as gold. Arithmetic of two currencies is a
 * programming error: {@link IllegalArgumentException}.
 *
 * @param amount the amount, its scale being the currency's fraction digits
 * @param currency the currency
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_SCALE = 32;
    private static final Pattern AMOUNT = Pattern.compile("-?(0|[1-9][0-9]{0,14})([.][0-9]{1,4})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Currency EUR = Currency.getInstance("EUR");

    public Money {
        int digits = currency.getDefaultFractionDigits();
        if (digits < 0) {
            throw new ProtocolException("MONEY_CURRENCY", "This currency code does not stand for money");
        }
        if (amount.signum() != 0 && (long) amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) {
            throw new ProtocolException("MONEY_TOO_LARGE", "An amount has at most 15 digits before the point");
        }
        try {
            // A tiny exponent, as in 1E-999999999, would take all memory when brought to the currency's scale.
            if (amount.scale() > MAX_SCALE) {
                throw new ArithmeticException("too many fraction digits");
            }
            amount = amount.signum() == 0 ? BigDecimal.ZERO : amount;
            amount = amount.setScale(digits, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new ProtocolException(
                    "MONEY_FRACTION",
                    "An amount in " + currency.getCurrencyCode() + " has at most " + digits
                            + " fraction digits; round it before, by a rule of your own");
        }
    }

    /**
     * Reads an amount of euros.
     *
     * @param amount digits with an optional sign, point and fraction, for example {@code 149.00}
     * @return the amount
     * @throws ProtocolException {@code MONEY_FORMAT} or as the constructor
     */
    public static Money eur(String amount) {
        return new Money(number(amount), EUR);
    }

    /**
     * Reads an amount of any currency.
     *
     * @param amount as for {@link #eur}
     * @param currency three letters of ISO 4217
     * @return the amount
     * @throws ProtocolException {@code MONEY_FORMAT}, {@code MONEY_CURRENCY} or as the constructor
     */
    public static Money of(String amount, String currency) {
        if (!CURRENCY.matcher(currency).matches()) {
            throw unknownCurrency();
        }
        try {
            return new Money(number(amount), Currency.getInstance(currency));
        } catch (IllegalArgumentException e) {
            throw unknownCurrency();
        }
    }

    /**
     * Reads the text form.
     *
     * @param text amount, one space, currency, for example {@code 149.00 EUR}
     * @return the amount
     * @throws ProtocolException as {@link #of(String, String)}
     */
    public static Money parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw malformed();
        }
        return of(text.substring(0, space), text.substring(space + 1));
    }

    private static BigDecimal number(String amount) {
        if (!AMOUNT.matcher(amount).matches()) {
            throw malformed();
        }
        return new BigDecimal(amount);
    }

    private static ProtocolException malformed() {
        return new ProtocolException(
                "MONEY_FORMAT", "An amount is written with at most 15 digits, a point and a fraction, such as 149.00");
    }

    private static ProtocolException unknownCurrency() {
        return new ProtocolException("MONEY_CURRENCY", "The currency must be a current code of ISO 4217, such as EUR");
    }

    /**
     * Adds an amount of the same currency.
     *
     * @param other what to add
     * @return the sum
     * @throws IllegalArgumentException for another currency
     */
    public Money plus(Money other) {
        return new Money(amount.add(same(other)), currency);
    }

    /**
     * Subtracts an amount of the same currency.
     *
     * @param other what to subtract
     * @return the difference, which may be negative
     * @throws IllegalArgumentException for another currency
     */
    public Money minus(Money other) {
        return new Money(amount.subtract(same(other)), currency);
    }

    private BigDecimal same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Amounts of two currencies cannot be added, subtracted or compared: "
                    + currency + " and " + other.currency);
        }
        return other.amount;
    }

    /**
     * Tells whether the amount is above zero.
     *
     * @return true if so
     */
    public boolean isPositive() {
        return amount.signum() > 0;
    }

    /**
     * Tells whether the amount is below zero.
     *
     * @return true if so
     */
    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /**
     * Returns the amount alone with all fraction digits, as ISO 20022 writes it.
     *
     * @return for example {@code 149.00}
     */
    public String amountText() {
        return amount.toPlainString();
    }

    /**
     * Compares amounts of the same currency.
     *
     * @throws IllegalArgumentException for another currency
     */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other));
    }

    /** Returns the text form, for example {@code 149.00 EUR}. */
    @Override
    public String toString() {
        return amountText() + " " + currency.getCurrencyCode();
    }
}
