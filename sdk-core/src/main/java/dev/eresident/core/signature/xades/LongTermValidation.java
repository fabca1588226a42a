package dev.eresident.core.signature.xades;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.Optional;

/**
 * EN 319 102-1 §5.5: whether the certificate was in force, and the algorithms acceptable, at the best signature time.
 *
 * <p>The best signature time is the earliest time that a signature time-stamp proves, otherwise the validation time.
 */
final class LongTermValidation {
    /** When the state suspended the cards with the ROCA weakness: midnight after 2017-11-03 in Tallinn. */
    private static final Instant ROCA_SUSPENSION = Instant.ofEpochSecond(1_509_746_400L); // 2017-11-03T22:00:00Z

    private LongTermValidation() {}

    static void validate(
            ParsedSignature signature,
            Certificate signer,
            RevocationAnswers answers,
            Optional<Instant> proven,
            Instant at,
            Judgement judgement) {
        Instant best = proven.orElse(at);
        status(signature, answers, proven.isPresent(), best, judgement);
        validity(signer, proven.isPresent(), best, judgement);
        algorithms(signature, signer, proven.isPresent(), best, judgement);
    }

    private static void status(
            ParsedSignature signature, RevocationAnswers answers, boolean proven, Instant best, Judgement judgement) {
        for (OcspStatus.Revoked revoked : answers.revoked()) {
            if (revoked.revokedAt().isAfter(best)) {
                continue;
            }
            if (RevocationAnswers.isSuspension(revoked)) {
                judgement.fail(FindingCode.TRY_LATER, FindingCode.CERT_SUSPENDED, "");
            } else {
                judgement.fail(proven ? FindingCode.REVOKED : FindingCode.REVOKED_NO_POE, "");
            }
        }
        if (answers.unknown()) {
            judgement.fail(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, FindingCode.CERT_STATUS_UNKNOWN, "");
        }
        if (!answers.isEmpty()) {
            return;
        }
        judgement.fail(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE, "");
        for (RevocationAnswers.Problem problem : answers.problems()) {
            judgement.fail(problem.code(), problem.text());
        }
        if (signature.ocspValues().isEmpty()) {
            judgement.fail(signature.crlValues() > 0 ? FindingCode.CRL_NOT_ACCEPTED : FindingCode.OCSP_MISSING, "");
        }
    }

    private static void validity(Certificate signer, boolean proven, Instant best, Judgement judgement) {
        if (best.isBefore(signer.notBefore())) {
            judgement.fail(proven ? FindingCode.NOT_YET_VALID : FindingCode.OUT_OF_BOUNDS_NO_POE, "");
        } else if (best.isAfter(signer.notAfter())) {
            judgement.fail(FindingCode.OUT_OF_BOUNDS_NOT_REVOKED, "");
        }
    }

    private static void algorithms(
            ParsedSignature signature, Certificate signer, boolean proven, Instant best, Judgement judgement) {
        FindingCode refusal =
                proven ? FindingCode.CRYPTO_CONSTRAINTS_FAILURE : FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE;
        switch (AlgorithmTable.key(signer.publicKey().getAlgorithm(), signer.keySize(), best)) {
            case WEAK -> judgement.warn(FindingCode.WEAK_KEY, "It has " + signer.keySize() + " bits.");
            case REFUSED -> judgement.fail(refusal, FindingCode.WEAK_KEY, "It has " + signer.keySize() + " bits.");
            case ACCEPTED -> {
                // Nothing to say.
            }
        }
        SignatureAlgorithm.ofXmlUri(signature.signatureMethod())
                .ifPresent(a -> digest(a.digest(), "of the signature value", refusal, best, judgement));
        for (DataReference reference : signature.references()) {
            reference.digest().ifPresent(d -> digest(d, "of a signed file or property", refusal, best, judgement));
        }
        if (signer.hasRocaKey()) {
            if (proven && best.isBefore(ROCA_SUSPENSION)) {
                judgement.warn(FindingCode.ROCA_KEY, "");
            } else {
                judgement.fail(refusal, FindingCode.ROCA_KEY, "No time-stamp from before the suspension proves it.");
            }
        }
    }

    private static void digest(
            DigestAlgorithm digest, String of, FindingCode refusal, Instant best, Judgement judgement) {
        switch (AlgorithmTable.digest(digest, best)) {
            case WEAK -> judgement.warn(FindingCode.WEAK_DIGEST, "It is " + digest.jcaName() + ", " + of + ".");
            case REFUSED -> judgement.fail(refusal, FindingCode.WEAK_DIGEST, "It is " + digest.jcaName() + ".");
            case ACCEPTED -> {
                // Nothing to say.
            }
        }
    }
}
