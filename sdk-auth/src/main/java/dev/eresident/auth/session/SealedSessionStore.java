package dev.eresident.auth.session;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.seal.AeadProofSeal;
import dev.eresident.core.internal.seal.SealOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Seals what another store keeps. The type that is bound in keeps these texts apart from sealed persons. */
final class SealedSessionStore implements SessionStore {
    private static final String PURPOSE = "eresident.session-store";
    private static final String TYPE = "SessionText";

    private final SessionStore store;
    private final AeadProofSeal seal;

    SealedSessionStore(SessionStore store, ProofSeal seal) {
        this.store = Objects.requireNonNull(store, "store");
        this.seal = (AeadProofSeal) Objects.requireNonNull(seal, "seal");
    }

    @Override
    public Storing put(String id, SessionBinding session, String text, Instant expiry) {
        SessionStore.requireStorable(id, text);
        Bytes plain = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        // A seal ends at its instant, a text of the store after it.
        String encrypted = seal.seal(PURPOSE, TYPE, subject(id, session), expiry.plusMillis(1), plain);
        return store.put(id, session, encrypted, expiry);
    }

    @Override
    public Optional<String> find(String id, SessionBinding session) {
        return store.find(id, session).flatMap(stored -> open(id, session, stored));
    }

    @Override
    public Optional<String> take(String id, SessionBinding session) {
        return store.take(id, session).flatMap(stored -> open(id, session, stored));
    }

    private Optional<String> open(String id, SessionBinding session, String stored) {
        SealOutcome outcome = seal.open(stored, PURPOSE, TYPE, subject(id, session));
        if (outcome instanceof SealOutcome.Opened opened) {
            return Optional.of(new String(opened.payload().toByteArray(), StandardCharsets.UTF_8));
        }
        ProofSeal.Rejection reason = ((SealOutcome.Rejected) outcome).reason();
        if (reason == ProofSeal.Rejection.EXPIRED) {
            return Optional.empty();
        }
        throw new ProtocolException(
                "SESSION_TEXT_CHANGED",
                "The session store gave back a text that was not sealed for this id and session with a known key ("
                        + reason + "); find out who writes there, and keep older keys until their texts have expired");
    }

    private static String subject(String id, SessionBinding session) {
        return id + " " + session.hash().hex();
    }
}
