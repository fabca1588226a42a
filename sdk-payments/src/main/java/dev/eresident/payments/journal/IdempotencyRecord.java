package dev.eresident.payments.journal;

import dev.eresident.core.Bytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known under one key; a store keeps it as it is. The methods make the next record by the rules of the states, and throw
 * {@link IllegalStateException} for a step that the rules do not have.
 *
 * <p>The text form shows key, operation and state, never context or result.
 *
 * @param key names the effect
 * @param operation what is done, for example {@code braintree.charge}: 1 to 64 characters
 * @param requestSha256 over everything that defines the effect: 32 bytes
 * @param state how far it has come
 * @param attempt how many times it was about to be sent
 * @param changedAt when the record took this form, to the millisecond
 * @param sentAt when the last attempt was about to be sent
 * @param context what a probe needs to find the effect again (ids and amounts, no personal data): at most 2000 characters
 * @param result the outcome, once it is known: at most 8192 bytes
 * @param version counts the changes, from 0
 */
public record IdempotencyRecord(
        IdempotencyKey key,
        String operation,
        Bytes requestSha256,
        IdempotencyState state,
        int attempt,
        Instant changedAt,
        Optional<Instant> sentAt,
        String context,
        Optional<Bytes> result,
        long version) {
    /** The most characters of a context. */
    public static final int LONGEST_CONTEXT = 2000;

    /** The most bytes of a result. */
    public static final int LARGEST_RESULT = 8192;

    private static final int LONGEST_OPERATION = 64;
    private static final int HASH_SIZE = 32;

    /**
     * Checks sizes, and that a result is there exactly when the state is {@link IdempotencyState#DONE}.
     *
     * @throws IllegalArgumentException if a part breaks these rules
     */
    public IdempotencyRecord {
        Objects.requireNonNull(key, "key");
        changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
        sentAt = sentAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        require(!operation.isEmpty() && operation.length() <= LONGEST_OPERATION, "operation of 1 to 64 characters");
        require(requestSha256.size() == HASH_SIZE, "request hash of 32 bytes");
        require(context.length() <= LONGEST_CONTEXT, "context of at most 2000 characters");
        require(result.isPresent() == (state == IdempotencyState.DONE), "result exactly when done");
        require(result.map(Bytes::size).orElse(0) <= LARGEST_RESULT, "result of at most 8192 bytes");
        require(attempt >= 0 && version >= 0, "attempt and version not below zero");
        require(!state.isInDoubt() || sentAt.isPresent(), "time of sending");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("An idempotency record needs: " + what);
        }
    }

    /**
     * Begins a record; nothing was sent yet.
     *
     * @param key names the effect
     * @param operation what is done
     * @param requestSha256 over everything that defines it
     * @param context what a probe needs
     * @param at now
     * @return version 0
     */
    public static IdempotencyRecord prepared(
            IdempotencyKey key, String operation, Bytes requestSha256, String context, Instant at) {
        return new IdempotencyRecord(
                key,
                operation,
                requestSha256,
                IdempotencyState.PREPARED,
                0,
                at,
                Optional.empty(),
                context,
                Optional.empty(),
                0);
    }

    /**
     * Tells whether this record is about the same effect.
     *
     * @param otherOperation what is done
     * @param otherRequestSha256 over everything that defines it
     * @return false when the key was used for something else
     */
    public boolean isFor(String otherOperation, Bytes otherRequestSha256) {
        return operation.equals(otherOperation) && requestSha256.equals(otherRequestSha256);
    }

    /**
     * The request is about to be sent.
     *
     * @param at now
     * @return the next record
     */
    public IdempotencyRecord sending(Instant at) {
        allow(state == IdempotencyState.PREPARED || state == IdempotencyState.NOT_FOUND_AFTER_PROBE, "sent");
        return next(IdempotencyState.SENDING, attempt + 1, at, Optional.of(at), context, Optional.empty());
    }

    /**
     * The request certainly did not arrive, or was turned away unread.
     *
     * @param at now
     * @return the next record
     */
    public IdempotencyRecord notSent(Instant at) {
        allow(state == IdempotencyState.SENDING, "taken back");
        return next(IdempotencyState.PREPARED, attempt, at, sentAt, context, Optional.empty());
    }

    /**
     * No answer was read.
     *
     * @param at now
     * @return the next record
     */
    public IdempotencyRecord unknown(Instant at) {
        allow(state == IdempotencyState.SENDING, "lost");
        return next(IdempotencyState.UNKNOWN, attempt, at, sentAt, context, Optional.empty());
    }

    /**
     * The remote service was asked for long enough and does not know the effect.
     *
     * @param at now
     * @return the next record
     */
    public IdempotencyRecord notFound(Instant at) {
        allow(state.isInDoubt(), "missed");
        return next(IdempotencyState.NOT_FOUND_AFTER_PROBE, attempt, at, sentAt, context, Optional.empty());
    }

    /**
     * The outcome is known.
     *
     * @param outcome what is answered when the key comes again
     * @param at now
     * @return the next record
     */
    public IdempotencyRecord done(Bytes outcome, Instant at) {
        allow(state != IdempotencyState.DONE, "done again");
        return next(IdempotencyState.DONE, attempt, at, sentAt, context, Optional.of(outcome));
    }

    /**
     * Replaces the context of something that is not sent.
     *
     * @param newContext what is known now
     * @param at now
     * @return the next record
     */
    public IdempotencyRecord withContext(String newContext, Instant at) {
        allow(state == IdempotencyState.PREPARED, "changed");
        return next(state, attempt, at, sentAt, newContext, Optional.empty());
    }

    private void allow(boolean allowed, String step) {
        if (!allowed) {
            throw new IllegalStateException("What is " + state + " cannot be " + step);
        }
    }

    private IdempotencyRecord next(
            IdempotencyState nextState,
            int nextAttempt,
            Instant at,
            Optional<Instant> nextSentAt,
            String nextContext,
            Optional<Bytes> nextResult) {
        return new IdempotencyRecord(
                key,
                operation,
                requestSha256,
                nextState,
                nextAttempt,
                at,
                nextSentAt,
                nextContext,
                nextResult,
                version + 1);
    }

    /** Shows key, operation, state, attempt and version. */
    @Override
    public String toString() {
        return "IdempotencyRecord[" + key.value() + ", " + operation + ", " + state + ", attempt " + attempt
                + ", version " + version + "]";
    }
}
