package dev.eresident.sandbox.pki;

/** The statements of a qualified certificate (ETSI EN 319 412-5). */
public enum QcStatement {
    /** The certificate is qualified: {@code 0.4.0.1862.1.1}. */
    QC_COMPLIANCE,
    /** The key lives in a qualified device: {@code 0.4.0.1862.1.4}. */
    QC_SSCD,
    /** For electronic signatures: {@code 0.4.0.1862.1.6} with {@code .1}. */
    QC_TYPE_ESIGN,
    /** For electronic seals: {@code 0.4.0.1862.1.6} with {@code .2}. */
    QC_TYPE_ESEAL,
    /** Where the disclosure statement is: {@code 0.4.0.1862.1.5}. */
    QC_PDS
}
