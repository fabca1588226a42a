package dev.eresident.core.signature;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.ddoc.DdocFile;
import dev.eresident.core.signature.ddoc.DdocResult;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the report about a DDOC. Immutable, thread-safe. */
final class DdocCheck {
    private final Judges judges;

    DdocCheck(Judges judges) {
        this.judges = judges;
    }

    CheckReport check(String name, ByteSource source, Instant at) throws IOException {
        DdocResult result = judges.ddoc().validate(source, at);
        List<CheckedSignature> signatures = new ArrayList<>(result.signatures().size());
        Map<String, List<String>> coverage = new HashMap<>();
        for (SignatureOutcome outcome : result.signatures()) {
            outcome.files()
                    .forEach(file -> coverage.computeIfAbsent(file.name(), f -> new ArrayList<>(1))
                            .add("#" + outcome.id()));
            signatures.add(CheckedSignature.of("#" + outcome.id(), outcome, judges.trust()));
        }
        List<CheckReport.CheckedFile> files = new ArrayList<>(result.files().size());
        for (DdocFile file : result.files()) {
            files.add(new CheckReport.CheckedFile(
                    file.name(), file.mediaType(), file.size(), coverage.getOrDefault(file.name(), List.of())));
        }
        return new CheckReport(name, DocumentFormat.DDOC, result.verdict(), at, files, signatures, result.findings());
    }
}
