package dev.eresident.core.signature;

/**
 * The rules that a document is judged by, beside EN 319 102-1. Further ones may be added in any release.
 */
public enum ValidationPolicy {
    /**
     * The Estonian rules: a signature must have a time-stamp and an embedded OCSP answer that is not older than it, made by a certificate for signatures (nonRepudiation); it must
     * cover every file of its container and agree with the manifest. The default for ASiC-E with XAdES.
     */
    ESTONIA
}
