package dev.eresident.core.signature.validation;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * EN 319 102-1 §5.5: whether the signer's certificate was in force, and the algorithms acceptable, at the best signature time.
 *
 * <p>The best signature time is the earliest that a time-stamp proves, otherwise the validation time.
 */
final class LongTermValidation {
    /** When the state suspended the cards with the ROCA weakness: midnight after 2017-11-03 in Tallinn. */
    private static final Instant ROCA_SUSPENSION = Instant.ofEpochSecond(1_509_746_400L); // 2017-11-03T22:00:00Z

    private final SignatureMaterial material;
    private final Rules rules;
    private final ProofsOfExistence proofs;
    private final Instant at;
    private final Instant best;
    private final Judgement judgement;

    LongTermValidation(
            SignatureMaterial material, Rules rules, ProofsOfExistence proofs, Instant at, Judgement judgement) {
        this.material = material;
        this.rules = rules;
        this.proofs = proofs;
        this.at = at;
        this.best = proofs.best().orElse(at);
        this.judgement = judgement;
    }

    private boolean proven() {
        return proofs.best().isPresent();
    }

    /** §5.5.4 step 4: the status of the signer's certificate. */
    void status(CertificateStatus status) {
        for (CertificateStatus.Answer revoked : status.revoked()) {
            if (revoked.revokedAt().isAfter(best)) {
                continue;
            }
            if (revoked.suspended()) {
                judgement.fail(FindingCode.TRY_LATER, FindingCode.CERT_SUSPENDED, "");
            } else {
                judgement.fail(proven() ? FindingCode.REVOKED : FindingCode.REVOKED_NO_POE, "");
            }
        }
        if (status.unknown()) {
            judgement.fail(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CERT_STATUS_UNKNOWN, "");
        }
        boolean enough = rules.ask(Rules.Demand.OCSP) ? status.hasOcsp() : !status.isEmpty();
        if (enough) {
            return;
        }
        judgement.fail(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, "");
        for (CertificateStatus.Problem problem : status.problems()) {
            judgement.fail(problem.code(), problem.text());
        }
        if (material.ocspAnswers().isEmpty()) {
            judgement.fail(material.crls().isEmpty() ? FindingCode.OCSP_MISSING : FindingCode.CRL_NOT_ACCEPTED, "");
        }
    }

    /** §5.2.6.4 for a certificate between signer and anchor: it needs an answer, and must not be revoked. */
    void intermediate(CertificateStatus status) {
        if (status.isEmpty()) {
            judgement.fail(
                    FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                    "No acceptable answer about a certificate between the signer and the trusted service is embedded.");
        }
        for (CertificateStatus.Answer revoked : status.revoked()) {
            if (!revoked.revokedAt().isAfter(best)) {
                judgement.fail(FindingCode.REVOKED_CA_NO_POE, "");
            }
        }
        if (status.unknown()) {
            judgement.fail(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CERT_STATUS_UNKNOWN, "");
        }
    }

    /** §5.5.4 steps 5 and 6: the signer's certificate was valid at the best signature time. */
    void validity() {
        Certificate signer = material.signer();
        if (best.isBefore(signer.notBefore())) {
            notYetValid();
        } else if (best.isAfter(signer.notAfter())) {
            judgement.fail(FindingCode.OUT_OF_BOUNDS_NOT_REVOKED, "");
        }
    }

    /** The sentence of the code for want of a proof speaks of a certificate that has expired. */
    private void notYetValid() {
        if (proven()) {
            judgement.fail(FindingCode.NOT_YET_VALID, "");
        } else {
            judgement.add(new Finding(
                    FindingCode.OUT_OF_BOUNDS_NO_POE,
                    Finding.Severity.ERROR,
                    "",
                    "The signer's certificate was not yet valid at the time of the check."));
        }
    }

    /**
     * §5.2.6.4: who answered must have been valid at the time that the answer is proven to be from. A responder that is itself trusted is not asked for its validity.
     *
     * @param expired whether all who answered are not themselves trusted, and their certificates had expired
     */
    void responder(boolean expired) {
        if (!expired) {
            return;
        }
        boolean archived = !material.archiveTimestamps().isEmpty()
                || material.existedSince().isPresent();
        boolean pastValidation = archived && proven();
        judgement.fail(
                !pastValidation && at.isAfter(material.signer().notAfter())
                        ? FindingCode.OUT_OF_BOUNDS_NO_POE
                        : FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE,
                "The certificate of who answered has expired, and nothing proves that the answer is older.");
    }

    /** §5.5.4 step 7 and §5.2.8.4.2: the algorithms of the signature. */
    void algorithms() {
        Certificate signer = material.signer();
        key(signer);
        material.algorithm().ifPresent(a -> digest(a.digest(), "of the signature value", best));
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        digests.addAll(material.digests());
        // A manifest names files by digests of its own.
        material.files()
                .forEach(file ->
                        DigestAlgorithm.byJcaName(file.digestAlgorithm()).ifPresent(digests::add));
        for (DigestAlgorithm digest : digests) {
            digest(digest, "of a signed file or property", best);
        }
        if (signer.hasRocaKey()) {
            if (proven() && best.isBefore(ROCA_SUSPENSION)) {
                judgement.warn(FindingCode.ROCA_KEY, "");
            } else {
                judgement.fail(
                        FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                        FindingCode.ROCA_KEY,
                        "No time-stamp from before the suspension proves it.");
            }
        }
    }

    /** §5.2.6.4 step 2: the algorithms of a certificate that is not itself trusted, and of its issuer's key. */
    void algorithms(Certificate certificate, Certificate issuer) {
        certificate
                .signatureDigest()
                .flatMap(DigestAlgorithm::byJcaName)
                .ifPresent(d -> digest(d, "of a certificate", best));
        key(issuer);
    }

    /** The algorithms of the answer that counts, at the time that it is proven to be from. */
    void algorithms(CertificateStatus status) {
        status.latest()
                .ifPresent(answer -> DigestAlgorithm.byJcaName(answer.digest())
                        .ifPresent(d -> digest(d, "of an answer about a certificate", answer.knownSince())));
    }

    private void key(Certificate certificate) {
        String bits = "It has " + certificate.keySize() + " bits.";
        switch (rules.algorithms().key(certificate.publicKey().getAlgorithm(), certificate.keySize(), best)) {
            case WEAK -> judgement.warn(FindingCode.WEAK_KEY, bits);
            case REFUSED -> judgement.fail(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_KEY, bits);
            case ACCEPTED -> {
                // Nothing to say.
            }
        }
        if (certificate.publicKey() instanceof RSAPublicKey rsa
                && rsa.getPublicExponent().compareTo(RSAKeyGenParameterSpec.F4) < 0) {
            judgement.warn(FindingCode.WEAK_KEY, "Its public exponent is smaller than 65537.");
        }
    }

    private void digest(DigestAlgorithm digest, String of, Instant when) {
        String text = "It is " + digest.jcaName() + ", " + of + ".";
        switch (rules.algorithms().digest(digest, when)) {
            case WEAK -> judgement.warn(FindingCode.WEAK_DIGEST, text);
            case REFUSED ->
                judgement.fail(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST, text);
            case ACCEPTED -> {
                // Nothing to say.
            }
        }
    }
}
