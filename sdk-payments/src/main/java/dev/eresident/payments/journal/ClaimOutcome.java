package dev.eresident.payments.journal;

/** Who may send: what {@link IdempotencyJournal#claim} answers. */
public sealed interface ClaimOutcome {
    /**
     * The caller, and nobody else, sends now; the record is written as {@link IdempotencyState#SENDING}.
     *
     * @param record to be settled with one of the journal's methods
     */
    record Claimed(IdempotencyRecord record) implements ClaimOutcome {}

    /**
     * It happened before; nothing is to be sent.
     *
     * @param record holds the result
     */
    record AlreadyDone(IdempotencyRecord record) implements ClaimOutcome {}

    /**
     * It may have happened, or is happening in another thread or on another node; nothing is to be sent. Probe.
     *
     * @param record SENDING or UNKNOWN
     */
    record InDoubt(IdempotencyRecord record) implements ClaimOutcome {}

    /**
     * The key was used for another request; nothing is to be sent.
     *
     * @param record of the other request
     */
    record Conflict(IdempotencyRecord record) implements ClaimOutcome {}
}
