package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.Finding;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of the container that a signature may cover, seen through their digests only. */
public interface SignedFiles {
    /**
     * Returns the data files.
     *
     * @return entry names in container order
     */
    Set<String> names();

    /**
     * Returns the digest of a data file.
     *
     * @param name one of {@link #names()}
     * @param algorithm one that {@link SignatureFile#digests()} asked for
     * @return the digest
     * @throws java.io.UncheckedIOException when the content cannot be read, or is damaged
     */
    byte[] digest(String name, DigestAlgorithm algorithm);

    /**
     * Feeds the content of a data file to a digest, reading it once more.
     *
     * @param name one of {@link #names()}
     * @param digest gets the content
     * @throws java.io.UncheckedIOException when the content cannot be read, or is damaged
     * @throws dev.eresident.core.ProtocolException CONTENT_MISSING when only its digest is known
     */
    void feed(String name, MessageDigest digest);

    /**
     * Compares one signature with the container and its manifest.
     *
     * @param declared files that the signature references, with the media type that it declares, empty when none
     * @return where they disagree
     */
    List<Finding> disagreements(Map<String, String> declared);
}
