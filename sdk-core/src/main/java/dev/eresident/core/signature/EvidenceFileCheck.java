package dev.eresident.core.signature;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.validation.Judgement;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Judges a file that is an evidence record and nothing else: what it covers is not there, so it proves nothing, but its own time-stamps are told. */
final class EvidenceFileCheck {
    private static final int MAX_RECORD = 4 << 20;

    private final Judges judges;

    EvidenceFileCheck(Judges judges) {
        this.judges = judges;
    }

    CheckReport check(String name, ByteSource source, Instant at) throws IOException {
        if (source.size() > MAX_RECORD) {
            return report(name, Verdict.UNREADABLE, at, List.of(), Finding.error(FindingCode.TOO_LARGE, ""));
        }
        CheckedSignature record = CheckedSignature.ofRecord(
                name,
                judges.evidence()
                        .validate(name, source.head(MAX_RECORD), List.of(), List.of(), at, new Judgement(name)),
                judges.trust());
        return report(name, record.verdict(), at, List.of(record));
    }

    private static CheckReport report(
            String name, Verdict verdict, Instant at, List<CheckedSignature> records, Finding... findings) {
        return new CheckReport(name, DocumentFormat.ERS, verdict, at, List.of(), records, List.of(findings));
    }
}
