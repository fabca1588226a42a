package dev.eresident.core.signature;

/**
 * The rules that a document is judged by, beside EN 319 102-1. Further ones may be added in any release.
 *
 * <p>Unless one is chosen each format has its own: {@link #ESTONIA} for ASiC containers with XAdES signatures or time-stamp tokens, BDOC and DDOC; {@link #QES} for PDF;
 * {@link #ETSI} for XML and CMS documents, time-stamp tokens, and containers with CAdES signatures or evidence records.
 */
public enum ValidationPolicy {
    /**
     * The Estonian rules: a signature must have a time-stamp and an embedded OCSP answer that is not older than it, or an OCSP time-mark, made by a certificate for signatures
     * (nonRepudiation); it must cover every file of its container and agree with the manifest. By the trusted lists, the issuer of the signer's certificate must have been a qualified
     * service when it issued it and when the signature was made (an issuer that the caller pinned needs no list), the time-stamp a qualified one, and a responder that is only listed
     * one for qualified certificates; a qualified level is not asked for.
     */
    ESTONIA,
    /** Plain EN 319 102-1: also signatures without time-stamp, and revocation lists beside OCSP; every certificate between signer and anchor needs a status. */
    ETSI,
    /** As {@link #ETSI}, with a time-stamp, and qualified signatures only: QESIG, QESEAL or ADESEAL_QC; ADESIG_QC with a warning. */
    QES
}
