package dev.eresident.core.signature;

/**
 * The rules that a document is judged by, beside EN 319 102-1. Further ones may be added in any release.
 */
public enum ValidationPolicy {
    /**
     * The Estonian rules: a signature must have a time-stamp and an embedded OCSP answer that is not older than it, made by a certificate for signatures (nonRepudiation); it must
     * cover every file of its container and agree with the manifest. By the trusted lists, the issuer of the signer's certificate must have been a qualified service when it issued it
     * and when the signature was made, the time-stamp a qualified one, and a responder that is only listed one for qualified certificates; a qualified level is not asked for. The
     * default for ASiC-E with XAdES.
     */
    ESTONIA
}
