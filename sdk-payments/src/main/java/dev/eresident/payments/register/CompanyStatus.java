package dev.eresident.payments.register;

import java.util.Arrays;

/** The status of a company in the register ({@code staatus}). */
public enum CompanyStatus {
    /** R: entered into the register. */
    ENTERED("R"),
    /** L: in liquidation; only liquidators represent it. */
    IN_LIQUIDATION("L"),
    /** N: bankrupt; only the trustee in bankruptcy represents it. */
    BANKRUPT("N"),
    /** K: struck off; nobody represents it. */
    STRUCK_OFF("K"),
    /** A code that this release does not know: treat it as not active. */
    UNKNOWN("");

    private final String code;

    CompanyStatus(String code) {
        this.code = code;
    }

    static CompanyStatus of(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code) && status != UNKNOWN)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /**
     * Tells whether the company can act through its ordinary representatives.
     *
     * @return true for {@link #ENTERED} only
     */
    public boolean isActive() {
        return this == ENTERED;
    }
}
