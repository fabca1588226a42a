package dev.eresident.core.internal.zip;

/**
 * How much an archive may ask for before it is refused with {@link ZipProblem#LIMIT_EXCEEDED}.
 *
 * @param maxEntries the highest number of entries, folders included
 * @param maxDirectoryBytes the highest size of the central directory in bytes
 * @param maxTotalBytes the highest sum of the unpacked sizes in bytes
 * @param ratioFromBytes up to this unpacked size in bytes the compression ratio is not looked at
 * @param maxRatio the highest ratio of unpacked to packed size, of each entry and of all together
 */
public record ZipLimits(int maxEntries, long maxDirectoryBytes, long maxTotalBytes, long ratioFromBytes, int maxRatio) {
    private static final ZipLimits DEFAULTS = new ZipLimits(10_000, 16L << 20, 16L << 30, 1L << 20, 100);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is zero or negative
     */
    public ZipLimits {
        if (maxEntries <= 0 || maxDirectoryBytes <= 0 || maxTotalBytes <= 0 || ratioFromBytes <= 0 || maxRatio <= 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * Returns the usual limits: 10 000 entries, directory of 16 MiB, 16 GiB unpacked, ratio 100 looked at from 1 MiB (the last two as the
     * Estonian state's own software has them).
     *
     * @return the defaults
     */
    public static ZipLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these limits with another number of entries.
     *
     * @param entries the highest number of entries
     * @return changed limits
     */
    public ZipLimits withMaxEntries(int entries) {
        return new ZipLimits(entries, maxDirectoryBytes, maxTotalBytes, ratioFromBytes, maxRatio);
    }

    /**
     * Returns these limits with another total size.
     *
     * @param bytes the highest sum of the unpacked sizes
     * @return changed limits
     */
    public ZipLimits withMaxTotalBytes(long bytes) {
        return new ZipLimits(maxEntries, maxDirectoryBytes, bytes, ratioFromBytes, maxRatio);
    }

    /**
     * Returns these limits with another compression ratio.
     *
     * @param ratio the highest ratio of unpacked to packed size
     * @return changed limits
     */
    public ZipLimits withMaxRatio(int ratio) {
        return new ZipLimits(maxEntries, maxDirectoryBytes, maxTotalBytes, ratioFromBytes, ratio);
    }

    boolean ratioExceeded(long unpacked, long packed) {
        return unpacked > ratioFromBytes && unpacked / maxRatio > packed;
    }
}
