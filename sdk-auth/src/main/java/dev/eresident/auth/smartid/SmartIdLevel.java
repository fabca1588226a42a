package dev.eresident.auth.smartid;

/** The least level of certificate that is accepted; in ascending order. */
public enum SmartIdLevel {
    /** Not qualified. */
    ADVANCED,
    /** Qualified. */
    QUALIFIED,
    /** Qualified, and the key lives in a qualified device (the certificate says so); for signatures only. */
    QSCD
}
