package dev.eresident.sandbox.register;

/** How a company stands in the register. */
public enum CompanyStatus {
    /** Entered into the register ({@code R}). */
    REGISTERED("R", "Entered into the register", "Registrisse kantud"),
    /** In liquidation ({@code L}). */
    IN_LIQUIDATION("L", "In liquidation", "Likvideerimisel"),
    /** Bankrupt ({@code N}). */
    BANKRUPT("N", "Bankrupt", "Pankrotis"),
    /** Struck off ({@code K}). */
    STRUCK_OFF("K", "Deleted from the register", "Registrist kustutatud");

    private final String code;
    private final String english;
    private final String estonian;

    CompanyStatus(String code, String english, String estonian) {
        this.code = code;
        this.english = english;
        this.estonian = estonian;
    }

    /**
     * The register's letter.
     *
     * @return {@code R}, {@code L}, {@code N} or {@code K}
     */
    public String code() {
        return code;
    }

    String text(boolean inEnglish) {
        return inEnglish ? english : estonian;
    }
}
