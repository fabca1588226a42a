package dev.eresident.core.signature.validation;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.timestamp.TimestampStatus;
import dev.eresident.core.timestamp.TimestampToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** EN 319 102-1 §5.4 for one time-stamp token. What it must cover its format says. */
final class TimestampValidation {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final TimestampCheck check;
    private final AlgorithmTable algorithms;

    TimestampValidation(TimestampCheck check, AlgorithmTable algorithms) {
        this.check = check;
        this.algorithms = algorithms;
    }

    /** What a token proves. */
    sealed interface Result {
        /**
         * It proves a time.
         *
         * @param generatedAt the time
         * @param qualified whether by a qualified service
         * @param path from the authority that proves it up to the trusted service
         */
        record Proven(Instant generatedAt, boolean qualified, List<Certificate> path) implements Result {
            Certificate authority() {
                return path.get(0);
            }
        }

        /**
         * It proves nothing.
         *
         * @param problem why
         * @param text in words
         */
        record Nothing(FindingCode problem, String text) implements Result {}
    }

    /**
     * Judges a token.
     *
     * @param stamp the token
     * @param candidates where certificates may be found
     * @param control the time at which its algorithms must still have been acceptable: now, or the time from which a newer time-stamp protects it
     * @param at validation time
     */
    Result validate(EmbeddedTimestamp stamp, Collection<Certificate> candidates, Instant control, Instant at) {
        TimestampToken token;
        byte[] imprint;
        try {
            token = TimestampToken.parse(stamp.token().toByteArray());
        } catch (ProtocolException e) {
            return new Result.Nothing(FindingCode.TIMESTAMP_INVALID, "It cannot be read.");
        }
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.byOid(token.imprintAlgorithm());
        if (algorithm.isEmpty()) {
            return new Result.Nothing(FindingCode.TIMESTAMP_INVALID, "Its digest algorithm is not known.");
        }
        try {
            imprint = stamp.imprint().digest(algorithm.get());
        } catch (ProtocolException e) {
            return new Result.Nothing(FindingCode.TIMESTAMP_INVALID, e.getMessage() == null ? "" : e.getMessage());
        }
        TimestampStatus status = check.check(token, imprint, candidates);
        if (status instanceof TimestampStatus.Unacceptable u) {
            return new Result.Nothing(code(u.problem()), u.text());
        }
        if (!(status instanceof TimestampStatus.Proven proven)) {
            return new Result.Nothing(FindingCode.TIMESTAMP_INVALID, "");
        }
        if (isLater(proven.generatedAt(), at)) {
            return new Result.Nothing(
                    FindingCode.NO_POE, "The time-stamp is from after the time as of which the check is made.");
        }
        Optional<String> weakness = weakness(proven, control);
        if (weakness.isPresent()) {
            return new Result.Nothing(FindingCode.TIMESTAMP_WEAK, weakness.get());
        }
        return new Result.Proven(proven.generatedAt(), proven.qualified(), proven.path());
    }

    private Optional<String> weakness(TimestampStatus.Proven proven, Instant control) {
        if (!accepted(proven.imprintDigest(), control)) {
            return Optional.of("Its digest of the data is of " + proven.imprintDigest() + ".");
        }
        if (!accepted(proven.signatureDigest(), control)) {
            return Optional.of("It is signed with " + proven.signatureDigest() + ".");
        }
        for (int i = 0; i < proven.path().size(); i++) {
            Certificate certificate = proven.path().get(i);
            String key = certificate.publicKey().getAlgorithm();
            if (algorithms.key(key, certificate.keySize(), control) == AlgorithmTable.Acceptance.REFUSED) {
                return Optional.of("A key of its authority has " + certificate.keySize() + " bits.");
            }
            boolean signed = i == proven.path().size() - 1
                    || certificate
                            .signatureDigest()
                            .filter(digest -> accepted(digest, control))
                            .isPresent();
            if (!signed) {
                return Optional.of("A certificate of its authority is signed with "
                        + certificate.signatureDigest().orElse("an unknown digest") + ".");
            }
        }
        return Optional.empty();
    }

    private boolean accepted(String jcaName, Instant control) {
        return DigestAlgorithm.byJcaName(jcaName)
                .map(digest -> algorithms.digest(digest, control) != AlgorithmTable.Acceptance.REFUSED)
                .orElse(false);
    }

    /** What proves something about a time that has not come yet proves nothing; clocks may differ by five minutes. */
    static boolean isLater(Instant proof, Instant at) {
        return proof.isAfter(at.plus(CLOCK_SKEW));
    }

    private static FindingCode code(TimestampStatus.Problem problem) {
        return switch (problem) {
            case IMPRINT_MISMATCH -> FindingCode.TIMESTAMP_IMPRINT_MISMATCH;
            case NOT_TRUSTED, SERVICE_NOT_ACTIVE, CERTIFICATE_NOT_FOUND -> FindingCode.TIMESTAMP_UNTRUSTED;
            default -> FindingCode.TIMESTAMP_INVALID;
        };
    }
}
