package dev.eresident.core.existence;

import dev.eresident.core.TrustException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Whether an OpenTimestamps proof shows that data existed. */
public sealed interface OpenTimestampStatus {
    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        if (this instanceof Attested) {
            return Kind.ATTESTED;
        }
        return this instanceof Pending ? Kind.PENDING : Kind.UNACCEPTABLE;
    }

    /**
     * Continues with one function for the only case that proves anything, and one for all others, also those of later releases.
     *
     * @param attested gets the time
     * @param otherwise gets anything else: treat it as a refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Attested, ? extends R> attested,
            Function<? super OpenTimestampStatus, ? extends R> otherwise) {
        return this instanceof Attested time ? attested.apply(time) : otherwise.apply(this);
    }

    /**
     * Returns the attested time, for callers that prefer an exception.
     *
     * @return before when the data existed
     * @throws TrustException {@code OPEN_TIMESTAMP_} and the kind, if nothing is attested
     */
    default Attested orElseThrow() {
        return match(attested -> attested, other -> {
            throw new TrustException(
                    "OPEN_TIMESTAMP_" + other.kind().name(),
                    "The OpenTimestamps proof attests no time; do not rely on it");
        });
    }

    /** The cases. Later releases may add some: treat unknown ones as a refusal. */
    enum Kind {
        /** A block attests the data. */
        ATTESTED,
        /** Not yet. */
        PENDING,
        /** Nothing is attested. */
        UNACCEPTABLE
    }

    /**
     * The data existed before this block. No qualified time-stamp.
     *
     * @param before time of the earliest block that attests it, true to about two hours
     * @param height number of that block
     */
    record Attested(Instant before, long height) implements OpenTimestampStatus {}

    /**
     * No block attests the data yet: calendars have promised it, or the block is not known.
     *
     * @param calendars addresses that the proof names; not to be called unless the caller knows them
     * @param unknownBlocks numbers of blocks that the source does not know
     */
    record Pending(List<String> calendars, List<Long> unknownBlocks) implements OpenTimestampStatus {
        /** Copies the lists. */
        public Pending {
            calendars = List.copyOf(calendars);
            unknownBlocks = List.copyOf(unknownBlocks);
        }
    }

    /**
     * The proof shows nothing about the data.
     *
     * @param problem why
     * @param text the same in words
     */
    record Unacceptable(Problem problem, String text) implements OpenTimestampStatus {}

    /** Why a proof shows nothing. More may come: treat unknown ones as refusal. */
    enum Problem {
        /** The data has no digest in the proof's algorithm. */
        DATA_DIGEST_MISSING,
        /** The proof was made for other data. */
        DATA_MISMATCH,
        /** The block that it names has another Merkle root. */
        BLOCK_MISMATCH,
        /** It holds no attestation that is known. */
        NO_KNOWN_ATTESTATION
    }
}
