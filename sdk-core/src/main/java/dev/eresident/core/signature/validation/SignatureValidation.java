package dev.eresident.core.signature.validation;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The steps of EN 319 102-1 that are the same in every format, after a format has read a signature, identified its signer's certificate and compared digests and value. Immutable,
 * thread-safe.
 */
public final class SignatureValidation {
    private final TrustPolicy policy;
    private final Rules rules;
    private final TimestampValidation timestamps;
    private final OcspCheck ocsp;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     * @param rules what is asked beyond the standard
     */
    public SignatureValidation(TrustPolicy policy, Rules rules) {
        this.policy = policy;
        this.rules = rules;
        this.timestamps = new TimestampValidation(TimestampCheck.with(policy), rules.algorithms());
        this.ocsp = OcspCheck.with(policy);
    }

    /**
     * Returns what is asked beyond the standard.
     *
     * @return the rules
     */
    public Rules rules() {
        return rules;
    }

    /**
     * Judges the signer's certificate, the time-stamps, the revocation answers and the algorithms, and by the rules.
     *
     * @param material what the format has read
     * @param at validation time
     * @param judgement what the format has found; its findings come first, and its first failure decides
     * @return the earliest time at which the signature provably existed
     */
    public Optional<Instant> validate(SignatureMaterial material, Instant at, Judgement judgement) {
        if (material.profile() == Profile.TM) {
            return timeMark(material, TimeMark.Form.DIGEST_INFO, at, judgement);
        }
        ProofsOfExistence proofs =
                ProofsOfExistence.collect(material, material.certificates(), timestamps, at, judgement);
        CertificateStatus status = certificates(material, proofs, at, judgement);
        if (rules.timestampRequired() || rules.ocspOnly()) {
            EstonianRules.timeAndStatus(material, proofs, status, rules, judgement);
        } else if (proofs.firstProblem() != null) {
            judgement.warn(proofs.firstProblem(), proofs.firstText());
        }
        return proofs.best();
    }

    /**
     * Judges a signature with a time-mark: the OCSP answer that binds the signature value is the proof of time as well.
     *
     * @param material what the format has read
     * @param form how the nonce of the answer is written
     * @param at validation time
     * @param judgement what the format has found; its findings come first, and its first failure decides
     * @return the time of the time-mark
     */
    public Optional<Instant> timeMark(
            SignatureMaterial material, TimeMark.Form form, Instant at, Judgement judgement) {
        Optional<Instant> marked = marked(material, form, at, judgement);
        ProofsOfExistence proofs = new ProofsOfExistence(marked, at, null, "");
        certificates(material, proofs, at, judgement);
        return marked;
    }

    private Optional<Instant> marked(
            SignatureMaterial material, TimeMark.Form form, Instant at, Judgement judgement) {
        // Only the issuer is looked for: the path itself is judged at the time of the mark.
        Instant claimed = material.claimedAt().filter(at::isAfter).orElse(at);
        Optional<PathResult.Trusted> path = issuedBy(material, at).or(() -> issuedBy(material, claimed));
        return path.flatMap(p -> TimeMark.find(
                        new RevocationCheck(ocsp, material, material.certificates(), at)
                                .status(material.signer(), p.path().get(1)),
                        material,
                        form,
                        judgement))
                .map(CertificateStatus.Answer::producedAt);
    }

    private Optional<PathResult.Trusted> issuedBy(SignatureMaterial material, Instant near) {
        return CertificateValidation.path(
                material.signer(), material.certificates(), near, policy, new Judgement(""));
    }

    /** §5.2.6 and §5.5 for the signer's certificate and those above it; returns the signer's status. */
    private CertificateStatus certificates(
            SignatureMaterial material, ProofsOfExistence proofs, Instant at, Judgement judgement) {
        Certificate signer = material.signer();
        List<Certificate> candidates = material.certificates();
        Optional<PathResult.Trusted> path =
                CertificateValidation.path(signer, candidates, proofs.best().orElse(at), policy, judgement);
        CertificateValidation.purpose(signer, rules, judgement);
        if (path.isEmpty()) {
            return CertificateStatus.none();
        }
        List<Certificate> chain = path.get().path();
        RevocationCheck revocation = new RevocationCheck(ocsp, material, candidates, at);
        LongTermValidation longTerm = new LongTermValidation(material, rules, proofs, at, judgement);
        CertificateStatus status = revocation.status(signer, chain.get(1));
        longTerm.status(status);
        if (rules.wholeChain()) {
            for (int i = 1; i < chain.size() - 1; i++) {
                longTerm.intermediate(revocation.status(chain.get(i), chain.get(i + 1)));
            }
        }
        if (rules.responderValidity()) {
            longTerm.responder(
                    status.latest().filter(a -> hasExpired(a, proofs.control())).isPresent());
        }
        longTerm.validity();
        if (rules.wholeChain()) {
            for (int i = 0; i < chain.size() - 1; i++) {
                longTerm.algorithms(chain.get(i), chain.get(i + 1));
            }
            longTerm.algorithms(status);
        }
        longTerm.algorithms();
        return status;
    }

    private boolean hasExpired(CertificateStatus.Answer answer, Instant control) {
        return control.isAfter(answer.responder().notAfter())
                && policy.anchors().servicesOf(answer.responder()).isEmpty();
    }
}
