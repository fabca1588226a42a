package dev.eresident.core.existence;

import java.util.Optional;

/**
 * Knows the headers of the Bitcoin block chain: a node of one's own, or several explorers that agree. Whom it believes is believed by {@link OpenTimestampCheck}, so one foreign explorer
 * alone is not enough. Implementations are called by many threads; what they throw reaches the caller of the check.
 */
@FunctionalInterface
public interface BlockHeaderSource {
    /**
     * Returns the header of a block of the longest chain.
     *
     * @param height number of the block, from 0
     * @return the header; empty when there is no such block yet, or the sources do not agree
     */
    Optional<BlockHeader> header(long height);
}
