package dev.eresident.sandbox.fault;

/** What may go wrong between a client and a service, below the protocol. */
public enum TransportFault {
    /** The service says {@code 500 Internal Server Error}. */
    HTTP_500,
    /** The service says {@code 503 Service Unavailable} with {@code Retry-After: 1}. */
    HTTP_503,
    /** The service says {@code 403 Forbidden}: no contract. */
    HTTP_403,
    /** The service says {@code 429 Too Many Requests}. */
    HTTP_429,
    /** The service redirects to another path of the same server. */
    REDIRECT,
    /** The right answer as {@code text/html}. */
    WRONG_CONTENT_TYPE,
    /** The right content type, but bytes that mean nothing. */
    GARBAGE_BODY,
    /** The right content type and no body. */
    EMPTY_BODY,
    /** The connection is reset as soon as the request was read; it is not carried out. */
    CONNECTION_RESET,
    /** The connection is closed properly as soon as the request was read; it is not carried out. */
    CONNECTION_CLOSED,
    /** The request is carried out, then the connection is closed properly without any answer. */
    ANSWER_LOST,
    /** The request is carried out, then nothing happens. */
    NO_ANSWER_AFTERWARDS,
    /** The request is read and then nothing happens; it is not carried out. */
    NO_ANSWER,
    /** The right answer, one byte every quarter of a second. */
    SLOW_DRIP,
    /** The right head with the full length, half of the body, then the connection closes. */
    CUT_IN_MID_ANSWER,
    /** The right head without a length, and a body that never ends (64 KiB every 5 ms). */
    ENDLESS_BODY
}
