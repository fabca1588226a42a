package dev.eresident.core.existence;

import dev.eresident.core.internal.xml.Canonicalization;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * ArchiveTimeStampChain: time-stamps under one digest algorithm, the oldest first (RFC 4998 §5.1, RFC 6283 §3.1.1).
 *
 * @param stamps at least one
 * @param canonicalization of XML evidence records
 * @param earlierChains computes the bytes of the sequence of all earlier chains, whose digest the first time-stamp of this one must cover
 */
record ArchiveChain(
        List<ArchiveTimestamp> stamps, Optional<Canonicalization> canonicalization, Supplier<byte[]> earlierChains) {
    ArchiveChain {
        stamps = List.copyOf(stamps);
    }
}
