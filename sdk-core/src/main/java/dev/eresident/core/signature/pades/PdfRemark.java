package dev.eresident.core.signature.pades;

import dev.eresident.core.signature.FindingCode;

/**
 * Something found about a signature before its CMS is looked at.
 *
 * @param code the code
 * @param fatal whether it speaks against the signature
 * @param text details; may be empty
 */
public record PdfRemark(FindingCode code, boolean fatal, String text) {
    static PdfRemark error(FindingCode code, String text) {
        return new PdfRemark(code, true, text);
    }

    static PdfRemark warning(FindingCode code, String text) {
        return new PdfRemark(code, false, text);
    }
}
