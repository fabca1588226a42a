package dev.eresident.core.certificate;

/** The kind of document or means that a certificate belongs to (web-eid reference §7.3). */
public enum DocumentType {
    ID_CARD,
    ID_CARD_EE_CITIZEN,
    ID_CARD_EU_CITIZEN,
    DIGI_ID,
    DIGI_ID_E_RESIDENT,
    RESIDENCE_LONG_TERM,
    RESIDENCE_TEMPORARY,
    RESIDENCE_EU_FAMILY_MEMBER,
    DIPLOMATIC_ID,
    MOBILE_ID,
    SMART_ID,
    SMART_ID_NON_QUALIFIED,
    ORGANISATION,
    UNKNOWN
}
