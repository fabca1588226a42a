package dev.eresident.core.signature.validation;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.existence.CheckedStamp;
import dev.eresident.core.existence.DataObject;
import dev.eresident.core.existence.EvidenceRecord;
import dev.eresident.core.existence.EvidenceRecordCheck;
import dev.eresident.core.existence.EvidenceStatus;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.timestamp.TimestampStatus;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Evidence records (EN 319 102-1 §5.7): what they prove about the data, and whether their algorithms held until each renewal. An outcome reads like that of a time-stamp token. */
public final class EvidenceValidation {
    private final EvidenceRecordCheck check;
    private final AlgorithmTable algorithms;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     * @param rules what is asked beyond the standard
     */
    public EvidenceValidation(TrustPolicy policy, Rules rules) {
        this.check = EvidenceRecordCheck.with(policy);
        this.algorithms = rules.algorithms();
    }

    /**
     * Judges a record.
     *
     * @param id identifier for the report
     * @param record DER or XML of the record
     * @param data all that it must cover; empty when it is not there
     * @param files the same for the report
     * @param at validation time
     * @param judgement gets the findings
     * @return the outcome
     */
    public SignatureOutcome validate(
            String id, byte[] record, List<DataObject> data, List<SignedFile> files, Instant at, Judgement judgement) {
        EvidenceRecord parsed;
        try {
            parsed = EvidenceRecord.parse(record);
        } catch (ProtocolException e) {
            judgement.fail(FindingCode.FORMAT_FAILURE, e.getMessage() == null ? "" : e.getMessage());
            return SignatureOutcome.unread(id, judgement, Profile.T, Optional.empty(), Optional.empty());
        }
        EvidenceStatus status = check.check(parsed, data, List.of(), at);
        if (status instanceof EvidenceStatus.Unacceptable u) {
            judgement.fail(code(u.problem()), u.text());
        }
        status.stamps().forEach(stamp -> age(stamp, judgement));
        boolean good = !judgement.failed();
        Optional<Instant> since = status instanceof EvidenceStatus.Proven p ? Optional.of(p.since()) : Optional.empty();
        return new SignatureOutcome(
                id,
                judgement.verdict(),
                judgement.code(),
                Profile.T,
                authority(status),
                status.stamps().stream().map(s -> s.token().generatedAt()).findFirst(),
                good ? since : Optional.empty(),
                Optional.empty(),
                good ? files : List.of(),
                judgement.findings());
    }

    private static Optional<Certificate> authority(EvidenceStatus status) {
        return status.stamps().stream()
                .map(CheckedStamp::status)
                .filter(TimestampStatus.Proven.class::isInstance)
                .map(s -> ((TimestampStatus.Proven) s).authority())
                .findFirst();
    }

    /** Each time-stamp and its hash tree must have been strong until the next one. */
    private void age(CheckedStamp stamp, Judgement judgement) {
        if (stamp.status() instanceof TimestampStatus.Proven proven) {
            for (String name : List.of(stamp.treeDigest(), proven.imprintDigest(), proven.signatureDigest())) {
                Optional<DigestAlgorithm> digest = DigestAlgorithm.byJcaName(name);
                if (digest.isEmpty()
                        || algorithms.digest(digest.get(), stamp.neededUntil()) == AlgorithmTable.Acceptance.REFUSED) {
                    judgement.fail(
                            FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                            FindingCode.TIMESTAMP_WEAK,
                            "It was made with " + name + ".");
                    return;
                }
            }
        }
    }

    private static FindingCode code(EvidenceStatus.Problem problem) {
        return switch (problem) {
            case DATA_NOT_FOUND, ENCRYPTED_DATA -> FindingCode.SIGNED_DATA_NOT_FOUND;
            case DATA_MISMATCH, DATA_DIGEST_MISSING, DIGEST_CHANGED, TREE_MISMATCH, RENEWAL_MISMATCH ->
                FindingCode.HASH_FAILURE;
            case TIMESTAMP -> FindingCode.SIG_CRYPTO_FAILURE;
            case TIMESTAMP_NOT_TRUSTED -> FindingCode.NO_CERTIFICATE_CHAIN_FOUND;
            case ALGORITHM -> FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE;
            case TIME_ORDER -> FindingCode.TIMESTAMP_ORDER_FAILURE;
            case FROM_THE_FUTURE -> FindingCode.NO_POE;
            case NOT_RENEWED_IN_TIME -> FindingCode.OUT_OF_BOUNDS_NO_POE;
        };
    }
}
