package dev.eresident.core.signature.qualification;

/** What a certificate is for (Regulation (EU) 910/2014 articles 28, 38, 45; QcType of EN 319 412-5 §4.2.3). */
public enum CertificateType {
    /** Electronic signatures, of natural persons. */
    ESIG,
    /** Electronic seals, of legal persons. */
    ESEAL,
    /** Authentication of web sites. */
    WSA,
    /** Not known, or contradictory. */
    UNKNOWN
}
