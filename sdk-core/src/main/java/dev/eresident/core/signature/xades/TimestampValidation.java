package dev.eresident.core.signature.xades;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EN 319 102-1 §5.4 for every signature time-stamp: the best signature time is the earliest time that an acceptable one proves.
 *
 * <p>A token covers the canonical form of the {@code ds:SignatureValue} element, by its own canonicalisation or inclusive 1.0.
 */
final class TimestampValidation {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final TimestampCheck check;

    TimestampValidation(TimestampCheck check) {
        this.check = check;
    }

    /**
     * What the time-stamps prove.
     *
     * @param proven earliest proven time
     * @param qualified whether the token that proves it is a qualified one
     * @param firstProblem why the first token proves nothing; null when it does, or when there is none
     * @param firstText in words
     * @param laterProblem whether a further token proves nothing
     */
    record Times(
            Optional<Instant> proven,
            boolean qualified,
            @Nullable FindingCode firstProblem,
            String firstText,
            boolean laterProblem) {}

    Times validate(ParsedSignature signature, Collection<Certificate> candidates, Instant at, Judgement judgement) {
        Optional<Instant> proven = Optional.empty();
        boolean qualified = false;
        FindingCode firstProblem = null;
        String firstText = "";
        boolean later = false;
        Map<CanonicalMethod, byte[]> canonical = new HashMap<>();
        boolean first = true;
        for (StampedTime stamped : signature.timestamps()) {
            FindingCode problem = null;
            String text = "";
            TimestampStatus status = status(signature, stamped, candidates, canonical);
            if (status instanceof TimestampStatus.Proven p && isLater(p.generatedAt(), at)) {
                problem = FindingCode.NO_POE;
                text = "The time-stamp is from after the time as of which the check is made.";
            } else if (status instanceof TimestampStatus.Proven p) {
                boolean earliest =
                        proven.filter(e -> !e.isAfter(p.generatedAt())).isEmpty();
                qualified = earliest ? p.qualified() : qualified;
                proven = earliest ? Optional.of(p.generatedAt()) : proven;
                if (!p.qualified()) {
                    judgement.warn(FindingCode.TIMESTAMP_NOT_QUALIFIED, "");
                }
            } else if (status instanceof TimestampStatus.Unacceptable u) {
                problem = code(u.problem());
                text = u.text();
            }
            if (first) {
                firstProblem = problem;
                firstText = text;
            } else if (problem != null) {
                judgement.warn(problem, "It is a further one, on which nothing depends.");
                later = true;
            }
            first = false;
        }
        return new Times(proven, qualified, firstProblem, firstText, later);
    }

    private TimestampStatus status(
            ParsedSignature signature,
            StampedTime stamped,
            Collection<Certificate> candidates,
            Map<CanonicalMethod, byte[]> canonical) {
        Optional<CanonicalMethod> method = stamped.canonicalization().isPresent()
                ? CanonicalMethod.of(stamped.canonicalization().get())
                : Optional.of(CanonicalMethod.DEFAULT);
        if (method.isEmpty()) {
            return malformed("Its canonicalization method is not known.");
        }
        TimestampToken token;
        try {
            token = TimestampToken.parse(stamped.token().toByteArray());
        } catch (ProtocolException e) {
            return malformed("It cannot be read.");
        }
        Optional<DigestAlgorithm> imprint = DigestAlgorithm.byOid(token.imprintAlgorithm());
        if (imprint.isEmpty()) {
            return malformed("Its digest algorithm is not known.");
        }
        byte[] octets = canonical.computeIfAbsent(method.get(), m -> m.apply(signature.signatureValueElement()));
        return check.check(token, imprint.get().digest(octets), candidates);
    }

    /** What proves something about a time that has not come yet proves nothing; clocks may differ by five minutes. */
    static boolean isLater(Instant proof, Instant at) {
        return proof.isAfter(at.plus(CLOCK_SKEW));
    }

    private static TimestampStatus malformed(String text) {
        return new TimestampStatus.Unacceptable(TimestampStatus.Problem.MALFORMED, text, Optional.empty());
    }

    private static FindingCode code(TimestampStatus.Problem problem) {
        return switch (problem) {
            case IMPRINT_MISMATCH -> FindingCode.TIMESTAMP_IMPRINT_MISMATCH;
            case NOT_TRUSTED, SERVICE_NOT_ACTIVE, CERTIFICATE_NOT_FOUND -> FindingCode.TIMESTAMP_UNTRUSTED;
            default -> FindingCode.TIMESTAMP_INVALID;
        };
    }
}
