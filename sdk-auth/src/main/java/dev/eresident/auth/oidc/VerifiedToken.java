package dev.eresident.auth.oidc;

import dev.eresident.core.internal.json.JsonObject;

/**
 * A token whose signature verifies under a key of the provider.
 *
 * @param claims not judged yet
 * @param keyId as the token names the key
 * @param key the key
 */
record VerifiedToken(JsonObject claims, String keyId, JsonWebKey key) {
    @Override
    public String toString() {
        return "VerifiedToken[redacted]";
    }
}
