package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.timestamp.TimestampToken;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** EN 319 102-1 §5.4 for a time-stamp token that stands by itself, over a file or a manifest. Its outcome reads like a signature's: the authority signs, and proves the time. */
public final class TokenValidation {
    private final TrustPolicy policy;
    private final Rules rules;
    private final TimestampValidation validation;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     * @param rules what is asked beyond the standard
     */
    public TokenValidation(TrustPolicy policy, Rules rules) {
        this.policy = policy;
        this.rules = rules;
        TimestampCheck check = TimestampCheck.with(policy);
        this.validation = new TimestampValidation(
                rules.ask(Rules.Demand.LISTED_ISSUER) ? check : check.ofAnyListedService(), rules.algorithms());
    }

    /**
     * Returns the time that a token claims.
     *
     * @param token DER of the token
     * @return its genTime; empty when it cannot be read
     */
    public static Optional<Instant> claimedTime(Bytes token) {
        try {
            return Optional.of(TimestampToken.parse(token.toByteArray()).generatedAt());
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the digest that a token is about.
     *
     * @param token DER of the token
     * @return the algorithm; empty when it is not known, or the token cannot be read
     */
    public static Optional<DigestAlgorithm> imprintDigest(Bytes token) {
        try {
            return DigestAlgorithm.byOid(
                    TimestampToken.parse(token.toByteArray()).imprintAlgorithm());
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /**
     * Judges a token.
     *
     * @param id identifier for the report
     * @param stamp the token and what it must cover
     * @param control the time at which its algorithms must still have been acceptable: now, or the time of a newer token that protects it
     * @param at validation time
     * @param files what it covers, when it is good
     * @param judgement gets the findings
     * @return the outcome
     */
    public SignatureOutcome validate(
            String id,
            EmbeddedTimestamp stamp,
            Instant control,
            Instant at,
            List<SignedFile> files,
            Judgement judgement) {
        TimestampValidation.Result result = validation.validate(stamp, List.of(), control, at);
        Optional<Instant> proven = Optional.empty();
        if (result instanceof TimestampValidation.Result.Nothing n) {
            fail(n, judgement);
        } else if (result instanceof TimestampValidation.Result.Proven p) {
            proven = Optional.of(p.generatedAt());
            if (!p.qualified()) {
                judgement.warn(FindingCode.TIMESTAMP_NOT_QUALIFIED, "");
            }
            files.forEach(file -> digest(file, control, judgement));
            if (rules.ask(Rules.Demand.WHOLE_CHAIN)
                    && policy.anchors().servicesOf(p.authority()).isEmpty()) {
                judgement.fail(
                        FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        "The time-stamping authority is not itself listed, and no answer about it is looked for in a token.");
            }
        }
        boolean good = !judgement.failed();
        return new SignatureOutcome(
                id,
                judgement.verdict(),
                judgement.code(),
                Profile.T,
                result instanceof TimestampValidation.Result.Proven p ? Optional.of(p.authority()) : Optional.empty(),
                claimedTime(stamp.token()),
                good ? proven : Optional.empty(),
                Optional.empty(),
                good ? files : List.of(),
                judgement.findings());
    }

    /** The standard's words for a token are those for a signature. */
    /** A manifest names files by digests of its own, which must be as strong as that of the token. */
    private void digest(SignedFile file, Instant control, Judgement judgement) {
        String text = "Its digest of a file is of " + file.digestAlgorithm() + ".";
        AlgorithmTable.Acceptance acceptance = DigestAlgorithm.byJcaName(file.digestAlgorithm())
                .map(digest -> rules.algorithms().digest(digest, control))
                .orElse(AlgorithmTable.Acceptance.REFUSED);
        switch (acceptance) {
            case REFUSED ->
                judgement.fail(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.TIMESTAMP_WEAK, text);
            case WEAK -> judgement.warn(FindingCode.WEAK_DIGEST, text);
            case ACCEPTED -> {
                // Nothing to say.
            }
        }
    }

    private static void fail(TimestampValidation.Result.Nothing n, Judgement judgement) {
        switch (n.problem()) {
            case TIMESTAMP_IMPRINT_MISMATCH -> judgement.fail(FindingCode.HASH_FAILURE, n.problem(), n.text());
            case TIMESTAMP_UNTRUSTED -> judgement.fail(FindingCode.NO_CERTIFICATE_CHAIN_FOUND, n.problem(), n.text());
            case TIMESTAMP_WEAK -> judgement.fail(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, n.problem(), n.text());
            default -> judgement.fail(n.problem(), n.text());
        }
    }
}
