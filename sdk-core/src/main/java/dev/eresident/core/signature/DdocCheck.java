package dev.eresident.core.signature;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.ddoc.DdocFile;
import dev.eresident.core.signature.ddoc.DdocResult;
import dev.eresident.core.signature.ddoc.DdocValidation;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the report about a DDOC. Immutable, thread-safe. */
final class DdocCheck {
    private final TrustPolicy policy;
    private final DdocValidation validation;

    DdocCheck(TrustPolicy policy, ValidationPolicy rules) {
        this.policy = policy;
        this.validation = new DdocValidation(policy, Rules.of(rules));
    }

    CheckReport check(String name, ByteSource source, Instant at) throws IOException {
        DdocResult result = validation.validate(source, at);
        List<CheckedSignature> signatures = new ArrayList<>(result.signatures().size());
        Map<String, List<String>> coverage = new HashMap<>();
        for (SignatureOutcome outcome : result.signatures()) {
            outcome.files()
                    .forEach(file -> coverage.computeIfAbsent(file.name(), f -> new ArrayList<>(1))
                            .add("#" + outcome.id()));
            signatures.add(new CheckedSignature(
                    "#" + outcome.id(),
                    outcome,
                    outcome.signer().map(c -> c.document(policy.environment())),
                    Optional.empty()));
        }
        List<CheckReport.CheckedFile> files = new ArrayList<>(result.files().size());
        for (DdocFile file : result.files()) {
            files.add(new CheckReport.CheckedFile(
                    file.name(), file.mediaType(), file.size(), coverage.getOrDefault(file.name(), List.of())));
        }
        return new CheckReport(name, DocumentFormat.DDOC, result.verdict(), at, files, signatures, result.findings());
    }
}
