package dev.eresident.core.signature.pades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.security.MessageDigest;

/**
 * The two stretches of a file that a signature covers (ISO 32000-1 §12.8.1), once they are known to fit the file.
 *
 * @param gapStart where the gap starts: the place of {@code <}
 * @param gapEnd where it ends: the place after {@code >}
 * @param end end of the covered bytes
 */
public record ByteRange(int gapStart, int gapEnd, int end) {
    /**
     * Computes the digest of the covered bytes.
     *
     * @param file the document
     * @param algorithm the algorithm
     * @return the digest
     */
    public byte[] digest(byte[] file, DigestAlgorithm algorithm) {
        MessageDigest digest = algorithm.newDigest();
        digest.update(file, 0, gapStart);
        digest.update(file, gapEnd, end - gapEnd);
        return digest.digest();
    }
}
