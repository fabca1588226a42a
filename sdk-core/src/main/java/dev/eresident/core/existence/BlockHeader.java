package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import java.time.Instant;

/**
 * What a Bitcoin block tells about time.
 *
 * @param merkleRoot root of its transactions as it stands in the header, 32 bytes; block explorers print it in reverse
 * @param time time of the block, which may differ from true time by about two hours
 */
public record BlockHeader(Bytes merkleRoot, Instant time) {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if the root is not 32 bytes
     */
    public BlockHeader {
        if (merkleRoot.size() != 32) {
            throw new IllegalArgumentException("The Merkle root of a block is 32 bytes");
        }
    }

    /**
     * Takes a header as block explorers show it.
     *
     * @param printedRoot the root in hexadecimal digits, last byte first
     * @param time time of the block
     * @return the header
     * @throws IllegalArgumentException if the root is not 64 hexadecimal digits
     */
    public static BlockHeader ofPrinted(String printedRoot, Instant time) {
        byte[] printed = Bytes.fromHex(printedRoot).toByteArray();
        byte[] root = new byte[printed.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = printed[printed.length - 1 - i];
        }
        return new BlockHeader(Bytes.of(root), time);
    }
}
