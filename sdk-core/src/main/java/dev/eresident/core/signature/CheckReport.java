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
     * Writes the report as one line of compact JSON: the line that {@code eresident check --json} prints. Its fields, in this order (fields may be added in any release; none is renamed,
     * removed or given another type):
     *
     * <ul>
     *   <li>{@code file}, {@code format} ({@link DocumentFormat}), {@code verdict} ({@link Verdict}), {@code signatures[]}, {@code findings[]} (those of the document, then those of all its
     *       signatures), {@code checkedAt}, {@code files[]}.
     *   <li>Of each signature: {@code id}, {@code verdict}, {@code code} ({@link FindingCode}; null when VALID), {@code profile}, {@code qualification} (may be null), {@code signer} (null when
     *       no certificate was found), {@code claimedAt}, {@code provenAt} (null when there is none), {@code warnings[]} (codes), {@code kind} ({@link CheckedSignature.Kind}: by a
     *       {@code TIMESTAMP} or an {@code EVIDENCE_RECORD} nobody agreed to anything), {@code coveredFiles[]} (names; an empty one is the document itself), {@code findings[]}.
     *   <li>Of the signer, or of the authority of a time-stamp, as its certificate says and to be believed only when the signature is VALID: {@code name}, {@code code} (a person's or an
     *       organisation's, as written), {@code country}, {@code id} ({@link CheckedSignature#signerId()}, for example {@code NTREE-10747013}), {@code issuer} (name of the
     *       certificate's issuer), {@code certificateSha256} (hexadecimal), {@code eResident} ({@code YES}, {@code NO} or {@code UNKNOWN}) and {@code eResidentReason}. What the certificate does
     *       not hold is null; so is e-residency of what only proves a time.
     *   <li>Of each finding: {@code code}, {@code severity} ({@code ERROR} or {@code WARNING}), {@code where}, {@code text}.
     *   <li>Of each data file: {@code name}, {@code mediaType} (may be empty), {@code size} in bytes, {@code coveredBy[]}: the signatures that cover its content, by {@code id} and whatever their
     *       verdict.
     * </ul>
     *
     * <p>Times are ISO 8601 in UTC. When the lists {@code coveredFiles}, {@code coveredBy} and a signature's own {@code findings} together would hold more than 16 Mi characters, as only a
     * hostile document makes them, those that do not fit are null: they are left out, and not empty.
     *
     * @param file the value of its field {@code file}
     * @return the line, without line end
     */
    public String toJson(String file) {
        return ReportJson.write(this, file);
    }
}
