package dev.eresident.core.signature.xades;

import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.qualification.SignatureQualification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
        if (proven.isPresent() && !times.qualified()) {
            judgement.fail(FindingCode.TIMESTAMP_UNTRUSTED, "The Estonian rules ask for a qualified time-stamp.");
        }
        if (proven.isEmpty() || answers.isEmpty()) {
            return;
        }
        Optional<Instant> answer = answers.earliestSince(proven.get());
        if (answer.isEmpty()) {
            judgement.fail(FindingCode.OCSP_BEFORE_TIMESTAMP, "");
        } else if (Duration.between(proven.get(), answer.get()).compareTo(LATE) >= 0) {
            judgement.warn(
                    FindingCode.OCSP_LATE,
                    "It came " + Duration.between(proven.get(), answer.get()).toMinutes() + " minutes later.");
        }
    }

    /** The state's tools refuse a signer whose issuer is listed, but not as a qualified service for such certificates both at issuance and at the best signature time. */
    static void issuer(SignatureQualification qualification, Judgement judgement) {
        if (qualification.refusedByLists()) {
            judgement.fail(FindingCode.CERT_SERVICE_NOT_QUALIFIED, "");
        }
    }

    static void coverage(
            ParsedSignature signature,
            CryptographicVerification.Coverage coverage,
            SignedFiles files,
            Judgement judgement) {
        Map<String, String> declared = new HashMap<>();
        for (String name : coverage.referenced()) {
            declared.put(name, "");
        }
        signature.mediaTypes().forEach((id, type) -> {
            String name = coverage.byReferenceId().get(id);
            if (name != null) {
                declared.put(name, type);
            }
        });
        for (Finding disagreement : files.disagreements(declared)) {
            judgement.add(disagreement);
        }
    }
}
