package dev.eresident.auth.smartid;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.core.id.SemanticsIdentifier;

/** The least level of certificate that is accepted; in ascending order. */
public enum SmartIdLevel {
    /** Not qualified. */
    ADVANCED,
    /** Qualified. */
    QUALIFIED,
    /** Qualified, and the key lives in a qualified device (the certificate says so); for signatures only. */
    QSCD;

    /** Of a login; nothing is claimed about how the holder of an account that is not qualified was identified. */
    AssuranceLevel assurance(SemanticsIdentifier holder) {
        if (this == ADVANCED) {
            return AssuranceLevel.LOW;
        }
        return holder.country().equals("EE") ? AssuranceLevel.HIGH : AssuranceLevel.SUBSTANTIAL;
    }
}
