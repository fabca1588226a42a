package dev.eresident.core.signature.validation;

import dev.eresident.core.signature.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the Estonian rules ask beyond EN 319 102-1 about time and status (signatures reference §5.4, signature-corpus reference §6): a qualified time-stamp, and an OCSP answer that is not older
 * than it. They come last, so that a signature that fails the standard keeps the standard's reason.
 */
final class EstonianRules {
    private static final Duration LATE = Duration.ofMinutes(15);

    private EstonianRules() {}

    static void timeAndStatus(
            SignatureMaterial material,
            ProofsOfExistence proofs,
            CertificateStatus status,
            Rules rules,
            Judgement judgement) {
        if (rules.ask(Rules.Demand.QUALIFIED_SERVICES) && !proofs.qualified()) {
            judgement.fail(FindingCode.TIMESTAMP_UNTRUSTED, "These rules ask for a qualified time-stamp.");
        }
        boolean unstamped = material.signatureTimestamps().isEmpty();
        if (unstamped && (rules.ask(Rules.Demand.OCSP) || proofs.best().isEmpty())) {
            judgement.fail(FindingCode.TIMESTAMP_MISSING, "");
        }
        if (proofs.firstProblem() != null) {
            judgement.fail(proofs.firstProblem(), proofs.firstText());
        }
        Optional<Instant> proven = proofs.best();
        if (!rules.ask(Rules.Demand.OCSP) || proven.isEmpty() || !status.hasOcsp()) {
            return;
        }
        Optional<Instant> answer = status.earliestSince(proven.get());
        if (answer.isEmpty()) {
            judgement.fail(FindingCode.OCSP_BEFORE_TIMESTAMP, "");
        } else if (Duration.between(proven.get(), answer.get()).compareTo(LATE) >= 0) {
            judgement.warn(
                    FindingCode.OCSP_LATE,
                    "It came " + Duration.between(proven.get(), answer.get()).toMinutes() + " minutes later.");
        }
    }
}
