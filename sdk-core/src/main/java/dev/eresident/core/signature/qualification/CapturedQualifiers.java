package dev.eresident.core.signature.qualification;

import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_ESEAL;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_ESIG;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_WSA;
import static dev.eresident.core.signature.qualification.Qualifier.QC_NO_QSCD;
import static dev.eresident.core.signature.qualification.Qualifier.QC_NO_SSCD;
import static dev.eresident.core.signature.qualification.Qualifier.QC_QSCD_MANAGED_ON_BEHALF;
import static dev.eresident.core.signature.qualification.Qualifier.QC_QSCD_STATUS_AS_IN_CERT;
import static dev.eresident.core.signature.qualification.Qualifier.QC_SSCD_STATUS_AS_IN_CERT;
import static dev.eresident.core.signature.qualification.Qualifier.QC_WITH_QSCD;
import static dev.eresident.core.signature.qualification.Qualifier.QC_WITH_SSCD;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.Criterion;
import dev.eresident.core.trust.TrustService.QualificationElement;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.util.EnumSet;
import java.util.Set;

/**
 * The qualifiers whose criteria a certificate fulfils (TS 119 612 §5.5.9.2; TS 119 615 §4.4, §4.5).
 *
 * <p>Where a criterion is not understood, its qualifiers are only <em>possible</em>: what raises the level must be certain, what lowers it need only be possible.
 *
 * @param certain the criteria are fulfilled
 * @param possible the same, and those whose criteria may be fulfilled
 */
record CapturedQualifiers(Set<Qualifier> certain, Set<Qualifier> possible) {
    private static final Set<Qualifier> USAGES = Set.of(QC_FOR_ESIG, QC_FOR_ESEAL, QC_FOR_WSA);

    CapturedQualifiers {
        certain = Set.copyOf(certain);
        possible = Set.copyOf(possible);
    }

    static CapturedQualifiers of(Certificate certificate, StatusPeriod period) {
        Set<Qualifier> certain = EnumSet.noneOf(Qualifier.class);
        Set<Qualifier> possible = EnumSet.noneOf(Qualifier.class);
        for (QualificationElement element : period.qualifications()) {
            Criterion.Match match = element.criterion().matches(certificate);
            if (match == Criterion.Match.NO) {
                continue;
            }
            for (String uri : element.qualifiers()) {
                Qualifier.ofUri(uri).ifPresent(qualifier -> {
                    possible.add(qualifier);
                    if (match == Criterion.Match.YES) {
                        certain.add(qualifier);
                    }
                });
            }
        }
        return new CapturedQualifiers(certain, possible);
    }

    /** Whether one of these surely applies. */
    boolean surely(Qualifier... qualifiers) {
        return anyOf(certain, qualifiers);
    }

    /** Whether one of these applies or may apply. */
    boolean perhaps(Qualifier... qualifiers) {
        return anyOf(possible, qualifiers);
    }

    private static boolean anyOf(Set<Qualifier> among, Qualifier... qualifiers) {
        for (Qualifier qualifier : qualifiers) {
            if (among.contains(qualifier)) {
                return true;
            }
        }
        return false;
    }

    /** What the qualifiers say that the certificate is for; at most one may. */
    Set<Qualifier> usages() {
        Set<Qualifier> usages = EnumSet.noneOf(Qualifier.class);
        possible.stream().filter(USAGES::contains).forEach(usages::add);
        return usages;
    }

    /** A key cannot be in a device and not be, and what the list says cannot also be left to the certificate; qualifiers of the Directive alone say nothing under the Regulation. */
    boolean consistentAboutDevice(boolean underEidas) {
        boolean with = perhaps(QC_WITH_SSCD, QC_WITH_QSCD, QC_QSCD_MANAGED_ON_BEHALF);
        boolean asInCertificate = perhaps(QC_SSCD_STATUS_AS_IN_CERT, QC_QSCD_STATUS_AS_IN_CERT);
        boolean without = perhaps(QC_NO_SSCD, QC_NO_QSCD);
        boolean onlyOld = perhaps(QC_WITH_SSCD, QC_NO_SSCD) && !perhaps(QC_WITH_QSCD, QC_NO_QSCD);
        return !((with || asInCertificate) && without) && !(with && asInCertificate) && !(underEidas && onlyOld);
    }
}
