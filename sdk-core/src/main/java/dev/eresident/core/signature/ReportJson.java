package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.certificate.Subject;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.json.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report as the command-line contract writes it (design §6), and behind each of its fields what was added later. One use, one thread. */
final class ReportJson {
    /** Many signatures of many files with long names would make a report far larger than the document: what goes beyond this is left out, and said to be. */
    private static final int MAX_LISTED = 16 << 20;

    private int listed;

    private ReportJson() {}

    static String write(CheckReport report, String file) {
        return new ReportJson().report(report, file);
    }

    private String report(CheckReport report, String file) {
        JsonWriter json = JsonWriter.object()
                .field("file", file)
                .field("format", report.format().name())
                .field("verdict", report.verdict().name())
                .beginArray("signatures");
        for (CheckedSignature signature : report.signatures()) {
            signature(json.beginObject(), signature);
            json.end();
        }
        json.end().beginArray("findings");
        report.findings().forEach(f -> finding(json, f));
        report.signatures().forEach(s -> s.findings().forEach(f -> finding(json, f)));
        json.end().field("checkedAt", report.checkedAt().toString()).beginArray("files");
        for (CheckReport.CheckedFile each : report.files()) {
            json.beginObject()
                    .field("name", each.name())
                    .field("mediaType", each.mediaType())
                    .field("size", each.size());
            names(json, "coveredBy", each.coveredBy());
            json.end();
        }
        return json.end().toJson();
    }

    private void signature(JsonWriter json, CheckedSignature signature) {
        json.field("id", signature.id())
                .field("verdict", signature.verdict().name())
                .field("code", signature.code().map(FindingCode::name).orElse(null))
                .field("profile", signature.profile().name())
                .field(
                        "qualification",
                        signature.qualification().map(Qualification::name).orElse(null));
        if (signature.signer().isPresent()) {
            signer(json.beginObject("signer"), signature, signature.signer().get());
            json.end();
        } else {
            json.field("signer", (String) null);
        }
        Set<String> warnings = new LinkedHashSet<>();
        for (Finding f : signature.findings()) {
            if (f.severity() == Finding.Severity.WARNING) {
                warnings.add(f.code().name());
            }
        }
        json.field("claimedAt", time(signature.claimedAt()))
                .field("provenAt", time(signature.provenAt()))
                .field("warnings", warnings)
                .field("kind", signature.kind().name());
        names(json, "coveredFiles", signature.coveredFiles());
        findings(json, signature.findings());
    }

    private static void signer(JsonWriter json, CheckedSignature signature, Certificate certificate) {
        Subject subject = certificate.subject();
        // Who proves a time is no resident of anything.
        Optional<EResidency> residency = signature.provesOnlyTime()
                ? Optional.empty()
                : signature.signerDocument().map(EidDocument::eResidency);
        json.field("name", signature.signerName().orElse(null))
                .field(
                        "code",
                        subject.identityCode()
                                .or(subject::organizationIdentifier)
                                .orElse(null))
                .field("country", subject.country().orElse(null))
                .field("id", signature.signerId().map(SemanticsIdentifier::text).orElse(null))
                .field("issuer", SignerNames.name(certificate.issuer()).orElse(null))
                .field("certificateSha256", certificate.sha256().hex())
                .field("eResident", residency.map(r -> r.kind().name()).orElse(null))
                .field("eResidentReason", residency.map(EResidency::reason).orElse(null));
    }

    private void names(JsonWriter json, String field, List<String> names) {
        if (fits(names.stream().mapToLong(String::length).sum())) {
            json.field(field, names);
        } else {
            json.field(field, (String) null);
        }
    }

    private void findings(JsonWriter json, List<Finding> findings) {
        if (fits(findings.stream()
                .mapToLong(f -> f.where().length() + f.text().length())
                .sum())) {
            json.beginArray("findings");
            findings.forEach(f -> finding(json, f));
            json.end();
        } else {
            json.field("findings", (String) null);
        }
    }

    private boolean fits(long characters) {
        if (characters > MAX_LISTED - listed) {
            return false;
        }
        listed += (int) characters;
        return true;
    }

    private static void finding(JsonWriter json, Finding finding) {
        json.beginObject()
                .field("code", finding.code().name())
                .field("severity", finding.severity().name())
                .field("where", finding.where())
                .field("text", finding.text())
                .end();
    }

    private static @Nullable String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
