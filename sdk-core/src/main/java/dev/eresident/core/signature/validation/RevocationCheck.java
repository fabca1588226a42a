package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.Crl;
import dev.eresident.core.revocation.CrlCheck;
import dev.eresident.core.revocation.CrlStatus;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks the status of certificates up in what a signature embeds. One signature, one thread. */
final class RevocationCheck {
    private final OcspCheck ocsp;
    private final CrlCheck lists;
    private final SignatureMaterial material;
    private final Collection<Certificate> candidates;
    private final Instant at;
    private final ProofsOfExistence.AnswerTimes times;
    private final Predicate<OcspStatus.Good> believed;
    private Optional<List<Listed>> parsed = Optional.empty();

    private record Listed(Crl crl, Instant knownSince) {}

    /**
     * Makes a check.
     *
     * @param times since when each answer is known to exist
     * @param believed what is asked of an acceptable answer beyond that; asked only of those that speak in favour of a certificate
     */
    RevocationCheck(
            OcspCheck ocsp,
            CrlCheck lists,
            SignatureMaterial material,
            Collection<Certificate> candidates,
            Instant at,
            ProofsOfExistence.AnswerTimes times,
            Predicate<OcspStatus.Good> believed) {
        this.believed = believed;
        this.ocsp = ocsp;
        this.lists = lists;
        this.material = material;
        this.candidates = candidates;
        this.at = at;
        this.times = times;
    }

    /** What the embedded answers say about a certificate, when {@code issuer} is the certificate that issued it on a trusted path. */
    CertificateStatus status(Certificate certificate, Certificate issuer) {
        List<CertificateStatus.Heard> statuses =
                new ArrayList<>(material.ocspAnswers().size());
        List<CertificateStatus.Problem> problems = new ArrayList<>(0);
        for (Bytes answer : material.ocspAnswers()) {
            OcspStatus status = ocsp.checkEmbedded(answer, certificate, issuer, candidates);
            if (status instanceof OcspStatus.Good good && !believed.test(good)) {
                problems.add(new CertificateStatus.Problem(
                        FindingCode.OCSP_RESPONDER_UNTRUSTED,
                        "The responder was not listed as one for qualified certificates when it answered."));
            } else if (!isAboutAnother(status)) {
                statuses.add(new CertificateStatus.Heard(status, times.of(answer)));
            }
        }
        List<CertificateStatus.Answer> answers = new ArrayList<>(0);
        for (Listed listed : crls()) {
            Crl crl = listed.crl();
            CrlStatus status = lists.checkEmbedded(crl, certificate, issuer);
            if (status instanceof CrlStatus.Unacceptable u) {
                if (u.problem() != CrlStatus.Problem.ISSUER_MISMATCH) {
                    problems.add(new CertificateStatus.Problem(FindingCode.CRL_NOT_ACCEPTABLE, u.text()));
                }
            } else if (TimestampValidation.isLater(crl.thisUpdate(), at)) {
                problems.add(new CertificateStatus.Problem(
                        FindingCode.CRL_NOT_ACCEPTABLE,
                        "The list is from after the time as of which the check is made."));
            } else {
                CertificateStatus.Answer.of(status, listed.knownSince()).ifPresent(answers::add);
            }
        }
        if (statuses.isEmpty()
                && answers.isEmpty()
                && problems.isEmpty()
                && !material.ocspAnswers().isEmpty()) {
            problems.add(new CertificateStatus.Problem(
                    FindingCode.OCSP_NOT_ACCEPTABLE, "The embedded answers are about other certificates."));
        }
        return CertificateStatus.of(statuses, certificate, at, answers, problems);
    }

    /** Each list is parsed once; one that cannot be read says nothing. */
    private List<Listed> crls() {
        if (parsed.isEmpty()) {
            List<Listed> readable = new ArrayList<>(material.crls().size());
            for (Bytes der : material.crls()) {
                try {
                    readable.add(new Listed(Crl.parse(der.toByteArray()), times.of(der)));
                } catch (ProtocolException unreadable) {
                    // Nothing can be concluded from it; the missing status is reported.
                }
            }
            parsed = Optional.of(readable);
        }
        return parsed.get();
    }

    private static boolean isAboutAnother(OcspStatus status) {
        return status instanceof OcspStatus.Unacceptable u && u.problem() == OcspStatus.Problem.CERTID_MISMATCH;
    }
}
