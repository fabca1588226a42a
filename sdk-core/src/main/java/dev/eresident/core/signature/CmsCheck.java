package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.cades.CadesDocument;
import dev.eresident.core.signature.cades.SignedContent;
import dev.eresident.core.signature.cades.StreamedContent;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges one CMS document with all its signatures. */
final class CmsCheck {
    private final Judges judges;

    CmsCheck(Judges judges) {
        this.judges = judges;
    }

    /** Checks a document; {@code detached} is what was signed when it does not carry it, if it is at hand. */
    CheckReport check(String name, ByteSource source, Optional<ByteSource> detached, Instant at) throws IOException {
        String contentName = contentName(name);
        CadesDocument document;
        try {
            document = CadesDocument.read(source, contentName);
        } catch (ProtocolException e) {
            String message = e.getMessage();
            Finding finding = new Finding(
                    FindingCode.SIG_CMS_MALFORMED,
                    Finding.Severity.ERROR,
                    "",
                    message == null ? FindingCode.SIG_CMS_MALFORMED.sentence() : message);
            return new CheckReport(
                    name, DocumentFormat.CADES, Verdict.UNREADABLE, at, List.of(), List.of(), List.of(finding));
        }
        if (document.signatureCount() == 0) {
            Finding finding = new Finding(
                    FindingCode.FORMAT_FAILURE, Finding.Severity.ERROR, "", "The document holds no signature.");
            return new CheckReport(
                    name, DocumentFormat.CADES, finding.code().verdict(), at, List.of(), List.of(), List.of(finding));
        }
        Optional<SignedContent> content = document.detached()
                ? detached.map(file -> StreamedContent.of(contentName, file, document.digests()))
                : Optional.empty();
        List<CheckedSignature> signatures = new ArrayList<>(document.signatureCount());
        List<String> covering = new ArrayList<>(document.signatureCount());
        Verdict worst = Verdict.VALID;
        for (int i = 0; i < document.signatureCount(); i++) {
            SignatureOutcome outcome = judges.cades().validate(name, document, i, content, Optional.empty(), at);
            CheckedSignature signature = CheckedSignature.of("#" + outcome.id(), outcome, judges.trust());
            signatures.add(signature);
            worst = worst.worst(outcome.verdict());
            if (!outcome.files().isEmpty()) {
                covering.add(signature.id());
            }
        }
        List<CheckReport.CheckedFile> files = document.contentSize()
                .or(() -> detached.map(ByteSource::size))
                .map(size -> List.of(new CheckReport.CheckedFile(contentName, "", size, covering)))
                .orElse(List.of());
        CheckReport report = new CheckReport(name, DocumentFormat.CADES, worst, at, files, signatures, List.of());
        boolean other = !document.detached()
                && detached.filter(given -> !GivenContent.isCarriedBy(document, given))
                        .isPresent();
        return other ? GivenContent.notJudged(report) : report;
    }

    /** By custom {@code contract.pdf.p7m} carries or signs {@code contract.pdf}. */
    private static String contentName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean extended = lower.endsWith(".p7m") || lower.endsWith(".p7s");
        return extended && name.length() > 4 ? name.substring(0, name.length() - 4) : "content";
    }
}
