package dev.eresident.auth.webeid.bound;

import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.Proof;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the door can do, with the settings of one {@code WebEid}; see {@link BoundNonceDoor}. */
public interface BoundEngine {
    /**
     * Tells the time.
     *
     * @return by the clock of the instance
     */
    Instant now();

    /**
     * Draws random bytes.
     *
     * @param size how many
     * @return from the random source of the instance
     */
    byte[] random(int size);

    /**
     * Registers the right to use a challenge once.
     *
     * @param challenge with its nonce and purpose
     * @param binding the session
     * @return the same challenge
     */
    WebEidChallenge register(WebEidChallenge challenge, SessionBinding binding);

    /**
     * Uses a challenge up.
     *
     * @param challenge as registered
     * @param binding the session
     * @return why it may not be used, if so
     */
    Optional<WebEidOutcome.Rejected> consume(WebEidChallenge challenge, SessionBinding binding);

    /**
     * Verifies the token that signs a consumed challenge.
     *
     * @param challenge as consumed
     * @param tokenJson from the browser
     * @return the person, for whom the verification ends at once, or why not
     */
    WebEidOutcome verify(WebEidChallenge challenge, @Nullable String tokenJson);

    /**
     * Runs a stored verification of an authorisation again.
     *
     * @param proof what was verified
     * @param nonce the nonce as derived again
     * @param policy whom to believe
     * @return the person of that time, or why not
     */
    WebEidOutcome reverify(Proof proof, String nonce, TrustPolicy policy);
}
