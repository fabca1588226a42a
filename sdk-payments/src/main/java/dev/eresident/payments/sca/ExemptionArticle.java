package dev.eresident.payments.sca;

import dev.eresident.core.money.Money;
import dev.eresident.payments.order.CreditTransfer;
import dev.eresident.payments.order.Order;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The exemptions from strong customer authentication that a payment institution may claim for a remote payment (Delegated Regulation
 * (EU) 2018/389). Later releases may add some.
 */
public enum ExemptionArticle {
    /** The payee is on the payer's list of trusted beneficiaries. */
    TRUSTED_BENEFICIARY(13, null),
    /** One of a series with the same amount and payee. */
    RECURRING(14, null),
    /** A credit transfer between accounts of the same person at the same institution. */
    OWN_ACCOUNTS(15, null),
    /** A remote payment of at most 30 euros, within the cumulative limits that the institution keeps. */
    LOW_VALUE(16, "30.00"),
    /** A legal person pays through a dedicated corporate process. */
    SECURE_CORPORATE(17, null),
    /** The institution's analysis finds a low risk; at most 500 euros, and less at higher fraud rates. */
    TRANSACTION_RISK_ANALYSIS(18, "500.00");

    private final int number;
    private final Optional<BigDecimal> mostEuros;

    ExemptionArticle(int number, @Nullable String mostEuros) {
        this.number = number;
        this.mostEuros = Optional.ofNullable(mostEuros).map(BigDecimal::new);
    }

    /**
     * Returns the number of the article.
     *
     * @return 13 to 18
     */
    public int number() {
        return number;
    }

    /** What the order itself shows to be outside the article; everything else is the institution's to know. */
    boolean canCover(Order order) {
        Money amount = order.amount();
        boolean within = mostEuros.isEmpty()
                || (amount.currency().getCurrencyCode().equals("EUR")
                        && amount.amount().compareTo(mostEuros.get()) <= 0);
        return within && (this != OWN_ACCOUNTS || order instanceof CreditTransfer);
    }
}
