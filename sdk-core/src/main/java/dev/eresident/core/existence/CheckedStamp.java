package dev.eresident.core.existence;

import dev.eresident.core.timestamp.TimestampStatus;
import dev.eresident.core.timestamp.TimestampToken;
import java.time.Instant;

/**
 * One time-stamp of an evidence record, judged apart from the others.
 *
 * @param chain number of its chain, from 1
 * @param token the time-stamp
 * @param treeDigest digest algorithm of its hash tree as the JDK names it; the OID of the imprint's when it is not known
 * @param covers whether it was made over what the record says: data, or older time-stamps, through its hash tree
 * @param neededUntil until when its certificates and algorithms must have been good: time of the next time-stamp, or of the check
 * @param status whether it is intact and by a trusted authority, whatever it covers
 */
public record CheckedStamp(
        int chain,
        TimestampToken token,
        String treeDigest,
        boolean covers,
        Instant neededUntil,
        TimestampStatus status) {}
