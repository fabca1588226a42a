package dev.eresident.core.signature.qualification;

import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_ESEAL;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_ESIG;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_LEGAL_PERSON;
import static dev.eresident.core.signature.qualification.Qualifier.QC_FOR_WSA;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustService;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A service as its list describes it at a time, and what that says about one certificate.
 *
 * @param period the period that the time falls in
 * @param qualifiers what the list adds to the certificate
 */
record ServiceAtTime(StatusPeriod period, CapturedQualifiers qualifiers) {
    private static final String INFORMATION = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";
    private static final String FOR_SIGNATURES = INFORMATION + "ForeSignatures";
    private static final String FOR_SEALS = INFORMATION + "ForeSeals";
    private static final String FOR_WEB = INFORMATION + "ForWebSiteAuthentication";

    static Optional<ServiceAtTime> of(TrustService service, Certificate certificate, Instant at) {
        return service.periodAt(at).map(p -> new ServiceAtTime(p, CapturedQualifiers.of(certificate, p)));
    }

    boolean issuesQualifiedCertificates() {
        return period.type() == ServiceType.CA_QC;
    }

    /**
     * Whether the service is one for certificates of this type: the list says so, or its qualifiers overrule the certificate with a type that the list says so of. Only certificates issued
     * under the Regulation are asked; one of unknown type is let through, to stay unknown.
     */
    boolean isFor(Certificate certificate, CertificateType type) {
        if (certificate.notBefore().isBefore(TrustService.EIDAS) || type == CertificateType.UNKNOWN) {
            return true;
        }
        boolean oneUsage = qualifiers.usages().size() == 1;
        boolean byDefault =
                qualifiers.usages().isEmpty() && certificate.qcStatements().compliant();
        boolean signatures = says(FOR_SIGNATURES) && !qualifiers.perhaps(QC_FOR_LEGAL_PERSON);
        boolean overruledToSignatures = signatures && (byDefault || (oneUsage && qualifiers.surely(QC_FOR_ESIG)));
        boolean overruledToSeals = says(FOR_SEALS) && oneUsage && qualifiers.surely(QC_FOR_ESEAL);
        boolean overruledToWeb = says(FOR_WEB) && oneUsage && qualifiers.surely(QC_FOR_WSA);
        return switch (type) {
            case ESIG -> signatures || overruledToSeals || overruledToWeb;
            case ESEAL -> says(FOR_SEALS) || overruledToSignatures || overruledToWeb;
            case WSA -> says(FOR_WEB) || overruledToSignatures || overruledToSeals;
            case UNKNOWN -> true;
        };
    }

    private boolean says(String information) {
        return period.additionalInformation().contains(information);
    }

    /** Qualifiers about the usage agree with each other and with what the service is said to be for. */
    boolean consistentAboutType() {
        List<String> information = period.additionalInformation();
        if (qualifiers.usages().size() > 1
                || (qualifiers.perhaps(QC_FOR_LEGAL_PERSON) && qualifiers.perhaps(QC_FOR_ESIG))) {
            return false;
        }
        if (!period.underEidas()) {
            boolean onlyOther = (says(FOR_SEALS) || says(FOR_WEB)) && !says(FOR_SIGNATURES);
            if (onlyOther || qualifiers.perhaps(QC_FOR_ESEAL, QC_FOR_WSA)) {
                return false;
            }
        }
        if (information.isEmpty()) {
            return true;
        }
        return !(qualifiers.perhaps(QC_FOR_ESIG) && !says(FOR_SIGNATURES))
                && !(qualifiers.perhaps(QC_FOR_ESEAL) && !says(FOR_SEALS))
                && !(qualifiers.perhaps(QC_FOR_WSA) && !says(FOR_WEB));
    }
}
