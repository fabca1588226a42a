package dev.eresident.payments.journal;

/** How far the effect that a key names has come. */
public enum IdempotencyState {
    /** Written down; nothing was sent, or what was tried certainly did not arrive. */
    PREPARED,
    /** May be on its way, or may have been when the process died: it is not sent again, but asked about. */
    SENDING,
    /** It was sent and no answer was read: it may have happened. */
    UNKNOWN,
    /** The remote service was asked for long enough and does not know it: it did not happen, and may be sent again. */
    NOT_FOUND_AFTER_PROBE,
    /** The outcome is known and written down, whatever it was. */
    DONE;

    /**
     * Tells whether the effect may have happened without our knowing.
     *
     * @return true for {@link #SENDING} and {@link #UNKNOWN}
     */
    public boolean isInDoubt() {
        return this == SENDING || this == UNKNOWN;
    }
}
