package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.util.List;
import java.util.Optional;

/** The files of the container that a signature may cover, seen through their digests only. */
public interface SignedFiles {
    /**
     * Returns the data files.
     *
     * @return entry names in container order
     */
    List<String> names();

    /**
     * Returns the digest of a data file.
     *
     * @param name entry name
     * @param algorithm one that {@link SignatureFile#digests()} asked for
     * @return the digest, empty when there is no such data file
     */
    Optional<byte[]> digest(String name, DigestAlgorithm algorithm);

    /**
     * Returns the manifest's lines, when there is a readable manifest.
     *
     * @return data files as the manifest lists them
     */
    Optional<List<Listed>> manifest();

    /**
     * One line of the manifest.
     *
     * @param name entry name
     * @param mediaType its media type, empty when not stated
     */
    record Listed(String name, String mediaType) {}
}
