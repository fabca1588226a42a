package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.revocation.OcspDetails.Authorisation;
import dev.eresident.core.revocation.OcspStatus.Problem;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** Finds the certificate of the responder that an answer names, and judges it (RFC 6960 §4.2.2.2, §4.2.2.3). */
final class ResponderSearch {
    private static final Oid OCSP_SIGNING = Oid.of("1.3.6.1.5.5.7.3.9");
    private static final Set<ServiceType> OCSP_SERVICES = Set.of(ServiceType.OCSP, ServiceType.OCSP_QC);
    private static final Set<ServiceType> CA_SERVICES = Set.of(ServiceType.CA_QC, ServiceType.CA_PKC);
    private static final int MAX_TRIES = 16;
    private static final int LONGEST_KEY = 16384;

    private final TrustPolicy policy;
    private final SignatureVerifier verifier;
    private final boolean acrossTerritories;

    ResponderSearch(TrustPolicy policy, boolean acrossTerritories) {
        this.acrossTerritories = acrossTerritories;
        this.policy = policy;
        this.verifier = SignatureVerifier.ofRecurringKeys(policy.crypto());
    }

    /** What the search came to. */
    sealed interface Outcome {
        /** The responder, with what vouches for it. */
        record Found(Certificate responder, Authorisation authorisation, List<Certificate> path) implements Outcome {}

        /** The problem of the candidate that came furthest. */
        record Failed(Problem problem, String text, int stage) implements Outcome {}
    }

    /** Whom to ask about: the subject's issuer, where else to look, and when the responder must be valid. */
    record Question(
            Certificate issuer,
            Collection<Certificate> candidates,
            Optional<Certificate> designated,
            Instant validAt) {}

    Outcome find(OcspAnswer.Basic answer, SignatureAlgorithm algorithm, Question question) {
        Predicate<Certificate> named = named(answer.responderId());
        Set<Certificate> near = new LinkedHashSet<>();
        question.designated().ifPresent(near::add);
        near.addAll(answer.certificates());
        near.add(question.issuer());
        near.addAll(question.candidates());
        Outcome best = judgeAll(near.stream().filter(named), answer, algorithm, question);
        if (best instanceof Outcome.Found) {
            return best;
        }
        Stream<Certificate> listed = policy.anchors().services().stream()
                .filter(service -> service.type() != ServiceType.TSA && service.type() != ServiceType.TSA_QTST)
                .flatMap(service -> service.certificates().stream())
                .filter(certificate -> !near.contains(certificate))
                .filter(named)
                .distinct();
        Outcome further = judgeAll(listed, answer, algorithm, question);
        return further instanceof Outcome.Failed worse
                        && best instanceof Outcome.Failed better
                        && worse.stage() <= better.stage()
                ? best
                : further;
    }

    private Outcome judgeAll(
            Stream<Certificate> certificates,
            OcspAnswer.Basic answer,
            SignatureAlgorithm algorithm,
            Question question) {
        Outcome best = new Outcome.Failed(
                Problem.RESPONDER_NOT_FOUND,
                "No certificate of the responder that the answer names was found; add it, or a trusted list with it, to the policy",
                0);
        Iterator<Certificate> untilFound = certificates.limit(MAX_TRIES).iterator();
        while (untilFound.hasNext()) {
            Certificate certificate = untilFound.next();
            Outcome outcome = verifies(answer, algorithm, certificate)
                    ? judge(certificate, answer.producedAt(), question)
                    : new Outcome.Failed(Problem.SIGNATURE, "The signature of the OCSP answer is wrong", 1);
            if (outcome instanceof Outcome.Found) {
                return outcome;
            }
            if (outcome instanceof Outcome.Failed failed
                    && best instanceof Outcome.Failed previous
                    && failed.stage() > previous.stage()) {
                best = failed;
            }
        }
        return best;
    }

    private boolean verifies(OcspAnswer.Basic answer, SignatureAlgorithm algorithm, Certificate responder) {
        return responder.keySize() <= LONGEST_KEY
                && verifier.verify(
                        algorithm,
                        SignatureVerifier.EcdsaFormat.DER,
                        responder.publicKey(),
                        answer.signedData().toByteArray(),
                        answer.signature().toByteArray());
    }

    /** Judges a responder whose signature is right: validity, then authority. */
    Outcome judge(Certificate responder, Instant producedAt, Question question) {
        Optional<Certificate> designated = question.designated();
        if (designated.isPresent() && !designated.get().equals(responder)) {
            return new Outcome.Failed(
                    Problem.RESPONDER_MISMATCH,
                    "The OCSP answer is signed by another responder than the designated one",
                    4);
        }
        if (question.validAt().isBefore(responder.notBefore())) {
            return new Outcome.Failed(
                    Problem.RESPONDER_NOT_YET_VALID, "The certificate of the OCSP responder is not yet valid", 2);
        }
        if (question.validAt().isAfter(responder.notAfter())) {
            return new Outcome.Failed(
                    Problem.RESPONDER_EXPIRED, "The certificate of the OCSP responder has expired", 2);
        }
        if (designated.isPresent()) {
            return new Outcome.Found(responder, Authorisation.DESIGNATED, List.of(responder));
        }
        Certificate issuer = question.issuer();
        if (responder.subjectName().equals(issuer.subjectName())
                && responder.publicKey().equals(issuer.publicKey())) {
            return new Outcome.Found(responder, Authorisation.ISSUER, List.of(responder));
        }
        if (mayAnswerOcsp(responder) && policy.paths().isIssuedBy(responder, issuer)) {
            return new Outcome.Found(responder, Authorisation.DELEGATED, List.of(responder, issuer));
        }
        return listed(responder, producedAt, question);
    }

    private Outcome listed(Certificate responder, Instant producedAt, Question question) {
        PathResult result = policy.paths().build(responder, question.candidates(), OCSP_SERVICES, producedAt);
        if (result instanceof PathResult.Trusted trusted
                && (trusted.path().size() == 1 || mayAnswerOcsp(responder))
                && maySpeakAbout(trusted.path().get(trusted.path().size() - 1), producedAt, question)) {
            return new Outcome.Found(responder, Authorisation.LISTED, trusted.path());
        }
        if (result instanceof PathResult.Untrusted untrusted
                && untrusted.problem() == PathResult.PathProblem.SERVICE_NOT_ACTIVE) {
            return new Outcome.Failed(
                    Problem.RESPONDER_NOT_TRUSTED,
                    "The OCSP responder is listed, but its service was not active when it answered",
                    3);
        }
        return new Outcome.Failed(
                Problem.RESPONDER_NOT_AUTHORISED,
                "The OCSP responder is neither the certificate's issuer, nor delegated by it, nor listed as an OCSP service",
                3);
    }

    /**
     * A service of one country's list does not speak about certificates of an issuer that only another country lists, directly or
     * through the CA above it. What the caller pinned belongs to no country: a pinned responder speaks about all issuers, and
     * every listed responder about a pinned issuer.
     */
    private boolean maySpeakAbout(Certificate responderAnchor, Instant producedAt, Question question) {
        if (acrossTerritories) {
            return true;
        }
        Set<String> territories = territoriesOf(question, producedAt);
        return territories.contains("")
                || policy.anchors().servicesOf(responderAnchor).stream()
                        .filter(service -> service.activeAs(OCSP_SERVICES, producedAt))
                        .map(TrustService::territory)
                        .anyMatch(territory -> territory.isEmpty() || territories.contains(territory));
    }

    private Set<String> territoriesOf(Question question, Instant at) {
        Certificate issuer = question.issuer();
        Set<String> territories = new LinkedHashSet<>();
        policy.anchors().servicesOf(issuer).forEach(service -> territories.add(service.territory()));
        if (territories.isEmpty()
                && policy.paths().build(issuer, question.candidates(), CA_SERVICES, at)
                        instanceof PathResult.Trusted trusted) {
            territories.add(trusted.anchor().territory());
        }
        return territories;
    }

    static boolean mayAnswerOcsp(Certificate certificate) {
        return certificate
                .extendedKeyUsage()
                .map(purposes -> purposes.contains(OCSP_SIGNING))
                .orElse(false);
    }

    private static Predicate<Certificate> named(OcspAnswer.ResponderId id) {
        Bytes keyHash = id.keyHash();
        if (keyHash != null) {
            return certificate -> keyHash.equals(Bytes.of(
                    DigestAlgorithm.SHA1.digest(certificate.publicKeyBits().toByteArray())));
        }
        Bytes name = id.name() == null ? Bytes.empty() : id.name();
        return new NameMatch(name);
    }

    /** Compares encodings first: the JDK's canonical form is slow to load and to compute, and rarely needed. Used by one thread. */
    private static final class NameMatch implements Predicate<Certificate> {
        private final Bytes name;
        private Optional<X500Principal> canonical = Optional.empty();
        private boolean computed;

        NameMatch(Bytes name) {
            this.name = name;
        }

        @Override
        public boolean test(Certificate certificate) {
            if (name.equals(certificate.subjectName())) {
                return true;
            }
            if (!computed) {
                canonical = principal(name);
                computed = true;
            }
            return canonical.isPresent() && canonical.equals(principal(certificate.subjectName()));
        }
    }

    private static Optional<X500Principal> principal(Bytes name) {
        try {
            return Optional.of(new X500Principal(name.toByteArray()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
