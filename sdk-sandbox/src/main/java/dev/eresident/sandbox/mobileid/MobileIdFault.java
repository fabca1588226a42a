package dev.eresident.sandbox.mobileid;

/** One thing that the simulated phone or service does wrong. */
public enum MobileIdFault {
    /** Signs another hash. */
    HASH,
    /** Gives a signature that does not verify. */
    SIGNATURE,
    /** Gives an ECDSA value in DER; for RSA, one without its last byte. */
    ENCODING,
    /** Says that another kind of hash was signed. */
    HASH_TYPE,
    /** Says that the key is of the other kind. */
    KEY_TYPE,
    /** Names an algorithm that does not exist. */
    ALGORITHM,
    /** Writes the signature value in another alphabet than Base64. */
    BASE64,
    /** Leaves the signature out. */
    NO_SIGNATURE,
    /** Leaves the certificate out. */
    NO_CERTIFICATE,
    /** Shows an expired certificate. */
    EXPIRED,
    /** Shows a certificate whose validity has not begun. */
    NOT_YET_VALID,
    /** Shows a certificate of an unknown authority. */
    STRANGER,
    /** Shows the certificate for the other purpose. */
    PURPOSE,
    /** Shows a certificate with the policy of Smart-ID. */
    POLICY,
    /** Shows the certificate of another person. */
    OTHER_PERSON,
    /** Shows the certificate of a person with the same code of another country. */
    OTHER_COUNTRY,
    /** Says something else than that the session runs or is complete. */
    STATE
}
