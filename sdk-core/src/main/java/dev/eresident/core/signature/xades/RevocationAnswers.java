package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.qualification.ResponderQualification;
import dev.eresident.core.trust.TrustAnchors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The embedded OCSP answers about the signer's certificate, each judged on its own; nothing is fetched.
 *
 * @param good acceptable answers that say good, by the time of their production
 * @param revoked acceptable answers that say revoked or suspended
 * @param unknown whether an acceptable answer says that the certificate is not known
 * @param problems why the other answers could not be used
 */
record RevocationAnswers(
        List<Instant> good, List<OcspStatus.Revoked> revoked, boolean unknown, List<Problem> problems) {
    private static final int ON_HOLD = 6;

    /** Why an answer could not be used. */
    record Problem(FindingCode code, String text) {}

    static RevocationAnswers of(
            List<Bytes> answers,
            Certificate signer,
            Certificate issuer,
            Collection<Certificate> candidates,
            OcspCheck check,
            TrustAnchors anchors,
            Instant at) {
        List<Instant> good = new ArrayList<>(1);
        List<OcspStatus.Revoked> revoked = new ArrayList<>(0);
        List<Problem> problems = new ArrayList<>(0);
        boolean unknown = false;
        for (Bytes answer : answers) {
            OcspStatus status = check.checkEmbedded(answer, signer, issuer, candidates);
            if (TimestampValidation.isLater(producedAt(status), at)) {
                problems.add(new Problem(
                        FindingCode.OCSP_NOT_ACCEPTABLE,
                        "The answer is from after the time as of which the check is made."));
            } else if (status instanceof OcspStatus.Good g && mayHaveForgotten(g, signer)) {
                problems.add(new Problem(
                        FindingCode.OCSP_NOT_ACCEPTABLE,
                        "The answer is from after the certificate's expiry, when revocations may be forgotten."));
            } else if (status instanceof OcspStatus.Good g
                    && !ResponderQualification.maySpeak(g.details(), g.producedAt(), anchors)) {
                problems.add(new Problem(
                        FindingCode.OCSP_RESPONDER_UNTRUSTED,
                        "The responder was not listed as one for qualified certificates when it answered."));
            } else if (status instanceof OcspStatus.Good g) {
                good.add(g.producedAt());
            } else if (status instanceof OcspStatus.Revoked r) {
                revoked.add(r);
            } else if (status instanceof OcspStatus.Unknown) {
                unknown = true;
            } else if (status instanceof OcspStatus.Unacceptable u) {
                problems.add(new Problem(code(u.problem()), u.text()));
            }
        }
        good.sort(null);
        return new RevocationAnswers(List.copyOf(good), List.copyOf(revoked), unknown, List.copyOf(problems));
    }

    private static Instant producedAt(OcspStatus status) {
        if (status instanceof OcspStatus.Good g) {
            return g.producedAt();
        }
        return status instanceof OcspStatus.Revoked r ? r.producedAt() : Instant.MIN;
    }

    /** A responder need not know about expired certificates any more, unless it says how far back it does (RFC 6960 §4.4.4). */
    private static boolean mayHaveForgotten(OcspStatus.Good good, Certificate signer) {
        return good.producedAt().isAfter(signer.notAfter())
                && good.details()
                        .archiveCutoff()
                        .map(cutoff -> cutoff.isAfter(signer.notAfter()))
                        .orElse(true);
    }

    static RevocationAnswers none() {
        return new RevocationAnswers(List.of(), List.of(), false, List.of());
    }

    boolean isEmpty() {
        return good.isEmpty() && revoked.isEmpty() && !unknown;
    }

    /** The answer that counts: the earliest that is not older than the time-stamp, compared by the second (signatures reference §5.4). */
    Optional<Instant> earliestSince(Instant time) {
        return Stream.concat(good.stream(), revoked.stream().map(OcspStatus.Revoked::producedAt))
                .filter(produced -> produced.getEpochSecond() >= time.getEpochSecond())
                .min(Comparator.naturalOrder());
    }

    static boolean isSuspension(OcspStatus.Revoked revoked) {
        return revoked.reason() == ON_HOLD;
    }

    private static FindingCode code(OcspStatus.Problem problem) {
        return switch (problem) {
            case SIGNATURE -> FindingCode.OCSP_SIGNATURE_INVALID;
            case RESPONDER_NOT_AUTHORISED, RESPONDER_NOT_FOUND, RESPONDER_NOT_TRUSTED ->
                FindingCode.OCSP_RESPONDER_UNTRUSTED;
            default -> FindingCode.OCSP_NOT_ACCEPTABLE;
        };
    }
}
