package dev.eresident.core.internal.crypto;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** Digests of block chains that the JDK does not have; only OpenTimestamps needs them, and no signature may use them. */
public final class ChainDigests {
    private ChainDigests() {}

    /**
     * Computes RIPEMD-160.
     *
     * @param data any bytes
     * @return 20 bytes
     */
    public static byte[] ripemd160(byte[] data) {
        return digest(new RIPEMD160Digest(), data);
    }

    /**
     * Computes Keccak-256 as it was before SHA-3.
     *
     * @param data any bytes
     * @return 32 bytes
     */
    public static byte[] keccak256(byte[] data) {
        return digest(new KeccakDigest(256), data);
    }

    private static byte[] digest(Digest digest, byte[] data) {
        byte[] result = new byte[digest.getDigestSize()];
        digest.update(data, 0, data.length);
        digest.doFinal(result, 0);
        return result;
    }
}
