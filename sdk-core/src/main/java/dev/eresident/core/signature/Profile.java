package dev.eresident.core.signature;

/** Signature level. */
public enum Profile {
    B,
    T,
    LT,
    LTA,
    TM
}
