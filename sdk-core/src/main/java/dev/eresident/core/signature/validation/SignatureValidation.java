package dev.eresident.core.signature.validation;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.CrlCheck;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.Qualification;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.qualification.ResponderQualification;
import dev.eresident.core.signature.qualification.SignatureQualification;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The steps of EN 319 102-1 that are the same in every format, after a format has read a signature, identified its signer's certificate and compared digests and value. Immutable,
 * thread-safe.
 */
public final class SignatureValidation {
    private static final String UNKNOWN_LEVEL =
            "These rules ask for a qualified signature, and it cannot be told whether this is one: no trusted list speaks of the issuer of"
                    + " the signer's certificate, or the lists contradict each other.";

    private final TrustPolicy policy;
    private final Rules rules;
    private final TimestampValidation timestamps;
    private final OcspCheck ocsp;
    private final CrlCheck lists;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     * @param rules what is asked beyond the standard
     */
    public SignatureValidation(TrustPolicy policy, Rules rules) {
        this.policy = policy;
        this.rules = rules;
        TimestampCheck check = TimestampCheck.with(policy);
        this.timestamps = new TimestampValidation(
                rules.ask(Rules.Demand.LISTED_ISSUER) ? check : check.ofAnyListedService(), rules.algorithms());
        this.ocsp = OcspCheck.with(policy);
        this.lists = CrlCheck.with(policy);
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
        AuthorityStatus authorities =
                new AuthorityStatus(revocation(ocsp, material, at), rules.ask(Rules.Demand.WHOLE_CHAIN));
        ProofsOfExistence proofs =
                ProofsOfExistence.collect(material, material.certificates(), timestamps, authorities, at, judgement);
        CertificateStatus status = certificates(material, proofs, at, judgement);
        qualification(material, proofs.best().orElse(at), judgement);
        if (rules.ask(Rules.Demand.TIMESTAMP) || rules.ask(Rules.Demand.OCSP)) {
            EstonianRules.timeAndStatus(material, proofs, status, rules, judgement);
        } else if (proofs.firstProblem() != null) {
            judgement.warn(proofs.firstProblem(), proofs.firstText());
        }
        proofs.contradiction().ifPresent(text -> judgement.fail(FindingCode.TIMESTAMP_ORDER_FAILURE, text));
        new ContentTimestamps(timestamps, authorities).judge(material, proofs.best(), at, judgement);
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
    public Optional<Instant> timeMark(SignatureMaterial material, TimeMark.Form form, Instant at, Judgement judgement) {
        Optional<Instant> marked = marked(material, form, at, judgement);
        ProofsOfExistence proofs = ProofsOfExistence.of(marked, at);
        certificates(material, proofs, at, judgement);
        qualification(material, marked.orElse(at), judgement);
        AuthorityStatus authorities = new AuthorityStatus(revocation(ocsp, material, at), false);
        new ContentTimestamps(timestamps, authorities).judge(material, marked, at, judgement);
        return marked;
    }

    /** What the signature is worth by the trusted lists (TS 119 615), and what the rules ask of that. */
    private void qualification(SignatureMaterial material, Instant best, Judgement judgement) {
        List<List<TrustService>> services = policy.paths().issuingServices(material.signer(), material.certificates());
        SignatureQualification found = SignatureQualification.of(material.signer(), services, best, Verdict.VALID);
        judgement.qualify(found.certificate());
        boolean pinned = services.stream().limit(1).flatMap(List::stream).anyMatch(service -> !service.listed());
        if (rules.ask(Rules.Demand.QUALIFIED_SERVICES) && found.refusedByLists() && !pinned) {
            judgement.fail(FindingCode.CERT_SERVICE_NOT_QUALIFIED, "");
        }
        if (rules.ask(Rules.Demand.QUALIFIED) && !found.meetsPolV4()) {
            if (found.level() == Qualification.NA) {
                judgement.add(new Finding(FindingCode.LEVEL_NOT_QUALIFIED, Finding.Severity.ERROR, "", UNKNOWN_LEVEL));
            } else if (found.level() == Qualification.ADESIG_QC) {
                judgement.warn(FindingCode.LEVEL_NOT_QUALIFIED, "It is " + found.level() + ".");
            } else {
                judgement.fail(FindingCode.LEVEL_NOT_QUALIFIED, "It is " + found.level() + ".");
            }
        }
    }

    /** A responder that is only believed because a list names it. */
    private boolean isBelieved(OcspStatus.Good answer) {
        return !rules.ask(Rules.Demand.QUALIFIED_SERVICES)
                || ResponderQualification.maySpeak(answer.details(), answer.producedAt(), policy.anchors());
    }

    /** The issuer is looked for as of now, then as of the claimed time: what the answer itself proves is judged afterwards. */
    private Optional<Instant> marked(SignatureMaterial material, TimeMark.Form form, Instant at, Judgement judgement) {
        Optional<PathResult.Trusted> path =
                path(material, at).or(() -> material.claimedAt().flatMap(claimed -> path(material, claimed)));
        return path.flatMap(p -> TimeMark.find(
                        revocation(ocsp.acrossTerritories(), material, at)
                                .status(material.signer(), p.path().get(1)),
                        material,
                        form,
                        judgement))
                .map(CertificateStatus.Answer::producedAt);
    }

    /** What the embedded answers say, as long as nothing but the time of the check is known of their age. */
    private RevocationCheck revocation(OcspCheck check, SignatureMaterial material, Instant at) {
        return new RevocationCheck(
                check,
                lists,
                material,
                material.certificates(),
                at,
                ProofsOfExistence.AnswerTimes.of(at),
                this::isBelieved);
    }

    private Optional<PathResult.Trusted> path(SignatureMaterial material, Instant time) {
        return CertificateValidation.path(
                material.signer(), material.certificates(), time, policy, rules, new Judgement(""));
    }

    /** §5.2.6 and §5.5 for the signer's certificate and those above it; returns the signer's status. */
    private CertificateStatus certificates(
            SignatureMaterial material, ProofsOfExistence proofs, Instant at, Judgement judgement) {
        Certificate signer = material.signer();
        List<Certificate> candidates = material.certificates();
        Optional<PathResult.Trusted> path =
                CertificateValidation.path(signer, candidates, proofs.best().orElse(at), policy, rules, judgement);
        CertificateValidation.purpose(signer, rules, judgement);
        if (path.isEmpty()) {
            return CertificateStatus.none();
        }
        List<Certificate> chain = path.get().path();
        if (chain.size() == 1) {
            return listedItself(material, proofs, at, judgement);
        }
        OcspCheck check = material.profile() == Profile.TM ? ocsp.acrossTerritories() : ocsp;
        RevocationCheck revocation =
                new RevocationCheck(check, lists, material, candidates, at, proofs.answers(), this::isBelieved);
        LongTermValidation longTerm = new LongTermValidation(material, rules, proofs, at, judgement);
        Instant best = proofs.best().orElse(at);
        CertificateStatus status = revocation.status(signer, chain.get(1)).asOf(best);
        longTerm.status(status);
        if (!rules.ask(Rules.Demand.OCSP) && proofs.best().isPresent() && status.mayHaveChangedBy(best)) {
            judgement.warn(
                    FindingCode.OCSP_BEFORE_TIMESTAMP,
                    "A revocation between the answer and the proven time would not show.");
        }
        if (rules.ask(Rules.Demand.WHOLE_CHAIN)) {
            for (int i = 1; i < chain.size() - 1; i++) {
                longTerm.intermediate(
                        revocation.status(chain.get(i), chain.get(i + 1)).asOf(best));
            }
        }
        if (rules.ask(Rules.Demand.RESPONDER_VALIDITY)) {
            longTerm.responder(!status.isEmpty() && status.answers().stream().allMatch(this::hasExpired));
        }
        longTerm.validity();
        if (rules.ask(Rules.Demand.WHOLE_CHAIN)) {
            for (int i = 0; i < chain.size() - 1; i++) {
                longTerm.algorithms(chain.get(i), chain.get(i + 1));
            }
            longTerm.algorithms(status);
        }
        longTerm.algorithms();
        return status;
    }

    /** A signer that a list names is believed as it stands: the list is its status. */
    private CertificateStatus listedItself(
            SignatureMaterial material, ProofsOfExistence proofs, Instant at, Judgement judgement) {
        new LongTermValidation(material, rules, proofs, at, judgement).algorithms();
        return CertificateStatus.none();
    }

    private boolean hasExpired(CertificateStatus.Answer answer) {
        return answer.knownSince().isAfter(answer.responder().notAfter())
                && policy.anchors().servicesOf(answer.responder()).isEmpty();
    }
}
