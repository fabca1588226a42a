package dev.eresident.core.internal.zip;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ZIP archive that passed every structural rule of this room when it was opened; its entries are read as streams.
 *
 * <p>Size and checksum of an entry are proven only when its stream was read to the end. Reading twice and in parallel is allowed.
 */
public final class ZipArchive implements Closeable {
    private final ByteSource source;
    private final List<ArchiveEntry> entries;
    private final Map<String, ArchiveEntry> byName;

    private ZipArchive(ByteSource source, List<ArchiveEntry> entries, Map<String, ArchiveEntry> byName) {
        this.source = source;
        this.entries = List.copyOf(entries);
        this.byName = byName;
    }

    /**
     * Opens an archive.
     *
     * @param source the bytes; closed together with the archive, but not when opening fails
     * @param limits how large it may be
     * @return the archive
     * @throws ZipFormatException if it breaks a rule
     * @throws IOException if the bytes cannot be read
     */
    public static ZipArchive open(ByteSource source, ZipLimits limits) throws IOException {
        EndRecord end = EndRecord.find(source);
        List<CentralHeader> headers = CentralHeader.readAll(source, end, limits);
        requireDistinctNames(headers);
        requireWithin(limits, headers);
        List<ArchiveEntry> entries = new LocalRecords(source, end.directoryOffset()).compare(headers);
        Map<String, ArchiveEntry> byName = new HashMap<>();
        for (ArchiveEntry entry : entries) {
            byName.put(entry.name(), entry);
        }
        return new ZipArchive(source, entries, byName);
    }

    private static void requireDistinctNames(List<CentralHeader> headers) throws ZipFormatException {
        Map<String, CentralHeader> seen = new HashMap<>();
        for (CentralHeader header : headers) {
            String name = header.name().name();
            String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            if (seen.put(plain, header) != null) {
                throw new ZipFormatException(ZipProblem.DUPLICATE, name, "two entries have the same name");
            }
        }
    }

    private static void requireWithin(ZipLimits limits, List<CentralHeader> headers) throws ZipFormatException {
        long total = 0;
        long packed = 0;
        for (CentralHeader header : headers) {
            if (header.size() > limits.maxTotalBytes() - total) {
                throw new ZipFormatException(ZipProblem.LIMIT_EXCEEDED, "the archive's content is too large");
            }
            total += header.size();
            packed += Math.min(header.compressedSize(), Long.MAX_VALUE - packed);
            if (limits.ratioExceeded(header.size(), header.compressedSize())) {
                throw new ZipFormatException(
                        ZipProblem.LIMIT_EXCEEDED, header.name().name(), "an entry unpacks to suspiciously many bytes");
            }
        }
        if (limits.ratioExceeded(total, packed)) {
            throw new ZipFormatException(ZipProblem.LIMIT_EXCEEDED, "the archive unpacks to suspiciously many bytes");
        }
    }

    /**
     * Returns all entries, folders included, in the order in which they stand in the file.
     *
     * @return an immutable list
     */
    public List<ArchiveEntry> entries() {
        return entries;
    }

    /**
     * Finds an entry.
     *
     * @param name the exact name
     * @return the entry, empty when there is none
     */
    public Optional<ArchiveEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Opens the unpacked content of an entry.
     *
     * @param entry one of {@link #entries()}
     * @return a stream for one thread, to be closed; it throws {@link ZipFormatException} when the content is not what was declared
     */
    public InputStream open(ArchiveEntry entry) {
        return EntryStream.open(source, entry);
    }

    /**
     * Reads the whole content of a small entry and proves its size and checksum.
     *
     * @param entry one of {@link #entries()}
     * @param maxBytes the highest size accepted
     * @return the content
     * @throws ZipFormatException with {@link ZipProblem#LIMIT_EXCEEDED} if it is larger, or if the content is not what was declared
     * @throws IOException if the bytes cannot be read
     */
    public byte[] read(ArchiveEntry entry, int maxBytes) throws IOException {
        if (entry.size() > maxBytes) {
            throw new ZipFormatException(
                    ZipProblem.LIMIT_EXCEEDED, entry.name(), "an entry is larger than " + maxBytes + " bytes");
        }
        try (InputStream stream = open(entry)) {
            return stream.readAllBytes();
        }
    }

    /** Closes the source. */
    @Override
    public void close() throws IOException {
        source.close();
    }
}
