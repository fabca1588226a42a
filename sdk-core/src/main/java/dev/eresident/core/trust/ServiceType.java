package dev.eresident.core.trust;

/** What a trusted service may do (ETSI TS 119 612 §5.5.1). */
public enum ServiceType {
    CA_QC,
    CA_PKC,
    OCSP_QC,
    OCSP,
    TSA_QTST,
    TSA,
    OTHER
}
