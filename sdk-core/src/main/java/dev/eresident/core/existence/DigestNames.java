package dev.eresident.core.existence;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/** Looks digests up by the JDK's names. */
final class DigestNames {
    private DigestNames() {}

    static Optional<DigestAlgorithm> find(String jcaName) {
        return Arrays.stream(DigestAlgorithm.values())
                .filter(digest -> digest.jcaName().equals(jcaName))
                .findFirst();
    }
}
