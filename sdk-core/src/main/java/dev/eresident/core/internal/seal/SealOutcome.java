package dev.eresident.core.internal.seal;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProofSeal;
import java.time.Instant;

/** What became of opening a sealed text. */
public sealed interface SealOutcome {

    /**
     * The text is whole, fits what was asked for and has not expired.
     *
     * @param payload what was sealed
     * @param expiresAt when it expires
     */
    record Opened(Bytes payload, Instant expiresAt) implements SealOutcome {
        /** Returns the expiry and size, without content. */
        @Override
        public String toString() {
            return "Opened[" + payload.size() + " bytes until " + expiresAt + "]";
        }
    }

    /**
     * The text must not be used.
     *
     * @param reason why
     */
    record Rejected(ProofSeal.Rejection reason) implements SealOutcome {}
}
