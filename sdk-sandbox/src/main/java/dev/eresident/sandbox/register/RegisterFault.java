package dev.eresident.sandbox.register;

/** How the register may answer wrongly or refuse on command, above HTTP. */
public enum RegisterFault {
    /** The fault for wrong credentials, in English: {@code Incorrect user name or password.} */
    CREDENTIALS_REFUSED,
    /** The fault for wrong credentials, in Estonian: {@code Vale kasutajanimi või parool}. */
    CREDENTIALS_REFUSED_ESTONIAN,
    /** A fault of the register that has nothing to do with the credentials. */
    INTERNAL_FAULT,
    /** Credentials are accepted but no rows come, as with a contract of the wrong kind. */
    NO_ROWS,
    /** The answer is about another company. */
    OTHER_COMPANY,
    /** The answer holds the company twice. */
    COMPANY_TWICE,
    /** The status is a letter that nobody documents. */
    UNKNOWN_STATUS,
    /** The flag of sole representation is neither {@code JAH} nor {@code EI}. */
    UNKNOWN_FLAG,
    /** The roles are codes that nobody documents. */
    UNKNOWN_ROLE,
    /** The wrapper of the answer belongs to another service. */
    WRONG_WRAPPER,
    /** The answer lacks {@code keha}. */
    NO_BODY
}
