package dev.eresident.auth.oidc;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.JoseAlgorithm;

/**
 * A token of the right form; nothing in it is believed. Claims are read once the signature is verified, those of logout tokens before that too, but only to refuse.
 *
 * @param algorithm on the allow-list
 * @param keyId of the key that it names
 * @param input what was signed
 * @param claims still bytes
 * @param signature the value
 */
record SignedToken(JoseAlgorithm algorithm, String keyId, Bytes input, Bytes claims, Bytes signature) {
    @Override
    public String toString() {
        return "SignedToken[redacted]";
    }
}
