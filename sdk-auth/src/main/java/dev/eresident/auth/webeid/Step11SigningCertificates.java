package dev.eresident.auth.webeid;

import dev.eresident.auth.webeid.CardLists.Offer;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Step 11, only in format 1.1: the certificates for signing are of the same card, and as trustworthy as the one for authentication
 * (Web eID §1.2; §4, 11).
 *
 * <p>The card's signature does not cover them, so each must name the same subject, be issued by the same authority (by the key
 * identifier that it claims, and by name and key once its path is built), be for signing, and lead to an anchor. An authority from
 * the token is a candidate only. Their status is asked for when they sign.
 */
record Step11SigningCertificates(Step8Trust trust, Step6Policy policy) {
    private static final int MOST_CERTIFICATES = 8;
    private static final int MOST_ALGORITHMS = 64;

    Step<SignedCandidate> check(SignedCandidate signed) {
        CardLists lists = signed.trusted().known().lists();
        if (!signed.trusted().token().isOf11()
                || (lists.signing().isEmpty() && lists.intermediates().isPresent())) {
            return Step.passed(signed);
        }
        List<Offer> offers = lists.signing().orElse(List.of());
        if (offers.isEmpty()) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
        }
        if (offers.stream().anyMatch(offer -> offer.certificate().isEmpty())) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATES_INVALID_ENTRY);
        }
        if (offers.size() > MOST_CERTIFICATES) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATES_INVALID_ENTRY, "more than " + MOST_CERTIFICATES);
        }
        List<TrustedOffer> verified = new ArrayList<>();
        for (Offer offer : offers) {
            Step<TrustedOffer> step = ofSameCard(offer, signed.trusted());
            if (!(step instanceof Step.Passed<TrustedOffer> passed)) {
                return step.then(never -> Step.passed(signed));
            }
            verified.add(passed.value());
        }
        return Step.passed(signed.with(List.copyOf(verified)));
    }

    private Step<TrustedOffer> ofSameCard(Offer offer, TrustedCandidate card) {
        return check(offer, card.path(), certificate -> sameCard(certificate, card.certificate()))
                .then(trusted -> issuedBy(trusted, card.issuer()));
    }

    private static Step<Certificate> sameCard(Certificate certificate, Certificate authentication) {
        if (!certificate.hasSubjectOf(authentication)) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_SUBJECT_MISMATCH);
        }
        Optional<Bytes> authority = certificate.authorityKeyIdentifier();
        if (authority.isEmpty() || !authority.equals(authentication.authorityKeyIdentifier())) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_ISSUER_MISMATCH);
        }
        return Step.passed(certificate);
    }

    /** Names and keys, not certificates: an authority may have been certified more than once. */
    private static Step<TrustedOffer> issuedBy(TrustedOffer offer, Certificate issuer) {
        Certificate own = offer.path().get(1);
        boolean same = own.subjectName().equals(issuer.subjectName())
                && own.publicKeyInfo().equals(issuer.publicKeyInfo());
        return same
                ? Step.passed(offer)
                : Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_ISSUER_MISMATCH, "another name or key");
    }

    /** Whose certificate it must be. */
    interface Belonging {
        Step<Certificate> check(Certificate certificate);
    }

    /**
     * Checks one certificate for signing, whatever it came with.
     *
     * @param offer as it was sent
     * @param beside further candidates for authorities above it
     * @param belonging whose it must be
     */
    Step<TrustedOffer> check(Offer offer, List<Certificate> beside, Belonging belonging) {
        return Step4Certificate.intermediates(offer.intermediates())
                .then(above -> algorithms(offer)
                        .then(algorithms -> Step4Certificate.decode(offer.certificate())
                                .then(belonging::check)
                                .then(this::isForSigning)
                                .then(certificate -> path(certificate, above, beside))
                                .then(path -> Step.passed(new TrustedOffer(offer, algorithms, path)))));
    }

    private static Step<List<CardAlgorithm>> algorithms(Offer offer) {
        List<CardLists.Words> words = offer.algorithms().orElse(List.of());
        if (words.isEmpty()) {
            return Step.refused(WebEidRefusal.SIGNING_ALGORITHMS_MISSING);
        }
        List<CardAlgorithm> known =
                words.stream().flatMap(name -> CardAlgorithm.of(name).stream()).toList();
        if (known.size() < words.size() || words.size() > MOST_ALGORITHMS) {
            return Step.refused(WebEidRefusal.SIGNING_ALGORITHM_UNSUPPORTED);
        }
        return Step.passed(known);
    }

    private Step<Certificate> isForSigning(Certificate certificate) {
        Set<KeyUsage> usage = certificate.keyUsage().orElse(Set.of());
        if (!usage.contains(KeyUsage.NON_REPUDIATION)) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_WRONG_KEY_USAGE);
        }
        return policy.permits(certificate)
                ? Step.passed(certificate)
                : Step.refused(WebEidRefusal.POLICY_DISALLOWED, "of the signing certificate");
    }

    private Step<List<Certificate>> path(Certificate certificate, List<Certificate> above, List<Certificate> beside) {
        Set<Certificate> candidates = new HashSet<>(above);
        candidates.addAll(beside.subList(Math.min(1, beside.size()), beside.size()));
        if (certificate.isCa()) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED, "it is an authority itself");
        }
        return trust.path(certificate, List.copyOf(candidates), WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED)
                .then(path -> Step8Trust.isWeak(certificate)
                        ? Step.refused(WebEidRefusal.CERTIFICATE_KEY_WEAK, "of the signing certificate")
                        : Step.passed(path));
    }
}
