package dev.eresident.core.trust;

/**
 * What a trusted service may do (ETSI TS 119 612 §5.5.1). Types that no verification of this SDK asks for are {@link #OTHER}; unknown ones never disturb the reading of a list.
 *
 * <p>A certificate that the caller pins himself gets the qualified type of its role ({@link #CA_QC}, {@link #OCSP_QC}, {@link #TSA_QTST}), as other Estonian software does.
 */
public enum ServiceType {
    /** Issues qualified certificates. */
    CA_QC("http://uri.etsi.org/TrstSvc/Svctype/CA/QC"),
    /** Issues certificates that are not qualified. */
    CA_PKC("http://uri.etsi.org/TrstSvc/Svctype/CA/PKC"),
    /** Answers OCSP requests for qualified certificates. */
    OCSP_QC("http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP/QC"),
    /** Answers OCSP requests. */
    OCSP("http://uri.etsi.org/TrstSvc/Svctype/Certstatus/OCSP"),
    /** Makes qualified time-stamps. */
    TSA_QTST("http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST"),
    /** Makes time-stamps that are not qualified. */
    TSA("http://uri.etsi.org/TrstSvc/Svctype/TSA"),
    /** Anything else: identity validation, delivery, archiving, policies, … */
    OTHER("");

    private final String uri;

    ServiceType(String uri) {
        this.uri = uri;
    }

    /**
     * Returns the type with this identifier.
     *
     * @param uri the content of {@code ServiceTypeIdentifier}
     * @return the type, {@link #OTHER} for everything that the SDK does not use
     */
    public static ServiceType ofUri(String uri) {
        for (ServiceType type : values()) {
            if (type != OTHER && type.uri.equals(uri)) {
                return type;
            }
        }
        return OTHER;
    }

    /**
     * Tells whether services of this type issue certificates.
     *
     * @return true for {@link #CA_QC} and {@link #CA_PKC}
     */
    public boolean issuesCertificates() {
        return this == CA_QC || this == CA_PKC;
    }
}
