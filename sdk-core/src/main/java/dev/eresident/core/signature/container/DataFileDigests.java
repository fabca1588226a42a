package dev.eresident.core.signature.container;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ArchiveEntry;
import dev.eresident.core.internal.zip.ZipArchive;
import dev.eresident.core.internal.zip.ZipFormatException;
import dev.eresident.core.internal.zip.ZipProblem;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hashes entries of a container, each in one streaming pass for all digest algorithms at once, and remembers the results.
 *
 * <p>Collect the algorithms of all signatures first. Needs one buffer of 64 KiB, whatever the size of the file. One thread at a time may use
 * it; several instances may work on one container.
 */
public final class DataFileDigests {
    private static final int BUFFER = 64 * 1024;

    /** Reading again for archive time-stamps ends after these bytes, or after so many times the whole archive, whichever is more. */
    private static final long MAX_AGAIN = 1L << 30;

    private static final int MAX_TIMES_AGAIN = 8;

    private final ZipArchive archive;
    private final Set<DigestAlgorithm> algorithms;
    private final Map<String, Map<DigestAlgorithm, byte[]>> known = new HashMap<>();
    private byte[] buffer = new byte[0];
    private final long mayReadAgain;
    private long bytesHashed;
    private long bytesAgain;

    DataFileDigests(ZipArchive archive, Set<DigestAlgorithm> algorithms) {
        this.archive = archive;
        long unpacked = archive.entries().stream().mapToLong(ArchiveEntry::size).sum();
        this.mayReadAgain = Math.max(MAX_AGAIN, MAX_TIMES_AGAIN * unpacked);
        this.algorithms = algorithms.isEmpty() ? EnumSet.noneOf(DigestAlgorithm.class) : EnumSet.copyOf(algorithms);
    }

    /**
     * Returns the digest of an entry's content, reading the entry only when it is not known yet.
     *
     * @param name an entry's name
     * @param algorithm one of those given at the start, else the entry is read once more for it
     * @return a fresh array
     * @throws dev.eresident.core.internal.zip.ZipFormatException if the content does not have the declared size and checksum
     * @throws IOException if the container cannot be read
     * @throws IllegalArgumentException if there is no such entry
     */
    public byte[] digest(String name, DigestAlgorithm algorithm) throws IOException {
        Map<DigestAlgorithm, byte[]> digests = known.computeIfAbsent(name, n -> new EnumMap<>(DigestAlgorithm.class));
        if (!digests.containsKey(algorithm)) {
            EnumSet<DigestAlgorithm> wanted = EnumSet.of(algorithm);
            wanted.addAll(algorithms);
            wanted.removeAll(digests.keySet());
            digests.putAll(hash(name, wanted));
        }
        byte[] digest = digests.get(algorithm);
        if (digest == null) {
            throw new IllegalStateException("digest was not computed");
        }
        return digest.clone();
    }

    /**
     * Feeds an entry's content to a digest, reading the entry once more.
     *
     * @param name an entry's name
     * @param digest gets the content
     * @throws dev.eresident.core.internal.zip.ZipFormatException as {@link #open}
     * @throws IOException if the container cannot be read
     * @throws IllegalArgumentException if there is no such entry
     */
    public void feed(String name, MessageDigest digest) throws IOException {
        read(open(name), List.of(digest));
    }

    /**
     * Opens an entry to read it once more, as archive time-stamps need. A signature of a few lines can ask for that a hundred thousand times: it ends after 1 GiB, or eight times the whole
     * archive, whichever is more.
     *
     * @param name an entry's name
     * @return to be closed
     * @throws dev.eresident.core.internal.zip.ZipFormatException LIMIT_EXCEEDED when too much was read again; on reading, if the content does not have the declared size and checksum
     * @throws IOException if the container cannot be read
     * @throws IllegalArgumentException if there is no such entry
     */
    public InputStream open(String name) throws IOException {
        ArchiveEntry entry = entry(name);
        bytesAgain += entry.size();
        if (bytesAgain > mayReadAgain) {
            throw new ZipFormatException(
                    ZipProblem.LIMIT_EXCEEDED, name, "its archive time-stamps ask for reading it too often");
        }
        return archive.open(entry);
    }

    private ArchiveEntry entry(String name) {
        return archive.find(name).orElseThrow(() -> new IllegalArgumentException("no such entry"));
    }

    private Map<DigestAlgorithm, byte[]> hash(String name, Set<DigestAlgorithm> wanted) throws IOException {
        Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);
        wanted.forEach(algorithm -> running.put(algorithm, algorithm.newDigest()));
        read(archive.open(entry(name)), running.values());
        Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
        running.forEach((algorithm, digest) -> digests.put(algorithm, digest.digest()));
        return digests;
    }

    private void read(InputStream opened, Collection<MessageDigest> digests) throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        try (InputStream content = opened) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                for (MessageDigest digest : digests) {
                    digest.update(buffer, 0, count);
                }
                bytesHashed += count;
            }
        }
    }

    /**
     * Returns how many bytes were read for hashing so far; a byte hashed with two algorithms in one pass counts once.
     *
     * @return bytes
     */
    public long bytesHashed() {
        return bytesHashed;
    }
}
