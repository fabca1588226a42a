package dev.eresident.core.signature.xades;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.Qualification;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of judging one signature.
 *
 * @param id Id attribute, or a made-up one when absent
 * @param verdict the verdict
 * @param code the first failure; empty exactly when VALID
 * @param profile level
 * @param signer the certificate that the signer committed to, when found
 * @param claimedAt signing time as claimed
 * @param provenAt best signature time, when a time-stamp proves one
 * @param qualification what the signature is worth; empty when no certificate was found
 * @param files data files with a matching signed digest
 * @param findings all findings
 */
public record SignatureOutcome(
        String id,
        Verdict verdict,
        Optional<FindingCode> code,
        Profile profile,
        Optional<Certificate> signer,
        Optional<Instant> claimedAt,
        Optional<Instant> provenAt,
        Optional<Qualification> qualification,
        List<SignedFile> files,
        List<Finding> findings) {
    /** Copies the lists. */
    public SignatureOutcome {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }
}
