package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.existence.OpenTimestamp.Attestation;
import dev.eresident.core.existence.OpenTimestampStatus.Attested;
import dev.eresident.core.existence.OpenTimestampStatus.Pending;
import dev.eresident.core.existence.OpenTimestampStatus.Problem;
import dev.eresident.core.existence.OpenTimestampStatus.Unacceptable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges an OpenTimestamps proof over data by the blocks that it names (signatures reference §15.2). Immutable, thread-safe. What it asks of the network is what the source asks: each block
 * once, at most 32 blocks.
 */
public final class OpenTimestampCheck {
    static final int MAX_BLOCKS = 32;

    private final BlockHeaderSource blocks;

    private OpenTimestampCheck(BlockHeaderSource blocks) {
        this.blocks = blocks;
    }

    /**
     * Makes a check.
     *
     * @param blocks whose block headers are believed
     * @return an immutable check
     */
    public static OpenTimestampCheck with(BlockHeaderSource blocks) {
        return new OpenTimestampCheck(blocks);
    }

    /**
     * Judges the proof. One block that attests the data is enough, the earliest counts; but a block that is known and contradicts its path makes the proof unacceptable when no other
     * attests.
     *
     * @param proof the proof
     * @param data what it must be about
     * @return the verdict
     */
    public OpenTimestampStatus check(OpenTimestamp proof, DataObject data) {
        Optional<Bytes> digest = data.digest(proof.fileDigestAlgorithm());
        if (digest.isEmpty()) {
            return new Unacceptable(
                    Problem.DATA_DIGEST_MISSING, "The data has no digest in " + proof.fileDigestAlgorithm());
        }
        if (!digest.get().equals(proof.fileDigest())) {
            return new Unacceptable(Problem.DATA_MISMATCH, "The OpenTimestamps proof was made for other data");
        }
        Map<Long, Optional<BlockHeader>> headers = new HashMap<>();
        List<String> calendars = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        Optional<Attested> best = Optional.empty();
        boolean contradicted = false;
        for (Attestation attestation : proof.attestations()) {
            if (attestation instanceof Attestation.Pending pending) {
                calendars.add(pending.calendar());
            } else if (attestation instanceof Attestation.Bitcoin bitcoin
                    && (headers.containsKey(bitcoin.height()) || headers.size() < MAX_BLOCKS)) {
                Optional<BlockHeader> header = headers.computeIfAbsent(bitcoin.height(), blocks::header);
                if (header.isEmpty()) {
                    unknown.add(bitcoin.height());
                } else if (header.get().merkleRoot().equals(bitcoin.value())) {
                    best = Optional.of(earlier(best, new Attested(header.get().time(), bitcoin.height())));
                } else {
                    contradicted = true;
                }
            }
        }
        if (best.isPresent()) {
            return best.get();
        }
        if (contradicted) {
            return new Unacceptable(
                    Problem.BLOCK_MISMATCH, "The block that the OpenTimestamps proof names does not attest the data");
        }
        return calendars.isEmpty() && unknown.isEmpty()
                ? new Unacceptable(
                        Problem.NO_KNOWN_ATTESTATION, "The OpenTimestamps proof holds no attestation by Bitcoin")
                : new Pending(calendars, unknown);
    }

    private static Attested earlier(Optional<Attested> best, Attested other) {
        return best.filter(known -> !other.before().isBefore(known.before())).orElse(other);
    }
}
