package dev.eresident.core.signature;

import java.time.Instant;
import java.util.List;

/** The result of checking one document. */
public record CheckReport(
        String name,
        DocumentFormat format,
        Verdict verdict,
        Instant checkedAt,
        List<CheckedFile> files,
        List<CheckedSignature> signatures,
        List<Finding> findings) {
    /** One data file of the document. */
    public record CheckedFile(String name, String mediaType, long size, List<String> coveredBy) {}

    /** One line of JSON as in the command-line contract (design §6), where {@code file} is the given name. */
    public String toJson(String file) {
        throw new UnsupportedOperationException("contract " + file);
    }
}
