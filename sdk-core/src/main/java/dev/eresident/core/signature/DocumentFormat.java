package dev.eresident.core.signature;

/** What kind of document was checked (names of the command-line contract, design §6). */
public enum DocumentFormat {
    ASIC_E,
    ASIC_S,
    BDOC,
    DDOC,
    PADES,
    CADES,
    XADES,
    TST,
    ERS,
    XROAD,
    UNKNOWN
}
