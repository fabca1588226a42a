package dev.eresident.core.signature.validation;

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
 * @param qualification what the signature is worth by the trusted lists; empty when its certificate was not judged
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

    /**
     * Puts the outcome together.
     *
     * @param id identifier of the signature
     * @param judgement what was found
     * @param material what was read
     * @param proven best signature time, when something proves one
     * @return the outcome
     */
    public static SignatureOutcome of(
            String id, Judgement judgement, SignatureMaterial material, Optional<Instant> proven) {
        return new SignatureOutcome(
                id,
                judgement.verdict(),
                judgement.code(),
                material.profile(),
                Optional.of(material.signer()),
                material.claimedAt(),
                proven,
                judgement.qualification(),
                material.files(),
                judgement.findings());
    }

    /**
     * Puts together the outcome of a signature that could not be read far enough.
     *
     * @param id identifier of the signature
     * @param judgement what was found; without a failure among it the signature is malformed
     * @param profile level as far as it is known
     * @param signer its certificate, when found
     * @param claimedAt signing time as claimed
     * @return the outcome
     */
    public static SignatureOutcome unread(
            String id,
            Judgement judgement,
            Profile profile,
            Optional<Certificate> signer,
            Optional<Instant> claimedAt) {
        if (!judgement.failed()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, "");
        }
        return new SignatureOutcome(
                id,
                judgement.verdict(),
                judgement.code(),
                profile,
                signer,
                claimedAt,
                Optional.empty(),
                judgement.qualification(),
                List.of(),
                judgement.findings());
    }
}
