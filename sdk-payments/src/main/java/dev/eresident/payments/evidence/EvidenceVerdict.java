package dev.eresident.payments.evidence;

/** What came of an {@link EvidenceCheck}. */
public enum EvidenceVerdict {
    /** All files are the ones that were written, and every verification holds. */
    HOLDS,
    /** A file was changed, is missing or was added, or a verification does not hold. */
    FAILS,
    /** It is no evidence file, is damaged as a whole, or is beyond the limits. */
    UNREADABLE
}
