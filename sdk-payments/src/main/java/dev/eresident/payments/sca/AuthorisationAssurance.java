package dev.eresident.payments.sca;

import dev.eresident.auth.AssuranceLevel;

/** How sure it is that the payer agreed to this amount and payee. Later releases add ways, so keep a default branch. */
public enum AuthorisationAssurance {
    /** The payer's card signed the hash of the order, but only the bank's page showed what the order is. */
    SHOWN_BY_PAGE(AssuranceLevel.SUBSTANTIAL, "the payee is shown by the page only");

    private final AssuranceLevel level;
    private final String reason;

    AuthorisationAssurance(AssuranceLevel level, String reason) {
        this.level = level;
        this.reason = reason;
    }

    /**
     * Returns the level of the authorisation, which may be lower than that of the payer's identification.
     *
     * @return {@link AssuranceLevel#SUBSTANTIAL} when only the page shows the payee
     */
    public AssuranceLevel level() {
        return level;
    }

    /**
     * Says why it is that level.
     *
     * @return part of a sentence in English
     */
    public String reason() {
        return reason;
    }
}
