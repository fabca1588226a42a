package dev.eresident.core.existence;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.existence.EvidenceStatus.Problem;
import dev.eresident.core.existence.EvidenceStatus.Proven;
import dev.eresident.core.existence.EvidenceStatus.Unacceptable;
import dev.eresident.core.existence.StampCoverage.Fault;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.timestamp.TimestampStatus;
import dev.eresident.core.timestamp.TimestampToken;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Judges an evidence record over data (RFC 4998 §3.3, §4.3, §5.3; RFC 6283 §2.3, §3.3, §4.3). Immutable, thread-safe. Nothing here touches the network.
 *
 * <p>Not judged: revocation of the authorities, and the age of digest algorithms; {@link CheckedStamp} tells both what was used and until when it had to hold.
 */
public final class EvidenceRecordCheck {
    /** How far the clocks of authority and checker may differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final TimestampCheck timestamps;

    private EvidenceRecordCheck(TrustPolicy policy) {
        this.timestamps = TimestampCheck.with(policy);
    }

    /**
     * Makes a check.
     *
     * @param policy whose time-stamping services are believed
     * @return an immutable check
     */
    public static EvidenceRecordCheck with(TrustPolicy policy) {
        return new EvidenceRecordCheck(policy);
    }

    /**
     * Judges the record: each first time-stamp of a chain covers every data object (in its first group, when there is a hash tree), each renewal covers what it renews; one digest algorithm
     * per chain; every time-stamp is intact and by a trusted authority; their times do not go back; and the certificates of each, below the anchor, were valid until the next one, those of the
     * newest until the time of the check.
     *
     * <p>Without data the answer is {@link Problem#DATA_NOT_FOUND}, with all that can be told of the time-stamps: so is a record judged that stands alone.
     *
     * @param record the record
     * @param data all objects that it must cover, in any order
     * @param candidates further certificates in which the authorities', and those above them, may be found
     * @param at time of the check
     * @return the verdict
     */
    public EvidenceStatus check(
            EvidenceRecord record, List<DataObject> data, Collection<Certificate> candidates, Instant at) {
        StampCoverage coverage = new StampCoverage(record, data);
        List<TimestampToken> tokens = record.timestamps();
        List<CheckedStamp> stamps = new ArrayList<>(tokens.size());
        Optional<Fault> worst = refusal(record, data);
        boolean judgesCoverage = worst.isEmpty();
        for (int c = 0; c < record.chains().size(); c++) {
            List<ArchiveTimestamp> chain = record.chains().get(c).stamps();
            for (int s = 0; s < chain.size(); s++) {
                Optional<Fault> fault = judgesCoverage ? coverage.of(c, s) : Optional.empty();
                int next = stamps.size() + 1;
                Instant until = next < tokens.size() ? tokens.get(next).generatedAt() : at;
                stamps.add(judge(c + 1, chain.get(s), judgesCoverage && fault.isEmpty(), until, candidates));
                worst = worst.or(() -> fault);
            }
        }
        Optional<Fault> problem = worst.or(() -> brokenStamp(stamps))
                .or(() -> untrustedStamp(stamps))
                .or(() -> times(stamps, at));
        return problem.<EvidenceStatus>map(fault -> new Unacceptable(fault.problem(), fault.text(), stamps))
                .orElseGet(() -> new Proven(tokens.get(0).generatedAt(), coverage.complete(), stamps));
    }

    private static Optional<Fault> refusal(EvidenceRecord record, List<DataObject> data) {
        if (data.isEmpty()) {
            return Optional.of(new Fault(
                    Problem.DATA_NOT_FOUND, "The data that the evidence record covers is not there; give it"));
        }
        return record.forEncryptedData()
                ? Optional.of(new Fault(
                        Problem.ENCRYPTED_DATA,
                        "The evidence record covers the data in an encrypted form, which is not supported"))
                : Optional.empty();
    }

    private CheckedStamp judge(
            int chain, ArchiveTimestamp stamp, boolean covers, Instant until, Collection<Certificate> candidates) {
        TimestampToken token = stamp.token();
        TimestampStatus status = timestamps.check(token, token.imprint().toByteArray(), candidates);
        String digest = stamp.digest().map(DigestAlgorithm::jcaName).orElse(token.imprintAlgorithm());
        return new CheckedStamp(chain, token, digest, covers, until, status);
    }

    private static Optional<Fault> brokenStamp(List<CheckedStamp> stamps) {
        return stamps.stream()
                .filter(stamp -> stamp.status() instanceof TimestampStatus.Unacceptable u && !isAboutTrust(u.problem()))
                .findFirst()
                .map(stamp -> new Fault(Problem.TIMESTAMP, text(stamp)));
    }

    private static Optional<Fault> untrustedStamp(List<CheckedStamp> stamps) {
        return stamps.stream()
                .filter(stamp -> !(stamp.status() instanceof TimestampStatus.Proven))
                .findFirst()
                .map(stamp -> new Fault(Problem.TIMESTAMP_NOT_TRUSTED, text(stamp)));
    }

    private static boolean isAboutTrust(TimestampStatus.Problem problem) {
        return switch (problem) {
            case NOT_TRUSTED, SERVICE_NOT_ACTIVE, CERTIFICATE_NOT_FOUND, NOT_VALID_AT_GENERATION, ALGORITHM -> true;
            default -> false;
        };
    }

    private static String text(CheckedStamp stamp) {
        return stamp.status() instanceof TimestampStatus.Unacceptable unacceptable
                ? "A time-stamp of the evidence record proves nothing: " + unacceptable.text()
                : "A time-stamp of the evidence record proves nothing";
    }

    private static Optional<Fault> times(List<CheckedStamp> stamps, Instant at) {
        for (int i = 0; i < stamps.size(); i++) {
            CheckedStamp stamp = stamps.get(i);
            Instant generatedAt = stamp.token().generatedAt();
            if (generatedAt.isAfter(at.plus(SKEW))) {
                return Optional.of(new Fault(
                        Problem.FROM_THE_FUTURE,
                        "A time-stamp of the evidence record is from after the time of the check"));
            }
            if (i + 1 < stamps.size() && stamp.neededUntil().isBefore(generatedAt)) {
                return Optional.of(new Fault(
                        Problem.TIME_ORDER,
                        "A time-stamp of the evidence record is older than the one that it renews"));
            }
            if (stamp.status() instanceof TimestampStatus.Proven proven && !lasts(proven.path(), stamp.neededUntil())) {
                return Optional.of(new Fault(
                        Problem.NOT_RENEWED_IN_TIME,
                        "The certificates of a time-stamp of the evidence record expired before it was renewed"));
            }
        }
        return Optional.empty();
    }

    /** An anchor does not expire here: the service's status at the time of the stamp has been judged, and nothing renews an anchor. */
    private static boolean lasts(List<Certificate> path, Instant until) {
        return path.stream().limit(path.size() - 1L).noneMatch(certificate -> until.isAfter(certificate.notAfter()));
    }
}
