package dev.eresident.sandbox.contract;

/** How much evidence a signature carries (ETSI EN 319 132-1 §6). */
public enum Level {
    /** The signature alone. */
    B,
    /** With a time-stamp. */
    T,
    /** With a time-stamp, then certificates and an OCSP answer. */
    LT
}
