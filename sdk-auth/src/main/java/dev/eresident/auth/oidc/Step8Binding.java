package dev.eresident.auth.oidc;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Step 8: the token is of this login (nonce) and, where it says so, of this access token (OpenID Connect Core 1.0 §3.1.3.7, 11; §3.1.3.8).
 *
 * <p>TARA writes {@code at_hash} in standard Base64 with padding; both spellings of the one value are right.
 *
 * @param nonceHash SHA-256 of the nonce
 * @param accessTokenHash SHA-256 of the access token, if there is one
 */
record Step8Binding(Bytes nonceHash, Optional<Bytes> accessTokenHash) {
    private static final int HALF = 16;

    static Bytes hash(String text) {
        return Bytes.of(DigestAlgorithm.SHA256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    Step<VerifiedToken> check(VerifiedToken token) {
        Optional<String> nonce = token.claims().string("nonce");
        boolean bound =
                nonce.isPresent() && MessageDigest.isEqual(hash(nonce.get()).toByteArray(), nonceHash.toByteArray());
        if (!bound) {
            return Step.refused(OidcRefusal.NONCE_MISMATCH);
        }
        Optional<String> named = token.claims().string("at_hash");
        return named.isEmpty() || names(named.get())
                ? Step.passed(token)
                : Step.refused(OidcRefusal.ACCESS_TOKEN_MISMATCH);
    }

    private boolean names(String hash) {
        return accessTokenHash
                .map(whole -> Arrays.copyOf(whole.toByteArray(), HALF))
                .filter(half -> hash.equals(Base64Url.encode(half))
                        || hash.equals(Base64.getEncoder().encodeToString(half)))
                .isPresent();
    }
}
