package dev.eresident.auth;

/** Level of assurance of an electronic identification means (Regulation (EU) 910/2014, Article 8). */
public enum AssuranceLevel {
    /** Some confidence in the claimed identity. */
    LOW,
    /** Substantial confidence in the claimed identity. */
    SUBSTANTIAL,
    /** The highest level; the Estonian cards are notified at it. */
    HIGH
}
