package dev.eresident.core.signature;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.cades.CadesDocument;
import dev.eresident.core.signature.cades.StreamedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file that the caller gave with a signature: a report is good only if that file is what was signed. */
final class GivenContent {
    private GivenContent() {}

    /** Whether a CMS that carries content carries these very bytes. */
    static boolean isCarriedBy(CadesDocument document, ByteSource given) {
        Set<DigestAlgorithm> digest = Set.of(DigestAlgorithm.SHA256);
        return document.carries(StreamedContent.of("", given, digest));
    }

    /** The same report about a document that signs something else than the given file: nothing in it proves anything of that file. */
    static CheckReport notJudged(CheckReport report) {
        if (report.signatures().isEmpty()) {
            return report;
        }
        List<Finding> findings = new ArrayList<>(report.findings());
        findings.add(Finding.error(FindingCode.CONTENT_NOT_JUDGED, ""));
        return new CheckReport(
                report.name(),
                report.format(),
                report.verdict().worst(FindingCode.CONTENT_NOT_JUDGED.verdict()),
                report.checkedAt(),
                report.files(),
                report.signatures().stream().map(CheckedSignature::unproven).toList(),
                findings);
    }

    /** The same report where no file was given, or the format is one that says by itself that a file is missing. */
    static CheckReport judged(CheckReport report, Optional<ByteSource> given) {
        boolean carries = report.format() != DocumentFormat.CADES
                && report.format() != DocumentFormat.TST
                && report.format() != DocumentFormat.ERS;
        return given.isPresent() && carries ? notJudged(report) : report;
    }
}
