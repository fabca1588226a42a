package dev.eresident.examples.cli;

import com.samskivert.mustache.Mustache;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.CheckedSignature;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes check reports as one self-contained HTML page for a person at a counter. The template engine escapes every value; what is invisible is made visible first. */
final class CheckHtml {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final List<Map<String, Object>> documents = new ArrayList<>();
    private Verdict worst = Verdict.VALID;

    /** Adds a report. */
    void add(String file, CheckReport report) {
        worst = worst.worst(report.verdict());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", ReportText.printable(file));
        document.put("format", report.format().name());
        document.put("verdict", report.verdict().name());
        document.put("tone", tone(report.verdict()));
        document.put("sentence", sentence(report));
        document.put(
                "signatures",
                report.signatures().stream().map(CheckHtml::signature).toList());
        document.put("findings", findings(report.findings()));
        document.put("files", report.files().stream().map(f -> file(f, report)).toList());
        document.put("hasFiles", !report.files().isEmpty());
        documents.add(document);
    }

    String render(Instant at) {
        try (InputStream resource = CheckHtml.class.getResourceAsStream("check.mustache");
                Reader template = new InputStreamReader(
                        Objects.requireNonNull(resource, "check.mustache is missing from the jar"),
                        StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .compile(template)
                    .execute(Map.of(
                            "when", TIME.format(at),
                            "count", documents.size(),
                            "several", documents.size() != 1,
                            "worst", worst.name(),
                            "tone", tone(worst),
                            "documents", documents));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only a good signature says anything about a file. */
    private static Map<String, Object> file(CheckReport.CheckedFile file, CheckReport report) {
        boolean covered = report.signatures().stream()
                .anyMatch(s -> s.verdict() == Verdict.VALID && file.coveredBy().contains(s.id()));
        return Map.of("name", ReportText.printable(file.name()), "size", file.size() + " bytes", "covered", covered);
    }

    private static Map<String, Object> signature(CheckedSignature signature) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", ReportText.printable(signature.id()));
        shown.put("verdict", signature.verdict().name());
        shown.put("tone", tone(signature.verdict()));
        boolean good = signature.verdict() == Verdict.VALID;
        shown.put("kind", kind(signature.kind(), good));
        shown.put("signer", ReportText.printable(signature.signerName().orElse("unknown")));
        List<Map<String, String>> facts = new ArrayList<>();
        signature.signer().ifPresent(c -> signer(c, facts));
        if (!signature.provesOnlyTime()) {
            signature.signerDocument().ifPresent(d -> facts.add(fact("e-resident", eResidency(d))));
            facts.add(fact("Level", signature.profile().name()));
        }
        signature.qualification().ifPresent(q -> facts.add(fact("Qualification", q.name())));
        signature.claimedAt().ifPresent(t -> facts.add(fact("Time claimed", TIME.format(t))));
        signature.provenAt().ifPresent(t -> facts.add(fact("Existed by", TIME.format(t))));
        if (!signature.coveredFiles().isEmpty()) {
            facts.add(fact(
                    "Covers",
                    ReportText.printable(String.join(
                            ", ",
                            signature.coveredFiles().stream()
                                    .map(f -> f.isEmpty() ? "the whole document" : f)
                                    .toList()))));
        }
        shown.put("facts", facts);
        shown.put("findings", findings(signature.findings()));
        return shown;
    }

    /** Only a good signature was made by the one whom it names. */
    private static String kind(CheckedSignature.Kind kind, boolean good) {
        return switch (kind) {
            case SIGNATURE -> good ? "Signed by" : "In the name of";
            case TIMESTAMP -> good ? "Time-stamp by" : "Time-stamp in the name of";
            case EVIDENCE_RECORD -> good ? "Evidence record by" : "Evidence record in the name of";
        };
    }

    private static void signer(Certificate certificate, List<Map<String, String>> facts) {
        certificate
                .subject()
                .identityCode()
                .or(() -> certificate.subject().organizationIdentifier())
                .ifPresent(code -> facts.add(fact("Code", ReportText.printable(code))));
        certificate.subject().country().ifPresent(c -> facts.add(fact("Country", ReportText.printable(c))));
        certificate.issuer().commonName().ifPresent(c -> facts.add(fact("Certificate by", ReportText.printable(c))));
    }

    private static String eResidency(EidDocument document) {
        EResidency.Kind kind = document.eResidency().kind();
        return switch (kind) {
            case YES -> "yes";
            case NO -> "no";
            default -> "cannot be told from this certificate";
        };
    }

    private static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream()
                .map(f -> Map.<String, Object>of(
                        "code", f.code().name(),
                        "error", f.severity() == Finding.Severity.ERROR,
                        "label", f.severity() == Finding.Severity.ERROR ? "error" : "note",
                        "text", ReportText.printable(f.text()),
                        "where", ReportText.printable(f.where())))
                .toList();
    }

    private static Map<String, String> fact(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    private static String tone(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "good";
            case INDETERMINATE, UNSIGNED -> "open";
            default -> "bad";
        };
    }

    private static String sentence(CheckReport report) {
        return switch (report.verdict()) {
            case VALID -> "Nothing speaks against this document.";
            case INDETERMINATE -> "It cannot be told whether this document may be relied on; see why below.";
            case INVALID -> "Do not rely on this document; see why below.";
            case UNSIGNED -> "Nobody has signed this document.";
            default -> "This document could not be read; see why below.";
        };
    }
}
