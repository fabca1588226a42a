package dev.eresident.sandbox.braintree;

/** How the gateway may fail or answer wrongly on command, above HTTP. */
public enum BraintreeFault {
    /** 401: the keys are not accepted. Nothing happens. */
    UNAUTHORIZED(401, false),
    /** 403: the keys may not do this. Nothing happens. */
    FORBIDDEN(403, false),
    /** 404: there is no such thing. Nothing happens. */
    NOT_FOUND(404, false),
    /** 408: the request came too slowly. Nothing happens. */
    REQUEST_TIMEOUT(408, false),
    /** 426: the client is too old. Nothing happens. */
    UPGRADE_REQUIRED(426, false),
    /** 429: too many requests. Nothing happens. */
    TOO_MANY_REQUESTS(429, false),
    /** 500 before anything happens. */
    SERVER_ERROR(500, false),
    /** 500 after the request was carried out. */
    SERVER_ERROR_AFTERWARDS(500, true),
    /** 503 before anything happens. */
    UNAVAILABLE(503, false),
    /** 503 after the request was carried out. */
    UNAVAILABLE_AFTERWARDS(503, true),
    /** 504 before anything happens. */
    GATEWAY_TIMEOUT(504, false),
    /** 504 after the request was carried out. */
    GATEWAY_TIMEOUT_AFTERWARDS(504, true),
    /** The request is carried out; the answer shows another order id. */
    OTHER_ORDER_ID(0, true),
    /** The request is carried out; the answer shows another amount. */
    OTHER_AMOUNT(0, true),
    /** The request is carried out; the answer shows another currency. */
    OTHER_CURRENCY(0, true),
    /** The request is carried out; the answer shows a status that nobody documents. */
    UNKNOWN_STATUS(0, true),
    /** The request is carried out; the answer shows a type of transaction that nobody documents. */
    UNKNOWN_TYPE(0, true),
    /** The request is carried out; the answer lacks the transaction's id. */
    NO_ID(0, true),
    /** The request is carried out; the answer has a document type. */
    DOCUMENT_TYPE(0, true);

    private final int status;
    private final boolean afterwards;

    BraintreeFault(int status, boolean afterwards) {
        this.status = status;
        this.afterwards = afterwards;
    }

    /**
     * The HTTP status.
     *
     * @return 0 if it is the one of the right answer
     */
    public int status() {
        return status;
    }

    /**
     * Tells whether the request is carried out all the same.
     *
     * @return true if, for example, the card is charged
     */
    public boolean isAfterwards() {
        return afterwards;
    }
}
