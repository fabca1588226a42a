package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Subject;
import dev.eresident.core.internal.json.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report as the command-line contract writes it (design §6). */
final class ReportJson {
    private ReportJson() {}

    static String write(CheckReport report, String file) {
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
        return json.end().toJson();
    }

    private static void signature(JsonWriter json, CheckedSignature signature) {
        json.field("id", signature.id())
                .field("verdict", signature.verdict().name())
                .field("code", signature.code().map(FindingCode::name).orElse(null))
                .field("profile", signature.profile().name())
                .field(
                        "qualification",
                        signature.qualification().map(Qualification::name).orElse(null));
        if (signature.signer().isPresent()) {
            signer(json.beginObject("signer"), signature.signer().get());
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
                .field("warnings", warnings);
    }

    private static void signer(JsonWriter json, Certificate certificate) {
        Subject subject = certificate.subject();
        String name = subject.givenName().isPresent() && subject.surname().isPresent()
                ? subject.givenName().get() + " " + subject.surname().get()
                : subject.commonName().or(subject::organization).orElse(null);
        json.field("name", name)
                .field(
                        "code",
                        subject.identityCode()
                                .or(subject::organizationIdentifier)
                                .orElse(null))
                .field("country", subject.country().orElse(null));
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
