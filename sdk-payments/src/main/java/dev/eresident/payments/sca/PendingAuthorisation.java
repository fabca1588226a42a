package dev.eresident.payments.sca;

import dev.eresident.core.Bytes;
import java.time.Instant;
import java.util.Objects;

/**
 * An authorisation that was started and not finished yet: a plain value for the integrator to keep in the browser session.
 *
 * <p>It can be taken apart and put together again with its constructor, which checks nothing: {@code finish} asks the replay guard
 * about the nonce and derives the nonce again from the order and the other fields, so that a changed or invented value is refused.
 * The order itself is kept by the caller.
 *
 * @param nonce what the browser passes to {@code authenticate()}: 44 characters of standard Base64, derived from the order
 * @param salt 32 random bytes that make the nonce unpredictable
 * @param payerDigest the salted digest of who is to authorise and by which right, 32 bytes
 * @param expiresAt the last instant at which it may be finished, in whole seconds
 */
public record PendingAuthorisation(String nonce, Bytes salt, Bytes payerDigest, Instant expiresAt) {
    /**
     * Refuses null.
     *
     * @param nonce as started
     * @param salt as started
     * @param payerDigest as started
     * @param expiresAt as started
     */
    public PendingAuthorisation {
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(salt, "salt");
        Objects.requireNonNull(payerDigest, "payerDigest");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Shows the expiry only. */
    @Override
    public String toString() {
        return "PendingAuthorisation[until " + expiresAt + "]";
    }
}
