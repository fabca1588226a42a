package dev.eresident.core.signature;

import java.time.Instant;
import java.util.List;

/**
 * The result of checking one document. The same bytes, policy and time give the same report, and the same JSON.
 *
 * @param name name of the document as given, without folders
 * @param format what kind of document it is
 * @param verdict the worst of the signatures and of the document's own errors
 * @param checkedAt validation time
 * @param files its data files; empty when it could not be opened
 * @param signatures its signatures in document order
 * @param findings what was found about the document as a whole; each signature has its own
 */
public record CheckReport(
        String name,
        DocumentFormat format,
        Verdict verdict,
        Instant checkedAt,
        List<CheckedFile> files,
        List<CheckedSignature> signatures,
        List<Finding> findings) {
    /**
     * One data file of the document.
     *
     * @param name entry name
     * @param mediaType media type by the manifest, empty when not stated
     * @param size bytes
     * @param coveredBy identifiers of the signatures that cover its content
     */
    public record CheckedFile(String name, String mediaType, long size, List<String> coveredBy) {
        /** Copies the list. */
        public CheckedFile {
            coveredBy = List.copyOf(coveredBy);
        }
    }

    /** Copies the lists. */
    public CheckReport {
        files = List.copyOf(files);
        signatures = List.copyOf(signatures);
        findings = List.copyOf(findings);
    }

    /**
     * Tells whether everything is in order.
     *
     * @return whether the verdict is VALID
     */
    public boolean isValid() {
        return verdict == Verdict.VALID;
    }

    /**
     * Writes the report as one line of compact JSON: the line that {@code eresident check --json} prints.
     *
     * @param file the value of its field {@code file}
     * @return the line, without line end
     */
    public String toJson(String file) {
        return ReportJson.write(this, file);
    }
}
