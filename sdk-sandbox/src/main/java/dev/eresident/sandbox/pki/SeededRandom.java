package dev.eresident.sandbox.pki;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A reproducible stream of bytes: SHA-256(seed ‖ label ‖ counter), block after block.
 *
 * <p>It makes test keys repeatable and is therefore worthless for real secrets. Each label has a stream of its own, so that the order in
 * which keys are asked for does not change them.
 */
final class SeededRandom extends SecureRandom {
    @Serial
    private static final long serialVersionUID = 1L;

    private final byte[] key;
    private long counter;
    private byte[] block = new byte[0];
    private int used;

    SeededRandom(long seed, String label) {
        super(null, null);
        byte[] name = label.getBytes(StandardCharsets.UTF_8);
        this.key = Hashes.sha256(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(seed)
                .put(name)
                .array());
    }

    @Override
    public String getAlgorithm() {
        return "sandbox-sha256-counter";
    }

    @Override
    public synchronized void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (used == block.length) {
                MessageDigest digest = Hashes.digest("SHA-256");
                digest.update(key);
                block = digest.digest(
                        ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
                used = 0;
            }
            bytes[i] = block[used++];
        }
    }

    @Override
    public byte[] generateSeed(int numBytes) {
        byte[] bytes = new byte[numBytes];
        nextBytes(bytes);
        return bytes;
    }

    @Override
    public void setSeed(long seed) {
        // The seed is fixed at construction; the superclass calls this before the fields exist.
    }

    @Override
    public void setSeed(byte[] seed) {
        // The seed is fixed at construction.
    }
}
