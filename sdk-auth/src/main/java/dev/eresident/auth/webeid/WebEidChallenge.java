package dev.eresident.auth.webeid;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * A login that was started and not finished yet: a plain value for the integrator to keep in the browser session.
 *
 * <p>It can be taken apart and put together again with its constructor, which checks nothing: {@code finish} asks the replay guard, and
 * the guard's id is derived from the nonce, so that a changed or invented value is refused. Several may be open in one session
 * (several tabs):
 * keep them by {@link #id()}.
 *
 * @param nonce what the browser passes to {@code authenticate()}: 32 random bytes in standard Base64, 44 characters
 * @param purpose what it was started for
 * @param expiresAt the last instant at which it may be finished
 */
public record WebEidChallenge(String nonce, Purpose purpose, Instant expiresAt) {
    private static final String ID_LABEL = "eresident web-eid challenge\0";

    /**
     * Refuses null.
     *
     * @param nonce as started
     * @param purpose as started
     * @param expiresAt as started
     */
    public WebEidChallenge {
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Returns the id under which the replay guard knows this challenge. It says nothing about the nonce and may be logged.
     *
     * @return {@code web-eid.} and 43 characters of URL-safe Base64: SHA-256 over a label and the nonce
     */
    public String id() {
        byte[] hash = DigestAlgorithm.SHA256.digest((ID_LABEL + nonce).getBytes(StandardCharsets.UTF_8));
        return "web-eid." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Shows id, purpose and expiry, without the nonce. */
    @Override
    public String toString() {
        return "WebEidChallenge[" + id() + ", " + purpose + ", until " + expiresAt + "]";
    }
}
