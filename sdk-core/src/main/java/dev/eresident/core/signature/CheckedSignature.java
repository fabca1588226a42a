package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was found about one signature. {@code code} is empty exactly when the verdict is VALID. */
public record CheckedSignature(
        String id,
        Verdict verdict,
        Optional<FindingCode> code,
        Profile profile,
        Optional<String> qualification,
        Optional<Certificate> signer,
        Optional<EidDocument> signerDocument,
        Optional<Instant> claimedAt,
        Optional<Instant> provenAt,
        List<String> coveredFiles,
        List<Finding> findings) {}
