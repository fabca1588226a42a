package dev.eresident.payments.gateway;

import java.util.Objects;

/**
 * Where a transaction stands, in our words and in the gateway's.
 *
 * @param kind in our words
 * @param text in the gateway's words, kept also when we do not know them
 */
public record TransactionStatus(Kind kind, String text) {
    /** Refuses null. */
    public TransactionStatus {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /**
     * Tells whether money is held or moved.
     *
     * @return true for authorised, submitted, settling and settled
     */
    public boolean isLive() {
        return kind == Kind.AUTHORISED || kind == Kind.SUBMITTED || kind == Kind.SETTLING || kind == Kind.SETTLED;
    }

    /**
     * Tells whether it cannot be said yet if money is held or moved.
     *
     * @return true for authorising and for words that we do not know
     */
    public boolean isOpen() {
        return kind == Kind.AUTHORISING || kind == Kind.UNRECOGNISED;
    }

    /** The kinds of status. */
    public enum Kind {
        /** The issuer is being asked. */
        AUTHORISING,
        /** The amount is held on the means of payment. */
        AUTHORISED,
        /** The amount will be taken with the next settlement. */
        SUBMITTED,
        /** The amount is being taken. */
        SETTLING,
        /** The amount is taken. */
        SETTLED,
        /** The hold has lapsed. */
        EXPIRED,
        /** It was taken back before settlement. */
        VOIDED,
        /** The issuer declined. */
        DECLINED,
        /** The issuer declined the settlement. */
        SETTLEMENT_DECLINED,
        /** The gateway refused by its own rules. */
        REJECTED,
        /** The gateway could not carry it out. */
        FAILED,
        /** A status that this release does not know; treat it as a refusal to continue. */
        UNRECOGNISED
    }
}
