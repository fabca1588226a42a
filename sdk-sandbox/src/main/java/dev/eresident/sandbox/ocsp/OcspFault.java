package dev.eresident.sandbox.ocsp;

/** What an OCSP responder may answer wrongly; each changes exactly one thing. */
public enum OcspFault {
    /** Another nonce than the one asked with. */
    WRONG_NONCE,
    /** No nonce although one was asked with. */
    MISSING_NONCE,
    /** The answer is about another serial number. */
    WRONG_CERT_ID,
    /** The signature does not verify. */
    BAD_SIGNATURE,
    /** Signed by the responder of another authority of the sandbox. */
    RESPONDER_OF_OTHER_AUTHORITY,
    /** Signed by a responder whose certificate expired yesterday. */
    RESPONDER_EXPIRED,
    /** Signed by a certificate of the right authority that is not allowed to sign OCSP answers. */
    RESPONDER_WITHOUT_PURPOSE,
    /** Signed rightly, but the responder's certificate is not included. */
    RESPONDER_NOT_INCLUDED,
    /** {@code thisUpdate} and {@code producedAt} lie an hour back. */
    STALE,
    /** {@code thisUpdate} and {@code producedAt} lie an hour ahead. */
    FUTURE,
    /** {@code nextUpdate} has passed: thirty minutes ago, {@code thisUpdate} an hour ago. */
    NEXT_UPDATE_PASSED,
    /** Two single responses, the second one for another certificate. */
    TWO_RESPONSES,
    /** No single response at all. */
    NO_RESPONSES,
    /** Certificate status "unknown". */
    STATUS_UNKNOWN,
    /** OCSP status malformedRequest (1). */
    MALFORMED_REQUEST,
    /** OCSP status internalError (2). */
    INTERNAL_ERROR,
    /** OCSP status tryLater (3). */
    TRY_LATER,
    /** OCSP status sigRequired (5). */
    SIG_REQUIRED,
    /** OCSP status unauthorized (6). */
    UNAUTHORIZED
}
