package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the root of a reduced hash tree (RFC 4998 §4.3, §5.3; RFC 6283 §3.2.2). */
final class ReducedHashTree {
    private ReducedHashTree() {}

    /** The root, from groups of which none is empty. */
    static Bytes root(List<List<Bytes>> groups, DigestAlgorithm digest) {
        Bytes below = null;
        for (List<Bytes> group : groups) {
            below = node(group, below, digest);
        }
        if (below == null) {
            throw new IllegalArgumentException("a hash tree has at least one group");
        }
        return below;
    }

    /** One value stays as it is; several are put in ascending binary order and digested together. */
    private static Bytes node(List<Bytes> group, @Nullable Bytes below, DigestAlgorithm digest) {
        List<Bytes> values = new ArrayList<>(group);
        if (below != null) {
            values.add(below);
        }
        if (values.size() == 1) {
            return values.get(0);
        }
        values.sort(null);
        MessageDigest running = digest.newDigest();
        values.forEach(value -> running.update(value.toByteArray()));
        return Bytes.of(running.digest());
    }
}
