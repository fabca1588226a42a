package dev.eresident.core.signature.qualification;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The qualifiers of TS 119 612 §5.5.9.2.3. */
enum Qualifier {
    QC_STATEMENT("QCStatement"),
    NOT_QUALIFIED("NotQualified"),
    QC_WITH_SSCD("QCWithSSCD"),
    QC_NO_SSCD("QCNoSSCD"),
    QC_SSCD_STATUS_AS_IN_CERT("QCSSCDStatusAsInCert"),
    QC_WITH_QSCD("QCWithQSCD"),
    QC_NO_QSCD("QCNoQSCD"),
    QC_QSCD_STATUS_AS_IN_CERT("QCQSCDStatusAsInCert"),
    QC_QSCD_MANAGED_ON_BEHALF("QCQSCDManagedOnBehalf"),
    QC_FOR_LEGAL_PERSON("QCForLegalPerson"),
    QC_FOR_ESIG("QCForESig"),
    QC_FOR_ESEAL("QCForESeal"),
    QC_FOR_WSA("QCForWSA");

    private static final Map<String, Qualifier> BY_URI = byUri();

    private final String name;

    Qualifier(String name) {
        this.name = name;
    }

    private static Map<String, Qualifier> byUri() {
        Map<String, Qualifier> byUri = new HashMap<>();
        for (Qualifier qualifier : values()) {
            byUri.put("http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/" + qualifier.name, qualifier);
        }
        return Map.copyOf(byUri);
    }

    static Optional<Qualifier> ofUri(String uri) {
        return Optional.ofNullable(BY_URI.get(uri));
    }
}
