package dev.eresident.auth.webeid.bound;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.Proof;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a card sign a nonce that the calling room derived from what is authorised, always with {@link Purpose#AUTHORISE}.
 *
 * <p>Works with the origins, trust, guard, OCSP choice, clock and random source of one {@link WebEid}. Call {@link #consume}
 * first and verify nothing that it refused. Immutable and thread-safe.
 */
public final class BoundNonceDoor {
    private final BoundEngine engine;

    private BoundNonceDoor(BoundEngine engine) {
        this.engine = engine;
    }

    /**
     * Opens the door of a service.
     *
     * @param webEid whose settings apply
     * @return the door
     */
    public static BoundNonceDoor of(WebEid webEid) {
        BoundNonce bound = webEid;
        return new BoundNonceDoor(bound.engine());
    }

    /**
     * Tells the time.
     *
     * @return by the clock of the service
     */
    public Instant now() {
        return engine.now();
    }

    /**
     * Draws random bytes.
     *
     * @param size how many
     * @return from the random source of the service
     */
    public byte[] random(int size) {
        return engine.random(size);
    }

    /**
     * Registers a nonce with the replay guard.
     *
     * @param nonce 44 characters of Base64, derived from at least 32 random bytes
     * @param expiresAt the last instant at which it may be used
     * @param binding the session in which it may be used
     * @throws dev.eresident.core.ServiceException {@code REPLAY_GUARD_FULL}
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     */
    public void register(String nonce, Instant expiresAt, SessionBinding binding) {
        engine.register(challenge(nonce, expiresAt), binding);
    }

    /**
     * Uses a nonce up, whatever the answer.
     *
     * @param nonce as registered
     * @param expiresAt as registered
     * @param binding the session in which it came back
     * @return why it may not be used; empty if it may, now and never again
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     */
    public Optional<WebEidOutcome.Rejected> consume(String nonce, Instant expiresAt, SessionBinding binding) {
        return engine.consume(challenge(nonce, expiresAt), binding);
    }

    /**
     * Verifies a token over a nonce that was consumed just before.
     *
     * @param nonce as consumed
     * @param expiresAt as consumed
     * @param tokenJson as the browser posted it; null counts as missing
     * @return the person, as evidence: it cannot act, because to authorise is not to log in
     */
    public WebEidOutcome verify(String nonce, Instant expiresAt, @Nullable String tokenJson) {
        return engine.verify(challenge(nonce, expiresAt), tokenJson);
    }

    /**
     * Runs the verification again, offline, at the time at which it was made.
     *
     * @param proof of the person that {@link #verify} returned
     * @param nonce derived again from what was authorised
     * @param policy whom to believe about that time
     * @return the person as of that time, or why not
     */
    public WebEidOutcome reverify(Proof proof, String nonce, TrustPolicy policy) {
        return engine.reverify(proof, nonce, policy);
    }

    private static WebEidChallenge challenge(String nonce, Instant expiresAt) {
        return new WebEidChallenge(nonce, Purpose.AUTHORISE, expiresAt);
    }
}
