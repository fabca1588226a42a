package dev.eresident.payments.register;

import dev.eresident.core.Bytes;
import java.time.Instant;
import java.util.Optional;

/** A way to the register: carries a question, and gives back question and answer without credentials. */
sealed interface RegisterDoor permits XRoadDoor, DirectDoor {
    /**
     * Asks once.
     *
     * @param question what
     * @param userId who caused the question, country first
     */
    Exchange ask(RegisterQuestion question, Optional<String> userId);

    Instant now();

    /** How a door is named in proofs. */
    enum Kind {
        X_ROAD,
        DIRECT
    }

    /**
     * What may be kept of a call.
     *
     * @param door which way it went
     * @param question as sent, credentials cut out
     * @param answer as received, credentials cut out
     * @param exact whether nothing was cut, so that these are the very bytes
     * @param messageId X-Road's id of it
     * @param at when the answer came
     */
    record Exchange(Kind door, Bytes question, Bytes answer, boolean exact, Optional<String> messageId, Instant at) {
        @Override
        public String toString() {
            return "Exchange[" + door + " at " + at + "]";
        }
    }
}
