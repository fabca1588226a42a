package dev.eresident.core.signature;

/** What kind of document was checked (names of the command-line contract, design §6). */
public enum DocumentFormat {
    /** ASiC-E container. */
    ASIC_E,
    /** ASiC-S container. */
    ASIC_S,
    /** ASiC-E container with a time-mark signature. */
    BDOC,
    /** DigiDoc XML of 2002 to 2014. */
    DDOC,
    /** PDF. */
    PADES,
    /** CMS signature. */
    CADES,
    /** XML document. */
    XADES,
    /** RFC 3161 time-stamp token. */
    TST,
    /** Evidence record. */
    ERS,
    /** Container of an X-Road message log. */
    XROAD,
    /** Nothing known. */
    UNKNOWN
}
