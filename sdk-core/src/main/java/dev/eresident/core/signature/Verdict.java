package dev.eresident.core.signature;

/** The outcome of a check, from best to worst. */
public enum Verdict {
    VALID,
    UNSIGNED,
    INDETERMINATE,
    INVALID,
    UNREADABLE;

    /** The worse of the two. */
    public Verdict worst(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
