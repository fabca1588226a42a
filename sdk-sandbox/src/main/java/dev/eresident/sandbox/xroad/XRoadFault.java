package dev.eresident.sandbox.xroad;

/** How the security server may answer wrongly on command; each changes one thing in an otherwise right answer. */
public enum XRoadFault {
    /** SOAP: {@code requestHash} is the one of other bytes. */
    WRONG_REQUEST_HASH,
    /** SOAP: {@code requestHash} is missing. */
    NO_REQUEST_HASH,
    /** SOAP: {@code requestHash} is right, its {@code algorithmId} the plain name {@code SHA-512} and the text broken over lines; no error. */
    REQUEST_HASH_BY_NAME,
    /** SOAP: {@code requestHash} names SHA-1. */
    REQUEST_HASH_SHA1,
    /** The message id is another one. */
    WRONG_ID,
    /** The client is another one. */
    WRONG_CLIENT,
    /** The service is another one. */
    WRONG_SERVICE,
    /** The message id is missing. */
    NO_ID,
    /** The client is missing. */
    NO_CLIENT,
    /** The service is missing. */
    NO_SERVICE,
    /** SOAP: the message id stands twice. */
    ID_TWICE,
    /** A web page of something that is no security server. */
    NOT_A_SECURITY_SERVER,
    /** REST: the provider answers 503; an ordinary answer for X-Road. SOAP: the provider answers with a fault of its own. */
    PROVIDER_FAULT,
    /** SOAP: the provider's fault has the code {@code Server}, which is X-Road's prefix without more. */
    PROVIDER_FAULT_BARE_CODE,
    /** SOAP: an envelope with a document type. REST: the same as a body. */
    DOCUMENT_TYPE,
    /** SOAP: a body with two elements. */
    TWO_BODIES
}
