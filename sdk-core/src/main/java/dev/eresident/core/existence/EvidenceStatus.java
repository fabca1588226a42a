package dev.eresident.core.existence;

import dev.eresident.core.TrustException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Whether an evidence record proves that data existed. */
public sealed interface EvidenceStatus {
    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        return this instanceof Proven ? Kind.PROVEN : Kind.UNACCEPTABLE;
    }

    /**
     * Continues with one function for the only case that proves anything, and one for all others, also those of later releases.
     *
     * @param proven gets the time
     * @param otherwise gets anything else: treat it as a refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Proven, ? extends R> proven, Function<? super EvidenceStatus, ? extends R> otherwise) {
        return this instanceof Proven time ? proven.apply(time) : otherwise.apply(this);
    }

    /**
     * Returns the proven time, for callers that prefer an exception.
     *
     * @return since when the data exists
     * @throws TrustException {@code EVIDENCE_RECORD_UNACCEPTABLE} if the record proves nothing
     */
    default Proven orElseThrow() {
        return match(proven -> proven, other -> {
            throw new TrustException(
                    "EVIDENCE_RECORD_UNACCEPTABLE",
                    "The evidence record proves nothing about the data; do not rely on the times in it");
        });
    }

    /**
     * Returns every time-stamp of the record with what was found about it.
     *
     * @return the oldest first; empty when the record was not looked into
     */
    List<CheckedStamp> stamps();

    /** The cases. Later releases may add some: treat unknown ones as a refusal. */
    enum Kind {
        /** The time is proven. */
        PROVEN,
        /** Nothing is proven. */
        UNACCEPTABLE
    }

    /**
     * All data objects existed at this time, and every renewal since then was made in time.
     *
     * @param since time of the first time-stamp
     * @param complete whether the record's first group names the given data objects and nothing else (RFC 4998 §5.3); false when it also covers something that was not given
     * @param stamps every time-stamp, the oldest first; the caller's policy judges the age of their algorithms by {@link CheckedStamp#neededUntil}
     */
    record Proven(Instant since, boolean complete, List<CheckedStamp> stamps) implements EvidenceStatus {
        /** Copies the list. */
        public Proven {
            stamps = List.copyOf(stamps);
        }
    }

    /**
     * The record proves nothing about the data.
     *
     * @param problem the most certain rule that was broken
     * @param text the same in words
     * @param stamps every time-stamp, the oldest first
     */
    record Unacceptable(Problem problem, String text, List<CheckedStamp> stamps) implements EvidenceStatus {
        /** Copies the list. */
        public Unacceptable {
            stamps = List.copyOf(stamps);
        }
    }

    /** Why a record proves nothing. More may come: treat unknown ones as refusal. */
    enum Problem {
        /** No data was given, or several objects for a record that covers one: what it covers is not known. */
        DATA_NOT_FOUND,
        /** A data object has no digest in an algorithm that the record uses. */
        DATA_DIGEST_MISSING,
        /** A data object is not what the record covers. */
        DATA_MISMATCH,
        /** The record covers an encrypted form of the data. */
        ENCRYPTED_DATA,
        /** A digest algorithm is not known. */
        ALGORITHM,
        /** A chain mixes digest algorithms, or hash values have another length than the algorithm gives. */
        DIGEST_CHANGED,
        /** The time-stamp of a hash tree is over something else than its root. */
        TREE_MISMATCH,
        /** A renewal does not cover the time-stamps before it. */
        RENEWAL_MISMATCH,
        /** A time-stamp is broken: {@link CheckedStamp#status} tells. */
        TIMESTAMP,
        /** A time-stamp is intact, but its authority is not trusted: {@link CheckedStamp#status} tells. */
        TIMESTAMP_NOT_TRUSTED,
        /** A time-stamp is older than the one that it renews. */
        TIME_ORDER,
        /** A time-stamp is from after the time of the check. */
        FROM_THE_FUTURE,
        /** The certificates of a time-stamp expired before it was renewed, or before the time of the check. */
        NOT_RENEWED_IN_TIME
    }
}
