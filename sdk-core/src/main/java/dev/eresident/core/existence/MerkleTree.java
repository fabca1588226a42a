package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A Merkle tree over entries in their order, with SHA-256 (RFC 6962 §2.1): a leaf is digested with 0x00 before it, a node with 0x01, so that neither passes for the other. Immutable.
 *
 * <p>Holds the leaf hashes, 32 bytes for each entry, not the entries.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final List<Bytes> leaves;

    private MerkleTree(List<Bytes> leaves) {
        this.leaves = List.copyOf(leaves);
    }

    /**
     * Makes the tree over entries.
     *
     * @param entries in their order; also none
     * @return the tree
     */
    public static MerkleTree of(List<Bytes> entries) {
        return new MerkleTree(entries.stream().map(MerkleTree::leaf).toList());
    }

    /**
     * Returns the number of entries.
     *
     * @return 0 or more
     */
    public int size() {
        return leaves.size();
    }

    /**
     * Computes the root.
     *
     * @return 32 bytes; for an empty tree the digest of nothing
     */
    public Bytes root() {
        return leaves.isEmpty() ? Bytes.of(DigestAlgorithm.SHA256.digest(new byte[0])) : root(0, leaves.size());
    }

    /**
     * Makes the proof that an entry is in the tree.
     *
     * @param index number of the entry, from 0
     * @return the proof
     * @throws IndexOutOfBoundsException if there is no such entry
     */
    public InclusionProof proof(int index) {
        int from = 0;
        int to = leaves.size();
        Objects.checkIndex(index, to);
        List<Bytes> path = new ArrayList<>();
        while (to - from > 1) {
            int middle = from + Integer.highestOneBit(to - from - 1);
            if (index < middle) {
                path.add(0, root(middle, to));
                to = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        return new InclusionProof(index, leaves.size(), path);
    }

    private Bytes root(int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        int middle = from + Integer.highestOneBit(to - from - 1);
        return node(root(from, middle), root(middle, to));
    }

    static Bytes leaf(Bytes entry) {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        digest.update(LEAF);
        return Bytes.of(digest.digest(entry.toByteArray()));
    }

    static Bytes node(Bytes left, Bytes right) {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        digest.update(NODE);
        digest.update(left.toByteArray());
        return Bytes.of(digest.digest(right.toByteArray()));
    }
}
