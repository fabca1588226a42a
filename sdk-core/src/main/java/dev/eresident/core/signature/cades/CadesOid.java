package dev.eresident.core.signature.cades;

/** Attribute types of CAdES (EN 319 122-1, RFC 5126) and of what it embeds. */
final class CadesOid {
    private static final String SMIME = "1.2.840.113549.1.9.16.2.";

    static final String SIGNATURE_TIMESTAMP = SMIME + "14";
    static final String SIGNATURE_POLICY = SMIME + "15";
    static final String CONTENT_TIMESTAMP = SMIME + "20";
    static final String CERTIFICATE_VALUES = SMIME + "23";
    static final String REVOCATION_VALUES = SMIME + "24";
    static final String CADES_C_TIMESTAMP = SMIME + "25";
    static final String REFERENCES_TIMESTAMP = SMIME + "26";
    static final String ARCHIVE_TIMESTAMP_V1 = SMIME + "27";
    static final String ARCHIVE_TIMESTAMP_V2 = SMIME + "48";
    static final String ARCHIVE_TIMESTAMP_V3 = "0.4.0.1733.2.4";
    static final String LONG_TERM_VALIDATION = "0.4.0.1733.2.2";
    static final String HASH_INDEX_V1 = "0.4.0.1733.2.5";
    static final String HASH_INDEX_V3 = "0.4.0.19122.1.5";
    static final String EVIDENCE_RECORD_INTERNAL = SMIME + "49";
    static final String EVIDENCE_RECORD_EXTERNAL = SMIME + "50";
    static final String COUNTER_SIGNATURE = "1.2.840.113549.1.9.6";
    static final String ADOBE_REVOCATION = "1.2.840.113583.1.1.8";

    /** id-ri-ocsp-response (RFC 5940 §2.1) and id-pkix-ocsp-basic (RFC 6960 §4.2.1), in SignedData.crls. */
    static final String OCSP_RESPONSE = "1.3.6.1.5.5.7.16.2";

    static final String OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";

    private CadesOid() {}
}
