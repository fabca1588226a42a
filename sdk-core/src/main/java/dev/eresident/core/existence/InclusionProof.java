package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import java.util.Iterator;
import java.util.List;

/**
 * The proof that an entry stands at a place in a {@link MerkleTree} (RFC 6962 §2.1.1).
 *
 * @param index number of the entry, from 0
 * @param size number of entries in the tree
 * @param path hashes of the sibling trees, the nearest to the leaf first; at most 63, each of 32 bytes
 */
public record InclusionProof(long index, long size, List<Bytes> path) {
    private static final int HASH = 32;
    private static final int LONGEST = 63;

    /**
     * Copies the path.
     *
     * @throws IllegalArgumentException if there is no such entry, or a hash has another size
     */
    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("The index of an inclusion proof must be below the size of its tree");
        }
        if (path.size() > LONGEST || path.stream().anyMatch(hash -> hash.size() != HASH)) {
            throw new IllegalArgumentException("The path of an inclusion proof is at most 63 hashes of 32 bytes");
        }
    }

    /**
     * Tells whether the entry stands at the index of the tree with this root (RFC 9162 §2.1.3.2).
     *
     * @param entry the entry itself, not its digest
     * @param root root of the tree, from a trusted source, such as a time-stamp over it
     * @return false when anything differs, the length of the path included
     */
    public boolean proves(Bytes entry, Bytes root) {
        Bytes hash = MerkleTree.leaf(entry);
        long place = index;
        long last = size - 1;
        Iterator<Bytes> siblings = path.iterator();
        while (last > 0) {
            boolean right = (place & 1) == 1;
            if (right || place < last) {
                if (!siblings.hasNext()) {
                    return false;
                }
                Bytes sibling = siblings.next();
                hash = right ? MerkleTree.node(sibling, hash) : MerkleTree.node(hash, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return !siblings.hasNext() && hash.equals(root);
    }
}
