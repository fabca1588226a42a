package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TimestampToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * ArchiveTimeStamp (RFC 4998 §4.1, RFC 6283 §3.1.1).
 *
 * @param digest algorithm of the hash tree; empty when it is not known
 * @param hashTree groups of hash values from the data to the root, each of them not empty; none when the time-stamp is directly over one object
 * @param token the time-stamp over the root
 * @param renewalInput computes the bytes whose digest a newer time-stamp of the same chain must cover
 */
record ArchiveTimestamp(
        Optional<DigestAlgorithm> digest,
        List<List<Bytes>> hashTree,
        TimestampToken token,
        Supplier<byte[]> renewalInput) {
    ArchiveTimestamp {
        hashTree = List.copyOf(hashTree);
    }
}
