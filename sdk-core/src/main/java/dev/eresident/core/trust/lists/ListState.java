package dev.eresident.core.trust.lists;

/** How a list came into a snapshot, or did not. More may come: treat unknown ones as {@link #FAILED}. */
public enum ListState {
    /** Downloaded and verified. */
    LOADED,
    /** The server says that the cached copy is the newest; it was verified again. */
    UNCHANGED,
    /** Taken from the cache without asking, as the caller wanted; verified again. */
    CACHED,
    /** No newer list could be fetched; the cached copy was verified again and is not expired. */
    STALE_USED,
    /** A list was fetched but is not trustworthy; the cached copy was verified again and is not expired. Somebody should look at it. */
    REPLACEMENT_REFUSED,
    /** There is no list that can be used: nothing of this territory is believed. */
    FAILED
}
