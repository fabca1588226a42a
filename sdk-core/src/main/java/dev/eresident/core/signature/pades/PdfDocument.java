package dev.eresident.core.signature.pades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.pades.RawScan.RawSignature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PDF as its structure shows it: signatures and document time-stamps in the order of their revisions, and the embedded validation data. Nothing of it is verified. Immutable.
 *
 * @param signatures in the order of what they cover; document time-stamps among them
 * @param material validation data of the last revision and of those that a signature or time-stamp covers
 * @param remarks what was found about the document as a whole; none is fatal
 */
public record PdfDocument(List<PdfSignature> signatures, ValidationMaterial material, List<PdfRemark> remarks) {
    private static final int MAX_SIGNATURES = 200;

    /** Copies the lists. */
    public PdfDocument {
        signatures = List.copyOf(signatures);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a document.
     *
     * @param file its bytes; not to be changed during the call
     * @return its structure
     * @throws ProtocolException PDF_SUPPORT_MISSING when PDFBox is not there; PDF_DAMAGED when it is not built as the standard asks and holds nothing that looks like a signature;
     *     PDF_ENCRYPTED when it needs a password; PDF_TOO_COMPLEX when it exceeds a limit
     */
    public static PdfDocument read(byte[] file) {
        if (!PdfSupport.present()) {
            throw new ProtocolException("PDF_SUPPORT_MISSING", FindingCode.PDF_SUPPORT_MISSING.sentence());
        }
        PdfBudget budget = new PdfBudget();
        RawScan scan = RawScan.of(file, budget);
        budget.restart();
        try {
            return new Reading(file, scan, budget).read();
        } catch (ProtocolException e) {
            if (!e.code().equals("PDF_MALFORMED")) {
                throw e;
            }
            return damaged(file, scan, e);
        }
    }

    /** What looks like a signature is reported as a broken one: a damaged document is never taken for an unsigned one. */
    private static PdfDocument damaged(byte[] file, RawScan scan, ProtocolException cause) {
        SignatureStructure structure = new SignatureStructure(file, scan);
        List<PdfSignature> signatures = new ArrayList<>();
        for (RawSignature raw : scan.signatures()) {
            if (!structure.blank(raw) && signatures.size() < MAX_SIGNATURES) {
                signatures.add(
                        structure.check("", PdfSignature.Kind.of(raw.subFilter()), raw, Optional.empty(), false));
            }
        }
        if (signatures.isEmpty()) {
            throw new ProtocolException("PDF_DAMAGED", FindingCode.PDF_DAMAGED.sentence(), cause);
        }
        return new PdfDocument(signatures, new ValidationMaterial(List.of(), List.of(), List.of()), List.of());
    }

    /**
     * Returns the document time-stamps that cover a signature completely.
     *
     * @param signature one of this document's
     * @return oldest first; broken ones left out
     */
    public List<PdfSignature> timestampsOver(PdfSignature signature) {
        int end = signature.range().map(ByteRange::end).orElse(Integer.MAX_VALUE);
        return signatures.stream()
                .filter(s -> s.kind() == PdfSignature.Kind.DOCUMENT_TIMESTAMP && !s.broken())
                .filter(s -> s.range().map(r -> r.gapStart() >= end).orElse(false))
                .toList();
    }

    /** One reading of a document. */
    private static final class Reading {
        private final byte[] file;
        private final RawScan scan;
        private final PdfBudget budget;
        private final SignatureStructure structure;
        private final ValidationMaterial.Collector material;

        /** The objects of the signatures that get a verdict. */
        private final Set<PdfValue> judged = new HashSet<>();

        Reading(byte[] file, RawScan scan, PdfBudget budget) {
            this.file = file;
            this.scan = scan;
            this.budget = budget;
            this.structure = new SignatureStructure(file, scan);
            this.material = new ValidationMaterial.Collector(budget);
        }

        PdfDocument read() {
            try (PdfObjects last = PdfBoxBridge.open(file, file.length, budget)) {
                FormFields form = FormFields.of(last, budget);
                if (form.signed().size() > MAX_SIGNATURES) {
                    throw PdfBudget.tooComplex("It holds too many signatures.");
                }
                Map<PdfValue.Ref, Long> offsets = last.offsets();
                List<PdfRemark> remarks = new ArrayList<>();
                List<RawSignature> inForm = new ArrayList<>();
                List<PdfSignature> found = new ArrayList<>();
                for (FormFields.Signed signed : form.signed()) {
                    RawSignature raw = structure.find(signed, last, offsets);
                    if (raw != null) {
                        inForm.add(raw);
                    }
                    if (structure.blank(raw)) {
                        remarks.add(PdfRemark.warning(FindingCode.PDF_SIGNATURE_EMPTY, ""));
                    } else {
                        PdfSignature.Kind kind =
                                PdfSignature.Kind.of(last.name(signed.dict().get("SubFilter")));
                        if (kind != PdfSignature.Kind.DOCUMENT_TIMESTAMP) {
                            judged.add(signed.holder());
                        }
                        found.add(structure.check(
                                signed.names().get(0),
                                kind,
                                raw,
                                Optional.of(last.text(signed.dict().get("M"))).filter(m -> !m.isEmpty()),
                                true));
                    }
                }
                if (scan.signatures().stream().anyMatch(raw -> !inForm.contains(raw) && !structure.blank(raw))) {
                    remarks.add(PdfRemark.warning(FindingCode.PDF_SIGNATURE_NOT_IN_FORM, ""));
                }
                found.sort(Comparator.comparingInt(
                        s -> s.range().map(ByteRange::end).orElse(Integer.MAX_VALUE)));
                List<PdfSignature> checked = new ArrayList<>(found.size());
                for (PdfSignature signature : SignatureStructure.nested(found)) {
                    checked.add(history(signature, last, form, offsets));
                }
                budget.restart();
                material.add(last);
                return new PdfDocument(checked, material.material(), remarks);
            }
        }

        /** Looks at the revision that a signature covers, and at what came after it. */
        private PdfSignature history(
                PdfSignature signature, PdfObjects last, FormFields form, Map<PdfValue.Ref, Long> offsets) {
            if (signature.range().isEmpty() || signature.broken()) {
                return signature;
            }
            int end = signature.range().get().end();
            budget.restart();
            try (PdfObjects revision = PdfBoxBridge.open(file, end, budget)) {
                material.add(revision);
                PdfSignature seen = signature.withMaterial(ValidationMaterial.isIn(revision));
                if (signature.kind() == PdfSignature.Kind.DOCUMENT_TIMESTAMP) {
                    return seen;
                }
                return seen.with(changes(signature, end, revision, last, form, offsets));
            } catch (ProtocolException e) {
                if (!e.code().equals("PDF_MALFORMED")) {
                    throw e;
                }
                return signature.with(List.of(PdfRemark.error(
                        FindingCode.PDF_DAMAGED, "It concerns the revision that the signature covers.")));
            }
        }

        private List<PdfRemark> changes(
                PdfSignature signature,
                int end,
                PdfObjects revision,
                PdfObjects last,
                FormFields form,
                Map<PdfValue.Ref, Long> offsets) {
            FormFields oldForm = FormFields.of(revision, budget);
            Optional<FormFields.Signed> own = oldForm.signed().stream()
                    .filter(s -> s.names().contains(signature.field()))
                    .filter(s -> isOf(signature, s, revision))
                    .findFirst();
            if (own.isEmpty()) {
                return List.of(PdfRemark.error(
                        FindingCode.CONTENT_CHANGED_AFTER_SIGNING,
                        "The signature was no part of the revision that it covers."));
            }
            if (signature.coversDocument()) {
                return List.of();
            }
            List<PdfRemark> remarks = new ArrayList<>(structure.appended(end, offsets));
            if (remarks.isEmpty()) {
                new AppendedSyntax(file, scan, structure)
                        .ambiguity(end)
                        .ifPresent(
                                text -> remarks.add(PdfRemark.error(FindingCode.CONTENT_CHANGED_AFTER_SIGNING, text)));
            }
            Permissions permissions =
                    Permissions.of(revision, own.get().dict(), own.get().field());
            Set<PdfValue> later = new HashSet<>(judged);
            oldForm.signed().forEach(signed -> later.remove(signed.holder()));
            AddedSignatures added = new AddedSignatures(last, permissions, later);
            remarks.addAll(new RevisionComparison(revision, last, oldForm, form, permissions, added, budget).remarks());
            return remarks;
        }

        private static boolean isOf(PdfSignature signature, FormFields.Signed signed, PdfObjects revision) {
            List<PdfValue> numbers =
                    revision.array(signed.dict().get("ByteRange")).items();
            ByteRange range = signature.range().orElseThrow();
            return numbers.size() == 4
                    && numbers.get(1).equals(new PdfValue.Num(range.gapStart()))
                    && numbers.get(2).equals(new PdfValue.Num(range.gapEnd()));
        }
    }
}
