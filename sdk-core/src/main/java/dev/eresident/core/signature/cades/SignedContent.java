package dev.eresident.core.signature.cades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.validation.Judgement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** What the signers of a CMS signed, seen through digests and as a stream. Used by one thread. */
public interface SignedContent {
    /**
     * Returns the digest of the content.
     *
     * @param algorithm best one of {@link CadesDocument#digests()}, for which the content is read once together
     * @return the digest
     * @throws java.io.UncheckedIOException when the content cannot be read, or is damaged
     */
    byte[] digest(DigestAlgorithm algorithm);

    /**
     * Reads the content in a stream.
     *
     * @param consumer gets piece after piece
     * @throws java.io.UncheckedIOException when the content cannot be read, or is damaged
     * @throws dev.eresident.core.ProtocolException when only its digests are known
     */
    void read(Consumer<ByteBuffer> consumer);

    /**
     * Tells which files are signed with the content: itself, or those that it lists by digest.
     *
     * @param algorithm the signature's digest
     * @param judgement gets what does not agree
     * @return the files whose digest is signed and matches
     */
    List<SignedFile> files(DigestAlgorithm algorithm, Judgement judgement);
}
