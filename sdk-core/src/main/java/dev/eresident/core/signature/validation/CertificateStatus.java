package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.CrlDetails;
import dev.eresident.core.revocation.CrlStatus;
import dev.eresident.core.revocation.OcspDetails;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the embedded answers say about one certificate, each judged on its own; nothing is fetched (EN 319 102-1 §5.2.6.4, acceptance in the order of signatures reference §5.3).
 *
 * @param answers acceptable answers, by the time of their production
 * @param problems why the others could not be used
 */
record CertificateStatus(List<Answer> answers, List<Problem> problems) {
    private static final int ON_HOLD = 6;

    /** What an answer says. */
    enum Says {
        GOOD,
        REVOKED,
        UNKNOWN
    }

    /**
     * An acceptable answer.
     *
     * @param says what it says
     * @param producedAt when it was made
     * @param revokedAt since when the certificate is revoked; otherwise when its status was known
     * @param suspended whether the revocation may be lifted again
     * @param responder who signed it
     * @param path from the responder up, as far as it was needed
     * @param digest digest of its signature, as the JDK names it
     * @param included whether the answer holds the responder's certificate
     * @param nonce content of its nonce extension, for a time-mark
     * @param list whether it is a revocation list
     * @param validUntil when a newer answer is promised; otherwise when the status was known
     * @param knownSince since when it is known to exist
     */
    record Answer(
            Says says,
            Instant producedAt,
            Instant revokedAt,
            boolean suspended,
            Certificate responder,
            List<Certificate> path,
            String digest,
            boolean included,
            Optional<Bytes> nonce,
            boolean list,
            Instant validUntil,
            Instant knownSince) {
        /** A revocation list that says something; empty for one that does not. */
        static Optional<Answer> of(CrlStatus status, Instant knownSince) {
            if (status instanceof CrlStatus.Good g) {
                return Optional.of(list(Says.GOOD, g.thisUpdate(), g.thisUpdate(), false, g.details(), knownSince));
            }
            if (status instanceof CrlStatus.Revoked r) {
                Instant since =
                        r.invalidSince().filter(t -> t.isBefore(r.revokedAt())).orElse(r.revokedAt());
                return Optional.of(list(Says.REVOKED, r.thisUpdate(), since, r.suspended(), r.details(), knownSince));
            }
            return Optional.empty();
        }

        private static Answer list(
                Says says,
                Instant thisUpdate,
                Instant since,
                boolean suspended,
                CrlDetails details,
                Instant knownSince) {
            return new Answer(
                    says,
                    thisUpdate,
                    since,
                    suspended,
                    details.issuer(),
                    List.of(details.issuer()),
                    details.signatureDigest(),
                    false,
                    Optional.empty(),
                    true,
                    details.nextUpdate().orElse(thisUpdate),
                    knownSince);
        }

        /** Whether it tells the status at a time: an OCSP answer is not asked for its age here, a list must not have been due for replacement. */
        boolean tells(Instant time) {
            return !list || says == Says.REVOKED || !validUntil.isBefore(time);
        }

        /** Whether what it says of a certificate that was good may have changed by then. */
        boolean mayHaveChangedBy(Instant time) {
            return says == Says.GOOD && validUntil.isBefore(time);
        }
    }

    /**
     * What an OCSP answer says, however good it is.
     *
     * @param status what it says
     * @param knownSince since when it is known to exist
     */
    record Heard(OcspStatus status, Instant knownSince) {}

    /** Why an answer could not be used. */
    record Problem(FindingCode code, String text) {}

    CertificateStatus {
        answers = answers.stream()
                .sorted(Comparator.comparing(Answer::producedAt))
                .toList();
        problems = List.copyOf(problems);
    }

    static CertificateStatus none() {
        return new CertificateStatus(List.of(), List.of());
    }

    /** Judges what OCSP says; {@code at} is the validation time: what is from after it is not believed. */
    static CertificateStatus of(
            List<Heard> statuses, Certificate certificate, Instant at, List<Answer> lists, List<Problem> more) {
        List<Answer> answers = new ArrayList<>(lists);
        List<Problem> problems = new ArrayList<>(more);
        for (Heard heard : statuses) {
            OcspStatus status = heard.status();
            Instant since = heard.knownSince();
            if (status instanceof OcspStatus.Good g) {
                add(
                        answer(Says.GOOD, g.producedAt(), g.thisUpdate(), false, g.responder(), g.details(), since),
                        mayHaveForgotten(g, certificate),
                        at,
                        answers,
                        problems);
            } else if (status instanceof OcspStatus.Revoked r) {
                add(
                        answer(
                                Says.REVOKED,
                                r.producedAt(),
                                r.revokedAt(),
                                r.reason() == ON_HOLD,
                                r.responder(),
                                r.details(),
                                since),
                        false,
                        at,
                        answers,
                        problems);
            } else if (status instanceof OcspStatus.Unknown u) {
                add(
                        answer(Says.UNKNOWN, u.producedAt(), u.producedAt(), false, u.responder(), u.details(), since),
                        false,
                        at,
                        answers,
                        problems);
            } else if (status instanceof OcspStatus.Unacceptable u) {
                problems.add(new Problem(code(u.problem()), u.text()));
            }
        }
        return new CertificateStatus(answers, problems);
    }

    private static Answer answer(
            Says says,
            Instant producedAt,
            Instant revokedAt,
            boolean suspended,
            Certificate responder,
            OcspDetails details,
            Instant knownSince) {
        return new Answer(
                says,
                producedAt,
                revokedAt,
                suspended,
                responder,
                details.responderPath(),
                details.signatureDigest(),
                details.responderIncluded(),
                details.nonce(),
                false,
                details.nextUpdate().filter(next -> next.isAfter(revokedAt)).orElse(revokedAt),
                knownSince);
    }

    private static void add(
            Answer answer, boolean forgotten, Instant at, List<Answer> answers, List<Problem> problems) {
        if (TimestampValidation.isLater(answer.producedAt(), at)) {
            problems.add(new Problem(
                    FindingCode.OCSP_NOT_ACCEPTABLE,
                    "The answer is from after the time as of which the check is made."));
        } else if (forgotten) {
            problems.add(new Problem(
                    FindingCode.OCSP_NOT_ACCEPTABLE,
                    "The answer is from after the certificate's expiry, when revocations may be forgotten."));
        } else {
            answers.add(answer);
        }
    }

    /** A responder need not know about expired certificates any more, unless it says how far back it does (RFC 6960 §4.4.4). */
    private static boolean mayHaveForgotten(OcspStatus.Good good, Certificate certificate) {
        return good.producedAt().isAfter(certificate.notAfter())
                && good.details()
                        .archiveCutoff()
                        .map(cutoff -> cutoff.isAfter(certificate.notAfter()))
                        .orElse(true);
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** Whether all that speaks for the certificate is from before a time, and promises nothing about it. */
    boolean mayHaveChangedBy(Instant time) {
        return !answers.isEmpty() && answers.stream().allMatch(a -> a.mayHaveChangedBy(time));
    }

    /** The same without lists that were due for replacement at a time. */
    CertificateStatus asOf(Instant time) {
        List<Answer> telling = answers.stream().filter(a -> a.tells(time)).toList();
        List<Problem> more = new ArrayList<>(problems);
        if (telling.size() < answers.size()) {
            more.add(new Problem(FindingCode.CRL_NOT_ACCEPTABLE, "A newer list was due when the signature was made."));
        }
        return new CertificateStatus(telling, more);
    }

    boolean hasOcsp() {
        return answers.stream().anyMatch(a -> !a.list());
    }

    boolean unknown() {
        return answers.stream().anyMatch(a -> a.says() == Says.UNKNOWN);
    }

    List<Answer> revoked() {
        return answers.stream().filter(a -> a.says() == Says.REVOKED).toList();
    }

    /** The latest answer, which is the one that counts where none must be newer than something. */
    Optional<Answer> latest() {
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(answers.size() - 1));
    }

    /** The OCSP answer that counts under the Estonian rules: the earliest that is not older than the time-stamp, compared by the second (signatures reference §5.4). */
    Optional<Instant> earliestSince(Instant time) {
        return answers.stream()
                .filter(a -> !a.list() && a.says() != Says.UNKNOWN)
                .map(Answer::producedAt)
                .filter(produced -> produced.getEpochSecond() >= time.getEpochSecond())
                .findFirst();
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
