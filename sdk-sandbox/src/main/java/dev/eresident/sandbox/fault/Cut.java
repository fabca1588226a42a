package dev.eresident.sandbox.fault;

/** Where a {@link CuttingProxy} ends a connection. */
public enum Cut {
    /** Nowhere: request and answer pass. */
    NONE(true),
    /** As soon as it is accepted, before a byte of the request was read (reset). */
    BEFORE_SEND(false),
    /** After the first bytes of the request, of which none is passed on (reset). */
    IN_MID_REQUEST_NOTHING_PASSED(false),
    /** After a part of the request was passed on; the service sees it cut as well (reset). */
    IN_MID_REQUEST_PART_PASSED(false),
    /** After the whole request was passed on and answered; no byte of the answer comes through (reset or proper end). */
    BEFORE_ANSWER(true),
    /** After the whole request was passed on and answered; a part of the answer comes through (proper end). */
    IN_MID_ANSWER(true);

    private final boolean carriedOut;

    Cut(boolean carriedOut) {
        this.carriedOut = carriedOut;
    }

    /**
     * Tells whether the service carries the request out.
     *
     * @return true if it got the whole request
     */
    public boolean isCarriedOut() {
        return carriedOut;
    }
}
