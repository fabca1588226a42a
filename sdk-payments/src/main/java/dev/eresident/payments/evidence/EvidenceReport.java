package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of checking an evidence file. The same bytes and the same trust give the same report.
 *
 * @param verdict all in all
 * @param problem why it is unreadable, stable; empty unless the verdict is UNREADABLE
 * @param createdAt when the evidence says that it was written; empty when its manifest cannot be read
 * @param manifestSha256 digest of the manifest as found: equal to the one that was noted elsewhere, nothing was changed by anybody;
 *     empty when there is none
 * @param trust whom the verifications believed, one line each
 * @param files all files, the manifest and its digest included, in the order of their names
 * @param verifications in the order of {@link VerificationKind}; empty when unreadable
 */
public record EvidenceReport(
        EvidenceVerdict verdict,
        Optional<String> problem,
        Optional<Instant> createdAt,
        Optional<Bytes> manifestSha256,
        List<String> trust,
        List<FileFinding> files,
        List<VerificationFinding> verifications) {
    /** Refuses null, and copies the lists. */
    public EvidenceReport {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(manifestSha256, "manifestSha256");
        trust = List.copyOf(trust);
        files = List.copyOf(files);
        verifications = List.copyOf(verifications);
    }

    static EvidenceReport unreadable(String problem) {
        return new EvidenceReport(
                EvidenceVerdict.UNREADABLE,
                Optional.of(problem),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * Tells whether everything is in order.
     *
     * @return whether the verdict is HOLDS
     */
    public boolean holds() {
        return verdict == EvidenceVerdict.HOLDS;
    }

    /**
     * Writes the report as one line of compact JSON: the line that {@code eresident evidence-check --json} prints.
     *
     * @param file the value of its field {@code file}
     * @return the line, without line end
     */
    public String toJson(String file) {
        JsonWriter json = JsonWriter.object()
                .field("file", file)
                .field("verdict", verdict.name())
                .field("code", problem.orElse(null))
                .field("createdAt", createdAt.map(Instant::toString).orElse(null))
                .field("manifestSha256", manifestSha256.map(Bytes::hex).orElse(null))
                .field("trust", trust)
                .beginArray("files");
        for (FileFinding finding : files) {
            json.beginObject()
                    .field("name", finding.name())
                    .field("status", finding.status().name())
                    .end();
        }
        json.end().beginArray("verifications");
        for (VerificationFinding finding : verifications) {
            json.beginObject()
                    .field("kind", finding.kind().name())
                    .field("holds", finding.holds())
                    .field("code", finding.code().orElse(null))
                    .field("text", finding.text())
                    .field("because", finding.because())
                    .end();
        }
        return json.end().toJson();
    }
}
