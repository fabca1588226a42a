package dev.eresident.core.signature;

/** Every code that a report may carry: EN 319 102-1 sub-indications and our own. Completed by its owner. */
public enum FindingCode {
    FORMAT_FAILURE,
    HASH_FAILURE,
    SIG_CRYPTO_FAILURE,
    NO_CERTIFICATE_CHAIN_FOUND,
    TRUST_LIST_SIGNER_NOT_CHECKED,
    TRUST_LIST_EXPIRED
}
