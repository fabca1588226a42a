package dev.eresident.core.signature.qualification;

import static dev.eresident.core.signature.qualification.Qualifier.NOT_QUALIFIED;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_ESEAL;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_ESIG;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_WSA;
import static dev.eresident.core.signature.qualification.Qualifier.QC_NO_QSCD;
import static dev.eresident.core.signature.qualification.Qualifier.QC_NO_SSCD;
import static dev.eresident.core.signature.qualification.Qualifier.QC_QSCD_MANAGED_ON_BEHALF;
import static dev.eresident.core.signature.qualification.Qualifier.QC_QSCD_STATUS_AS_IN_CERT;
import static dev.eresident.core.signature.qualification.Qualifier.QC_SSCD_STATUS_AS_IN_CERT;
import static dev.eresident.core.signature.qualification.Qualifier.QC_STATEMENT;
import static dev.eresident.core.signature.qualification.Qualifier.QC_WITH_QSCD;
import static dev.eresident.core.signature.qualification.Qualifier.QC_WITH_SSCD;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate was at a time, by itself and by the list of its issuer.
 *
 * @param standing how the issuing services stood then
 * @param qualified whether it was an EU qualified certificate (TS 119 615 §4.4)
 * @param type what it was for
 * @param device whether its key was in a qualified signature or seal creation device (TS 119 615 §4.5); only said of qualified certificates
 */
public record CertificateQualification(Standing standing, boolean qualified, CertificateType type, boolean device) {
    /** How the services that issued a certificate stood at a time. */
    public enum Standing {
        /** No list was reached: nothing is said. */
        NOT_LISTED,
        /** Several services issued the certificate, and their lists contradict each other about it: nothing is said. */
        CONFLICT,
        /** A list was reached, but no qualified service of it vouched for a certificate of this type then. */
        NOT_VOUCHED,
        /** A qualified service vouched. */
        VOUCHED
    }

    /** The three answers for one service. */
    private record Answers(boolean qualified, CertificateType type, boolean device) {}

    /**
     * Determines what a certificate was at a time (TS 119 615 §4.4, §4.5).
     *
     * @param certificate the certificate
     * @param services the services above it, by level, see {@code CertificatePaths.issuingServices}; those that the caller pinned without a list say nothing
     * @param at the time
     * @return the qualification
     */
    public static CertificateQualification at(Certificate certificate, List<List<TrustService>> services, Instant at) {
        CertificateStatements own = CertificateStatements.of(certificate);
        ServiceSelection selection = ServiceSelection.of(certificate, own, services, at);
        if (selection.standing() == Standing.NOT_LISTED || selection.standing() == Standing.CONFLICT) {
            return new CertificateQualification(selection.standing(), false, CertificateType.UNKNOWN, false);
        }
        Answers answers = answers(own, selection.service(), true);
        return new CertificateQualification(
                selection.standing(), answers.qualified(), answers.type(), answers.device());
    }

    /** Whether services contradict each other about the certificate, each taken by itself. */
    static boolean conflict(CertificateStatements own, Iterable<ServiceAtTime> services) {
        Iterator<ServiceAtTime> all = services.iterator();
        if (!all.hasNext()) {
            return false;
        }
        Answers first = simulated(own, all.next());
        while (all.hasNext()) {
            if (!first.equals(simulated(own, all.next()))) {
                return true;
            }
        }
        return false;
    }

    /** A device of a certificate that is not qualified makes no difference. */
    private static Answers simulated(CertificateStatements own, ServiceAtTime service) {
        return answers(own, Optional.of(service), false);
    }

    private static Answers answers(CertificateStatements own, Optional<ServiceAtTime> service, boolean consistent) {
        boolean qualified = isQualified(own, service);
        CertificateType type = type(own, service.filter(s -> !consistent || s.consistentAboutType()), qualified);
        boolean device = qualified
                && hasDevice(
                        own,
                        service.filter(s -> !consistent
                                || s.qualifiers()
                                        .consistentAboutDevice(s.period().underEidas())));
        return new Answers(qualified, type, device);
    }

    /** A list that says both that a certificate is qualified and that it is not does not make it qualified. */
    private static boolean isQualified(CertificateStatements own, Optional<ServiceAtTime> service) {
        if (service.isEmpty() || !service.get().period().qualified()) {
            return false;
        }
        CapturedQualifiers qualifiers = service.get().qualifiers();
        return !qualifiers.perhaps(NOT_QUALIFIED) && (qualifiers.surely(QC_STATEMENT) || own.qualified());
    }

    private static CertificateType type(CertificateStatements own, Optional<ServiceAtTime> service, boolean qualified) {
        if (!qualified) {
            return own.type();
        }
        if (service.isEmpty()) {
            return CertificateType.UNKNOWN;
        }
        if (!service.get().period().underEidas()) {
            return CertificateType.ESIG; // The Directive knew no other qualified certificates.
        }
        CapturedQualifiers qualifiers = service.get().qualifiers();
        if (qualifiers.usages().isEmpty()) {
            return own.type();
        }
        if (qualifiers.usages().size() > 1) {
            return CertificateType.UNKNOWN;
        }
        CertificateType stated = qualifiers.perhaps(QC_FOR_ESIG)
                ? CertificateType.ESIG
                : qualifiers.perhaps(QC_FOR_ESEAL) ? CertificateType.ESEAL : CertificateType.WSA;
        boolean certain = qualifiers.surely(QC_FOR_ESIG, QC_FOR_ESEAL, QC_FOR_WSA);
        return certain || stated == own.type() ? stated : CertificateType.UNKNOWN;
    }

    private static boolean hasDevice(CertificateStatements own, Optional<ServiceAtTime> service) {
        if (service.isEmpty()) {
            return false;
        }
        CapturedQualifiers qualifiers = service.get().qualifiers();
        boolean underEidas = service.get().period().underEidas();
        Qualifier[] with =
                underEidas ? new Qualifier[] {QC_WITH_QSCD, QC_QSCD_MANAGED_ON_BEHALF} : new Qualifier[] {QC_WITH_SSCD};
        if (qualifiers.surely(with)) {
            return true;
        }
        if (qualifiers.perhaps(underEidas ? QC_QSCD_STATUS_AS_IN_CERT : QC_SSCD_STATUS_AS_IN_CERT)) {
            return own.device();
        }
        return own.device() && !qualifiers.perhaps(underEidas ? QC_NO_QSCD : QC_NO_SSCD);
    }

    /**
     * Combines what a certificate was when it was issued with what it was when it was used: qualified at both times, of one type, in a device when it was used (Regulation (EU) 910/2014
     * article 32).
     *
     * @param used what it was when it was used
     * @return the two together
     */
    public CertificateQualification usedAs(CertificateQualification used) {
        Standing worse = standing.compareTo(used.standing()) <= 0 ? standing : used.standing();
        if (worse == Standing.NOT_LISTED || worse == Standing.CONFLICT) {
            return new CertificateQualification(worse, false, CertificateType.UNKNOWN, false);
        }
        boolean both = qualified && used.qualified();
        return new CertificateQualification(
                worse, both, type == used.type() ? type : CertificateType.UNKNOWN, both && used.device());
    }
}
