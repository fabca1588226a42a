package dev.eresident.core.signature;

/** Level of a signature, as far as its structure tells (EN 319 132-1 §6; TM: BDOC 2.1). */
public enum Profile {
    /** Basic: without proof of time. */
    B,
    /** With a time-stamp. */
    T,
    /** With a time-stamp and revocation answers. */
    LT,
    /** With archive time-stamps. */
    LTA,
    /** With an OCSP time-mark instead of a time-stamp. */
    TM
}
