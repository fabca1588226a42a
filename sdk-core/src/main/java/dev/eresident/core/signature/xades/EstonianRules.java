package dev.eresident.core.signature.xades;

import dev.eresident.core.signature.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the Estonian rules ask beyond EN 319 102-1 (signatures reference §5.4 and §2.2, signature-corpus reference §6): a time-stamp, an OCSP answer that is not older than it, and a
 * container whose files, manifest and signature agree. They come last, so that a signature that fails the standard keeps the standard's reason.
 */
final class EstonianRules {
    private static final Duration LATE = Duration.ofMinutes(15);

    private EstonianRules() {}

    static void timeAndStatus(
            ParsedSignature signature,
            TimestampValidation.Times times,
            RevocationAnswers answers,
            Judgement judgement) {
        if (signature.timestamps().isEmpty()) {
            judgement.fail(FindingCode.TIMESTAMP_MISSING, "");
        }
        if (times.firstProblem() != null) {
            judgement.fail(times.firstProblem(), times.firstText());
        }
        Optional<Instant> proven = times.proven();
        if (proven.isEmpty() || answers.good().isEmpty()) {
            return;
        }
        Optional<Instant> answer = answers.earliestGoodSince(proven.get());
        if (answer.isEmpty()) {
            judgement.fail(FindingCode.OCSP_BEFORE_TIMESTAMP, "");
        } else if (Duration.between(proven.get(), answer.get()).compareTo(LATE) >= 0) {
            judgement.warn(
                    FindingCode.OCSP_LATE,
                    "It came " + Duration.between(proven.get(), answer.get()).toMinutes() + " minutes later.");
        }
    }

    static void coverage(
            ParsedSignature signature,
            CryptographicVerification.Coverage coverage,
            SignedFiles files,
            Judgement judgement) {
        for (String name : files.names()) {
            if (!coverage.referenced().contains(name)) {
                judgement.fail(FindingCode.CONTAINER_UNSIGNED_FILE, "Its name is " + DisplayName.of(name) + ".");
            }
        }
        Optional<List<SignedFiles.Listed>> manifest = files.manifest();
        if (manifest.isEmpty()) {
            return;
        }
        Map<String, String> signedTypes = new HashMap<>();
        signature.mediaTypes().forEach((reference, type) -> {
            String id = reference.startsWith("#") ? reference.substring(1) : reference;
            String name = coverage.byReferenceId().get(id);
            if (name != null) {
                signedTypes.put(name, type);
            }
        });
        Set<String> listed = new HashSet<>();
        for (SignedFiles.Listed line : manifest.get()) {
            listed.add(line.name());
            if (!coverage.referenced().contains(line.name())) {
                judgement.fail(
                        FindingCode.CONTAINER_MANIFEST_MISMATCH,
                        DisplayName.of(line.name()) + " is listed and not signed.");
                continue;
            }
            String signed = signedTypes.get(line.name());
            if (signed != null && !signed.equalsIgnoreCase(line.mediaType())) {
                judgement.fail(FindingCode.FILE_MIME_MISMATCH, "It is the file " + DisplayName.of(line.name()) + ".");
            }
        }
        for (String name : coverage.referenced()) {
            if (!listed.contains(name)) {
                judgement.fail(
                        FindingCode.CONTAINER_MANIFEST_MISMATCH, DisplayName.of(name) + " is signed and not listed.");
            }
        }
    }
}
