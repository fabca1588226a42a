package dev.eresident.core.signature.validation;

import dev.eresident.core.internal.crypto.DigestAlgorithm;

/** Computes what a time-stamp token must cover. Only its format knows how, and only the token says with which digest. */
@FunctionalInterface
public interface ImprintSource {
    /**
     * Computes the digest.
     *
     * @param algorithm the token's imprint algorithm
     * @return the digest; compared with the token's imprint
     * @throws dev.eresident.core.ProtocolException any code, when what must be covered cannot be put together: the token then proves nothing
     */
    byte[] digest(DigestAlgorithm algorithm);
}
