package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signature or document time-stamp of a PDF as its structure shows it. Nothing of it is verified.
 *
 * @param field name of its field; of the first one when several share it
 * @param kind how the CMS is made
 * @param cms the CMS or time-stamp token, cut to its own length; empty when there is none that can be read
 * @param range the bytes that it covers; empty when they do not fit the file, which then is among the remarks
 * @param claimedAt time of the entry M
 * @param claimedInPdf whether that entry is there
 * @param coversDocument whether nothing follows the bytes that it covers
 * @param withMaterial whether its revision already holds validation data (DSS), which a document time-stamp then covers
 * @param remarks what was found; a fatal one speaks against it
 */
public record PdfSignature(
        String field,
        Kind kind,
        Bytes cms,
        Optional<ByteRange> range,
        Optional<Instant> claimedAt,
        boolean claimedInPdf,
        boolean coversDocument,
        boolean withMaterial,
        List<PdfRemark> remarks) {
    /** The values of SubFilter that matter. */
    public enum Kind {
        /** {@code ETSI.CAdES.detached}: PAdES. */
        CADES,
        /** {@code adbe.pkcs7.detached}: signatures of before PAdES. */
        PKCS7,
        /** {@code ETSI.RFC3161}: a time-stamp over the whole revision. */
        DOCUMENT_TIMESTAMP,
        /** Anything else, which is refused. */
        OTHER;

        static Kind of(String subFilter) {
            return switch (subFilter) {
                case "ETSI.CAdES.detached" -> CADES;
                case "adbe.pkcs7.detached" -> PKCS7;
                case "ETSI.RFC3161" -> DOCUMENT_TIMESTAMP;
                default -> OTHER;
            };
        }
    }

    /** Copies the list. */
    public PdfSignature {
        remarks = List.copyOf(remarks);
    }

    /**
     * Tells whether its structure alone speaks against it.
     *
     * @return whether a remark is fatal
     */
    public boolean broken() {
        return remarks.stream().anyMatch(PdfRemark::fatal);
    }

    PdfSignature withMaterial(boolean there) {
        return new PdfSignature(field, kind, cms, range, claimedAt, claimedInPdf, coversDocument, there, remarks);
    }

    PdfSignature with(List<PdfRemark> more) {
        List<PdfRemark> all = new ArrayList<>(remarks);
        all.addAll(more);
        return new PdfSignature(field, kind, cms, range, claimedAt, claimedInPdf, coversDocument, withMaterial, all);
    }
}
