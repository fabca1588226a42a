package dev.eresident.core.signature.container;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ArchiveEntry;
import dev.eresident.core.internal.zip.ZipArchive;
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

    private final ZipArchive archive;
    private final Set<DigestAlgorithm> algorithms;
    private final Map<String, Map<DigestAlgorithm, byte[]>> known = new HashMap<>();
    private byte[] buffer = new byte[0];
    private long bytesHashed;

    DataFileDigests(ZipArchive archive, Set<DigestAlgorithm> algorithms) {
        this.archive = archive;
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
     * @throws dev.eresident.core.internal.zip.ZipFormatException if the content does not have the declared size and checksum
     * @throws IOException if the container cannot be read
     * @throws IllegalArgumentException if there is no such entry
     */
    public void feed(String name, MessageDigest digest) throws IOException {
        read(name, List.of(digest));
    }

    private Map<DigestAlgorithm, byte[]> hash(String name, Set<DigestAlgorithm> wanted) throws IOException {
        Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);
        wanted.forEach(algorithm -> running.put(algorithm, algorithm.newDigest()));
        read(name, running.values());
        Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
        running.forEach((algorithm, digest) -> digests.put(algorithm, digest.digest()));
        return digests;
    }

    private void read(String name, Collection<MessageDigest> digests) throws IOException {
        ArchiveEntry entry = archive.find(name).orElseThrow(() -> new IllegalArgumentException("no such entry"));
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        try (InputStream content = archive.open(entry)) {
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
