package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.pades.PdfDocument;
import dev.eresident.core.signature.pades.PdfRemark;
import dev.eresident.core.signature.pades.PdfSignature;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges one PDF: all its signatures, each with the revision that it covers. It is held in memory, under a limit. */
final class PdfCheck {
    private final Judges judges;

    PdfCheck(Judges judges) {
        this.judges = judges;
    }

    CheckReport check(String name, ByteSource source, int limit, Instant at) throws IOException {
        if (source.size() > limit) {
            return report(name, Verdict.UNREADABLE, at, Finding.error(FindingCode.TOO_LARGE, ""));
        }
        byte[] file = source.head((int) source.size());
        PdfDocument document;
        try {
            document = PdfDocument.read(file);
        } catch (ProtocolException e) {
            FindingCode code = FindingCode.valueOf(e.code());
            return report(name, code.verdict(), at, Finding.error(code, ""));
        }
        List<Finding> findings = new ArrayList<>();
        for (PdfRemark remark : document.remarks()) {
            findings.add(new Finding(
                    remark.code(), Finding.Severity.WARNING, "", remark.code().sentence()));
        }
        List<CheckedSignature> signatures = new ArrayList<>();
        List<String> covering = new ArrayList<>(1);
        Verdict worst = Verdict.VALID;
        for (PdfSignature signature : document.signatures()) {
            if (signature.kind() == PdfSignature.Kind.DOCUMENT_TIMESTAMP) {
                continue;
            }
            SignatureOutcome outcome = judges.pades().validate(name, file, document, signature, at);
            CheckedSignature checked = CheckedSignature.of("#" + outcome.id(), outcome, judges.trust());
            signatures.add(checked);
            worst = worst.worst(checked.verdict());
            if (!outcome.files().isEmpty() && !signature.broken()) {
                covering.add(checked.id());
            }
        }
        Verdict verdict = signatures.isEmpty() ? Verdict.UNSIGNED : worst;
        CheckReport.CheckedFile content = new CheckReport.CheckedFile(name, "application/pdf", source.size(), covering);
        return new CheckReport(name, DocumentFormat.PADES, verdict, at, List.of(content), signatures, findings);
    }

    private static CheckReport report(String name, Verdict verdict, Instant at, Finding finding) {
        return new CheckReport(name, DocumentFormat.PADES, verdict, at, List.of(), List.of(), List.of(finding));
    }
}
