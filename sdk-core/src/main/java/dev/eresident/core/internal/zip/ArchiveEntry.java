package dev.eresident.core.internal.zip;

/**
 * One entry of an archive, as the central directory and the local header tell alike.
 *
 * @param name the name; folders end in a slash
 * @param nameEncoding how the name was written
 * @param stored true when the content is not compressed
 * @param compressedSize packed size in bytes
 * @param size unpacked size in bytes
 * @param crc32 CRC-32 of the unpacked content, unsigned
 * @param headerOffset where the local header starts
 * @param dataOffset where the packed content starts
 */
public record ArchiveEntry(
        String name,
        NameEncoding nameEncoding,
        boolean stored,
        long compressedSize,
        long size,
        long crc32,
        long headerOffset,
        long dataOffset) {
    /** How a name was written. */
    public enum NameEncoding {
        /** ASCII only, or UTF-8 and marked so. */
        UTF_8,
        /** Neither ASCII nor marked as UTF-8: read as code page 437, which is often not what the writer meant. */
        CP_437
    }

    /**
     * Tells whether this is a folder, which has no content.
     *
     * @return true for a folder
     */
    public boolean folder() {
        return name.endsWith("/");
    }
}
