package dev.eresident.core.signature;

/**
 * One thing found: stable code, severity, where in the document, and a sentence that a bank clerk understands.
 *
 * @param code the code
 * @param severity whether it speaks against the document
 * @param where entry, or {@code entry#signature}; empty for the document as a whole
 * @param text a sentence without personal data; names of files may occur
 */
public record Finding(FindingCode code, Severity severity, String where, String text) {
    /** Whether the finding speaks against the document. */
    public enum Severity {
        /** It does. */
        ERROR,
        /** It should be known, and changes nothing. */
        WARNING
    }

    static Finding error(FindingCode code, String where) {
        return new Finding(code, Severity.ERROR, where, code.sentence());
    }
}
