package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.existence.EvidenceStatus.Problem;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What each time-stamp of a record was made over: the data in the first, the older time-stamps in a renewal (RFC 4998 §5.2, §5.3; RFC 6283 §4.2, §4.3). For one check, one thread.
 */
final class StampCoverage {
    private final EvidenceRecord record;
    private final DataDigests data;
    private final int objects;

    StampCoverage(EvidenceRecord record, List<DataObject> objects) {
        this.record = record;
        this.data = new DataDigests(objects);
        this.objects = objects.size();
    }

    /** A broken rule. */
    record Fault(Problem problem, String text) {}

    /** Judges one time-stamp; empty when it covers what it should. */
    Optional<Fault> of(int chainIndex, int stampIndex) {
        ArchiveChain chain = record.chains().get(chainIndex);
        ArchiveTimestamp stamp = chain.stamps().get(stampIndex);
        Optional<DigestAlgorithm> known = stamp.digest();
        if (known.isEmpty()) {
            return fault(Problem.ALGORITHM, "The digest algorithm of the evidence record is not known");
        }
        DigestAlgorithm digest = known.get();
        if (!chain.stamps().get(0).digest().equals(known)
                || !stamp.token().imprintAlgorithm().equals(digest.oid())) {
            return fault(Problem.DIGEST_CHANGED, "A chain of the evidence record mixes digest algorithms");
        }
        if (stamp.hashTree().stream().flatMap(List::stream).anyMatch(value -> value.size() != digest.length())) {
            return fault(Problem.DIGEST_CHANGED, "A hash value of the evidence record has a wrong length");
        }
        Optional<Fault> first =
                stampIndex == 0 ? data(chainIndex, stamp, digest) : renewed(chain, stampIndex, stamp, digest);
        if (first.isPresent() || stamp.hashTree().isEmpty()) {
            return first;
        }
        return ReducedHashTree.root(stamp.hashTree(), digest)
                        .equals(stamp.token().imprint())
                ? Optional.empty()
                : fault(Problem.TREE_MISMATCH, "A time-stamp is not over the root of its hash tree");
    }

    /** Whether the first group names the data objects and nothing else. */
    boolean complete() {
        ArchiveTimestamp first = record.chains().get(0).stamps().get(0);
        return first.hashTree().isEmpty() || first.hashTree().get(0).size() == objects;
    }

    /** The first time-stamp of a chain: over the data, and over all earlier chains. */
    private Optional<Fault> data(int chainIndex, ArchiveTimestamp stamp, DigestAlgorithm digest) {
        ArchiveChain chain = record.chains().get(chainIndex);
        List<List<Bytes>> accepted = data.accepted(digest, chain.canonicalization());
        if (accepted.stream().anyMatch(List::isEmpty)) {
            return fault(
                    Problem.DATA_DIGEST_MISSING,
                    "The data has no digest in " + digest.jcaName() + ", which the evidence record uses");
        }
        boolean xml = record.syntax() == EvidenceRecord.Syntax.XML;
        Bytes earlier = chainIndex == 0
                ? Bytes.empty()
                : Bytes.of(digest.digest(chain.earlierChains().get()));
        if (chainIndex > 0 && !xml) {
            accepted = accepted.stream()
                    .map(values -> values.stream()
                            .map(value -> together(value, earlier, digest))
                            .toList())
                    .toList();
        }
        if (stamp.hashTree().isEmpty()) {
            return withoutTree(stamp, accepted, chainIndex > 0 && xml);
        }
        Set<Bytes> group = new HashSet<>(stamp.hashTree().get(0));
        if (chainIndex > 0 && xml && !group.contains(earlier)) {
            return fault(
                    Problem.RENEWAL_MISMATCH, "A renewal of the hash tree does not cover the time-stamps before it");
        }
        if (!accepted.stream().allMatch(values -> values.stream().anyMatch(group::contains))) {
            return mismatch(chainIndex);
        }
        return Optional.empty();
    }

    private Optional<Fault> withoutTree(ArchiveTimestamp stamp, List<List<Bytes>> accepted, boolean needsTree) {
        if (objects > 1) {
            return fault(
                    Problem.DATA_NOT_FOUND, "The evidence record covers one object, and it is not told which of these");
        }
        if (needsTree) {
            return fault(
                    Problem.RENEWAL_MISMATCH, "A renewal of the hash tree does not cover the time-stamps before it");
        }
        return accepted.get(0).contains(stamp.token().imprint()) ? Optional.empty() : mismatch(0);
    }

    private static Optional<Fault> mismatch(int chainIndex) {
        return fault(
                Problem.DATA_MISMATCH,
                chainIndex == 0
                        ? "The data is not what the evidence record covers"
                        : "The data, or the time-stamps before a renewal, are not what the renewal covers");
    }

    /** A further time-stamp of a chain: over the one before it. */
    private static Optional<Fault> renewed(
            ArchiveChain chain, int stampIndex, ArchiveTimestamp stamp, DigestAlgorithm digest) {
        byte[] older = chain.stamps().get(stampIndex - 1).renewalInput().get();
        Bytes wanted = Bytes.of(digest.digest(older));
        List<Bytes> over = stamp.hashTree().isEmpty()
                ? List.of(stamp.token().imprint())
                : stamp.hashTree().get(0);
        return over.contains(wanted)
                ? Optional.empty()
                : fault(Problem.RENEWAL_MISMATCH, "A time-stamp renewal does not cover the time-stamp before it");
    }

    /** H(d) and H(earlier chains), in this order and not sorted (RFC 4998 §5.2). */
    private static Bytes together(Bytes ofData, Bytes ofChains, DigestAlgorithm digest) {
        MessageDigest running = digest.newDigest();
        running.update(ofData.toByteArray());
        return Bytes.of(running.digest(ofChains.toByteArray()));
    }

    private static Optional<Fault> fault(Problem problem, String text) {
        return Optional.of(new Fault(problem, text));
    }
}
