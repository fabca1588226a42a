package dev.eresident.core.signature;

/** The outcome of a check, from best to worst. */
public enum Verdict {
    /** Everything is in order. */
    VALID,
    /** There is no signature. */
    UNSIGNED,
    /** It cannot be told; treat it as a refusal. */
    INDETERMINATE,
    /** It is wrong. */
    INVALID,
    /** It could not be read, or not be checked. */
    UNREADABLE;

    /**
     * Returns the worse of the two.
     *
     * @param other another verdict
     * @return this or the other
     */
    public Verdict worst(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
