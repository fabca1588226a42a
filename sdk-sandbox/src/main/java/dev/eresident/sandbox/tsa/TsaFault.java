package dev.eresident.sandbox.tsa;

/** What a time-stamping authority may answer wrongly; each changes exactly one thing. */
public enum TsaFault {
    /** Status rejection (2) with failure information systemFailure. */
    REJECTION,
    /** Another nonce than the one asked with. */
    WRONG_NONCE,
    /** No nonce although one was asked with. */
    MISSING_NONCE,
    /** A token over another hash value. */
    WRONG_IMPRINT,
    /** The signature of the token does not verify. */
    BAD_SIGNATURE,
    /** Signed by a certificate that may not stamp times. */
    SIGNER_WITHOUT_PURPOSE,
    /** Signed by a unit whose certificate expired yesterday. */
    SIGNER_EXPIRED,
    /** The token's certificate is not included although asked for. */
    CERTIFICATE_NOT_INCLUDED
}
