package dev.eresident.core.signature.qualification;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.Qualification;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.qualification.CertificateQualification.Standing;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.List;

/**
 * What a signature is worth: its verdict, and what its certificate was when it was issued and when it was used (Regulation (EU) 910/2014 articles 32 and 40; TS 119 615 §4.4, §4.5).
 *
 * @param atIssuance what the certificate was at its notBefore
 * @param atUse what it was at the best signature time
 * @param level what the signature is worth
 */
public record SignatureQualification(
        CertificateQualification atIssuance, CertificateQualification atUse, Qualification level) {
    /**
     * Determines the qualification.
     *
     * @param signer the signer's certificate
     * @param services the services above it, by level, see {@code CertificatePaths.issuingServices}
     * @param bestTime the best signature time: the earliest proven one, otherwise the validation time
     * @param verdict the verdict about the signature: anything but VALID and INDETERMINATE counts as failed
     * @return the qualification
     */
    public static SignatureQualification of(
            Certificate signer, List<List<TrustService>> services, Instant bestTime, Verdict verdict) {
        CertificateQualification atIssuance = CertificateQualification.at(signer, services, signer.notBefore());
        CertificateQualification atUse = CertificateQualification.at(signer, services, bestTime);
        return new SignatureQualification(atIssuance, atUse, level(atIssuance.usedAs(atUse), verdict));
    }

    /**
     * Tells whether a list was reached but no qualified service vouched for the certificate when it was issued, or when it was used; the state's tools refuse such a signature whatever
     * its level.
     *
     * @return false also when no list was reached
     */
    public boolean refusedByLists() {
        Standing worse = certificate().standing();
        return worse == Standing.NOT_VOUCHED || worse == Standing.CONFLICT;
    }

    /**
     * Tells whether the level is what the Estonian validation service asks of a passed signature: a qualified signature or seal, or an advanced seal with a qualified certificate (SiVa,
     * policy POLv4). A certificate for signatures at its issuance that the list says was for seals when it was used counts as one for seals.
     *
     * @return whether the signature meets the level without reservation; {@link Qualification#ADESIG_QC} does not, though that service lets it pass with a warning
     */
    public boolean meetsPolV4() {
        boolean seal = level == Qualification.UNKNOWN_QC
                && atIssuance.device()
                && atIssuance.type() == CertificateType.ESIG
                && atUse.type() == CertificateType.ESEAL;
        return level.qualified() || level == Qualification.ADESEAL_QC || seal;
    }

    /**
     * Returns what the certificate was at both times together.
     *
     * @return the combination
     */
    public CertificateQualification certificate() {
        return atIssuance.usedAs(atUse);
    }

    /**
     * Combines certificate and verdict.
     *
     * @param certificate what the certificate was at both times together
     * @param verdict the verdict about the signature: anything but VALID and INDETERMINATE counts as failed
     * @return what the signature is worth
     */
    public static Qualification level(CertificateQualification certificate, Verdict verdict) {
        return switch (verdict) {
            case VALID -> passed(certificate);
            case INDETERMINATE -> indeterminate(passed(certificate));
            default -> failed(certificate);
        };
    }

    private static Qualification passed(CertificateQualification certificate) {
        if (certificate.standing() == Standing.NOT_LISTED || certificate.standing() == Standing.CONFLICT) {
            return Qualification.NA;
        }
        boolean qualified = certificate.qualified();
        boolean device = qualified && certificate.device();
        return switch (certificate.type()) {
            case ESIG -> device ? Qualification.QESIG : qualified ? Qualification.ADESIG_QC : Qualification.ADESIG;
            case ESEAL -> device ? Qualification.QESEAL : qualified ? Qualification.ADESEAL_QC : Qualification.ADESEAL;
            case UNKNOWN ->
                device ? Qualification.UNKNOWN_QC_QSCD : qualified ? Qualification.UNKNOWN_QC : Qualification.UNKNOWN;
            case WSA -> Qualification.NOT_ADES;
        };
    }

    private static Qualification indeterminate(Qualification passed) {
        return switch (passed) {
            case QESIG -> Qualification.INDETERMINATE_QESIG;
            case QESEAL -> Qualification.INDETERMINATE_QESEAL;
            case UNKNOWN_QC_QSCD -> Qualification.INDETERMINATE_UNKNOWN_QC_QSCD;
            case ADESIG_QC -> Qualification.INDETERMINATE_ADESIG_QC;
            case ADESEAL_QC -> Qualification.INDETERMINATE_ADESEAL_QC;
            case UNKNOWN_QC -> Qualification.INDETERMINATE_UNKNOWN_QC;
            case ADESIG -> Qualification.INDETERMINATE_ADESIG;
            case ADESEAL -> Qualification.INDETERMINATE_ADESEAL;
            case UNKNOWN -> Qualification.INDETERMINATE_UNKNOWN;
            default -> passed;
        };
    }

    private static Qualification failed(CertificateQualification certificate) {
        if (!certificate.qualified() || certificate.type() == CertificateType.WSA) {
            return certificate.standing() == Standing.NOT_LISTED ? Qualification.NA : Qualification.NOT_ADES;
        }
        return certificate.device() ? Qualification.NOT_ADES_QC_QSCD : Qualification.NOT_ADES_QC;
    }
}
