package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.cms.CmsContent;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.validation.Judgement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One file as what was signed, hashed in one pass for all digests that the signatures ask for. */
public final class StreamedContent implements SignedContent {
    private static final int BUFFER = 64 * 1024;

    private final String name;
    private final Set<DigestAlgorithm> algorithms;
    private final Stream stream;
    private final Map<DigestAlgorithm, byte[]> known = new EnumMap<>(DigestAlgorithm.class);

    /** Gives the content from its start. */
    private interface Stream {
        void read(Consumer<ByteBuffer> consumer) throws IOException;
    }

    /** Opens the content from its start. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Opens the content.
         *
         * @return a stream, to be closed
         * @throws IOException if it cannot be read
         */
        InputStream open() throws IOException;
    }

    private StreamedContent(String name, Set<DigestAlgorithm> algorithms, Stream stream) {
        this.name = name;
        this.algorithms = algorithms.isEmpty() ? EnumSet.noneOf(DigestAlgorithm.class) : EnumSet.copyOf(algorithms);
        this.stream = stream;
    }

    /**
     * Takes a file.
     *
     * @param name its name, for the report
     * @param source its bytes; stays open as long as this is used
     * @param algorithms what {@link CadesDocument#digests()} says
     * @return the content
     */
    public static StreamedContent of(String name, ByteSource source, Set<DigestAlgorithm> algorithms) {
        return new StreamedContent(name, algorithms, consumer -> {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (long at = 0; source.read(at, buffer) > 0; buffer.clear()) {
                buffer.flip();
                at += buffer.remaining();
                consumer.accept(buffer);
            }
        });
    }

    /**
     * Takes the entry of a container.
     *
     * @param name its name
     * @param opening opens its content
     * @param algorithms what {@link CadesDocument#digests()} says
     * @return the content
     */
    public static StreamedContent of(String name, Opening opening, Set<DigestAlgorithm> algorithms) {
        return new StreamedContent(name, algorithms, consumer -> {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = opening.open()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    consumer.accept(ByteBuffer.wrap(buffer, 0, count));
                }
            }
        });
    }

    static StreamedContent of(String name, CmsContent attached, Set<DigestAlgorithm> algorithms) {
        return new StreamedContent(name, algorithms, attached::read);
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        if (!known.containsKey(algorithm)) {
            Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);
            running.put(algorithm, algorithm.newDigest());
            for (DigestAlgorithm other : algorithms) {
                if (!known.containsKey(other)) {
                    running.computeIfAbsent(other, DigestAlgorithm::newDigest);
                }
            }
            read(buffer -> running.values().forEach(digest -> digest.update(buffer.duplicate())));
            running.forEach((a, digest) -> known.put(a, digest.digest()));
        }
        byte[] digest = known.get(algorithm);
        if (digest == null) {
            throw new IllegalStateException("digest was not computed");
        }
        return digest.clone();
    }

    @Override
    public void read(Consumer<ByteBuffer> consumer) {
        try {
            stream.read(consumer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<SignedFile> files(DigestAlgorithm algorithm, Judgement judgement) {
        return List.of(new SignedFile(name, algorithm.jcaName(), Bytes.of(digest(algorithm))));
    }
}
