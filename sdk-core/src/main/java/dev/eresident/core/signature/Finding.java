package dev.eresident.core.signature;

/** One thing found: stable code, severity, where in the document, and a sentence that a bank clerk understands. */
public record Finding(FindingCode code, Severity severity, String where, String text) {
    /** Whether the finding speaks against the document. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
