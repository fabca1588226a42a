package dev.eresident.sandbox.smartid;

/** One thing that the simulated phone or service does wrong. */
public enum SmartIdFault {
    /** Signs for another scheme. */
    SCHEME_NAME,
    /** Signs for another relying party. */
    RELYING_PARTY_NAME,
    /** Signs other interactions. */
    INTERACTIONS,
    /** Signs another challenge or digest. */
    CHALLENGE,
    /** Signs another callback. */
    CALLBACK,
    /** Comes back with another verifier. */
    VERIFIER,
    /** Comes back with the digest of another secret. */
    SECRET_DIGEST,
    /** Signs with another hash than asked for. */
    HASH,
    /** Says that PKCS#1 v1.5 was used. */
    DOWNGRADE,
    /** Names a salt that is not as long as the hash. */
    SALT,
    /** Names the other protocol. */
    PROTOCOL,
    /** Says that another flow was used. */
    FLOW,
    /** Says that the certificate is not qualified. */
    LEVEL,
    /** Shows an expired certificate. */
    EXPIRED,
    /** Shows a certificate of an unknown authority. */
    STRANGER,
    /** Shows the certificate for the other purpose. */
    PURPOSE,
    /** Shows the certificate of another person. */
    OTHER_PERSON,
    /** Names another account than the certificate. */
    OTHER_DOCUMENT,
    /** Gives a signature that does not verify. */
    SIGNATURE,
    /** Leaves the certificate out. */
    NO_CERTIFICATE
}
