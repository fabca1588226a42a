package dev.eresident.payments.evidence;

/** How a file of the evidence compares with the manifest. */
public enum FileStatus {
    /** It is the one that was written. */
    INTACT,
    /** Its content is not the one that was written. */
    CHANGED,
    /** It was written, and is not there. */
    MISSING,
    /** It was not written by the maker of the evidence; nothing relies on it. */
    ADDED,
    /** It cannot be compared, because the manifest itself was changed, is missing or is unreadable. */
    UNCONFIRMED
}
