package dev.eresident.core.signature;

import dev.eresident.core.Bytes;

/**
 * A file that a signature covers, named by its content.
 *
 * @param name entry name in the container
 * @param digestAlgorithm JCA name of the algorithm that the signer used, e.g. {@code SHA-256}
 * @param digest the signed digest, equal to that of the content
 */
public record SignedFile(String name, String digestAlgorithm, Bytes digest) {}
