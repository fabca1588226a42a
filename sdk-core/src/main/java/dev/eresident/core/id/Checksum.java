package dev.eresident.core.id;

/** The verdict on the check digits of an identifier whose form is right. */
public enum Checksum {
    /** The check digits fit. */
    VALID,
    /** The check digits do not fit: mistyped, or a test value. */
    INVALID;

    static Checksum of(boolean fits) {
        return fits ? VALID : INVALID;
    }
}
