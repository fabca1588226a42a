package dev.eresident.core.internal.zip;

/** What can be wrong with an archive; one of these stands in every {@link ZipFormatException}. */
public enum ZipProblem {
    /** The file has no bytes. */
    EMPTY_FILE,
    /** The file is something else than a ZIP archive. */
    NOT_A_ZIP,
    /** The file starts like an archive and stops too early. */
    TRUNCATED,
    /** An entry, or the directory, is encrypted. */
    ENCRYPTED,
    /** There are more entries, more bytes or a higher compression than {@link ZipLimits} allow. */
    LIMIT_EXCEEDED,
    /** Two parts of the archive contradict each other, or bytes belong to no part: different readers could see different content. */
    INCONSISTENT,
    /** An entry's name could escape a folder, or cannot be shown. */
    BAD_NAME,
    /** Two entries have the same name. */
    DUPLICATE,
    /** An entry uses a compression method or feature other than "stored" and "deflated". */
    UNSUPPORTED_METHOD
}
