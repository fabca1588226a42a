package dev.eresident.core.certificate;

/** The kind of document or means that a certificate belongs to. New constants may be added: treat one that you do not know as {@link #UNKNOWN}. */
public enum DocumentType {
    /** Identity or residence card of the generations until 2018, which do not tell the kinds of card apart. */
    ID_CARD,
    /** Identity card of an Estonian citizen. */
    ID_CARD_EE_CITIZEN,
    /** Identity card of a citizen of the European Union. */
    ID_CARD_EU_CITIZEN,
    /** Digital identity card of a resident. */
    DIGI_ID,
    /** Digital identity card of an e-resident. */
    DIGI_ID_E_RESIDENT,
    /** Residence card of a long-term resident. */
    RESIDENCE_LONG_TERM,
    /** Residence card of a temporary resident. */
    RESIDENCE_TEMPORARY,
    /** Residence card of a family member of a citizen of the European Union. */
    RESIDENCE_EU_FAMILY_MEMBER,
    /** Diplomatic identity card; no evidence of citizenship. */
    DIPLOMATIC_ID,
    /** Mobile-ID; e-residency is only marked in certificates issued until 2019. */
    MOBILE_ID,
    /** Qualified Smart-ID; never tells residents and e-residents apart. */
    SMART_ID,
    /** Non-qualified Smart-ID; never tells residents and e-residents apart. */
    SMART_ID_NON_QUALIFIED,
    /** An organisation: e-seal or authentication of a legal person. */
    ORGANISATION,
    /** None of the known documents, or contradicting marks; the reason stands in {@link EidDocument#eResidency()}. */
    UNKNOWN
}
