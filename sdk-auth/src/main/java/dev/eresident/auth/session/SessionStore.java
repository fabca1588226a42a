package dev.eresident.auth.session;

import dev.eresident.core.ProofSeal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps what was started until it is finished, for a service whose next request may reach another node: the text of a
 * {@code SmartIdSession}, the nonce and expiry of a {@code WebEidChallenge}, or whatever else a login needs between two requests.
 *
 * <p>Optional: a session framework that is shared by all nodes and keeps its content on the server does as well. A store keeps
 * <em>state</em>, a {@link ReplayGuard} the <em>right to use it once</em>; the guard alone stands between an answer and its second use, so
 * that a store which gives a text out twice does no harm.
 *
 * <p>The contract, proven for an implementation by {@code SessionStoreContract} of this module's tests jar:
 *
 * <ul>
 *   <li>All calls are atomic and thread-safe, also across nodes when the store is shared. Of any number of concurrent {@code take} calls for
 *       one id at most one gets the text.
 *   <li>A text comes back only in the session in which it was put. In another one it is as if it were not there, and stays.
 *   <li>It comes back up to its expiry, that instant included, and never after; a store may cut the expiry to the microsecond. Once it is taken
 *       or expired the store need not remember it, and deletes it when others come.
 *   <li>Nothing live is ever forgotten to make room: a full store refuses to put.
 *   <li>Ids are 1 to 128 visible characters of ASCII, texts 1 to {@value #LONGEST_TEXT} characters without NUL and without half a surrogate
 *       pair; others are refused by an {@link IllegalArgumentException}, null by a {@link NullPointerException}.
 * </ul>
 *
 * <p>Texts are secret (whoever has that of a Smart-ID session can make its links) and personal (it may name who is expected): keep the store as
 * you keep sessions, or wrap it by {@link #sealed}. A store that cannot be reached throws a
 * {@link dev.eresident.core.TransportException}; it never answers as if it had looked.
 */
public interface SessionStore {
    /** The most characters of a text. */
    int LONGEST_TEXT = 16_384;

    /**
     * Makes a store in the memory of this JVM, for a service that runs on one node.
     *
     * @param clock tells when texts expire
     * @param capacity how many texts are kept at once; positive. One takes about 300 bytes and its characters
     * @return a new store
     */
    static SessionStore inMemory(Clock clock, int capacity) {
        return new InMemorySessionStore(clock, capacity);
    }

    /**
     * Encrypts texts before another store sees them (AES-256-GCM; id, session and expiry are bound in), so that its operators and backups
     * can neither read nor change them. Sealed texts are a third longer, which leaves room for 12 000 bytes in UTF-8.
     *
     * @param store keeps what is sealed
     * @param seal whose key may rotate while texts are kept; its clock must agree with the store's
     * @return a store that throws {@link dev.eresident.core.ProtocolException} {@code SESSION_TEXT_CHANGED} for a text that was changed,
     *     exchanged, or sealed with an unknown key
     */
    static SessionStore sealed(SessionStore store, ProofSeal seal) {
        return new SealedSessionStore(store, seal);
    }

    /**
     * Keeps a text.
     *
     * @param id names it, for example {@code SmartIdSession.id()}
     * @param session in which it may come back
     * @param text what is kept
     * @param expiry the last instant at which it comes back
     * @return whether it is kept now
     */
    Storing put(String id, SessionBinding session, String text, Instant expiry);

    /**
     * Looks at a text, which stays.
     *
     * @param id as put
     * @param session as put
     * @return the text, empty if there is none for this session
     */
    Optional<String> find(String id, SessionBinding session);

    /**
     * Takes a text away, for the last step.
     *
     * @param id as put
     * @param session as put
     * @return the text, empty if there is none for this session
     */
    Optional<String> take(String id, SessionBinding session);

    /** What a store answers to a text. */
    enum Storing {
        /** It is kept. */
        STORED,
        /** The store has no room: nothing was kept. Too many logins are open; try again when some have ended. */
        FULL,
        /** The id is known already: nothing was changed. */
        DUPLICATE
    }

    /**
     * Checks what is to be put, by the contract; for implementations.
     *
     * @param id to be checked
     * @param text to be checked
     * @throws IllegalArgumentException if either has another form
     */
    static void requireStorable(String id, String text) {
        if (id.isEmpty() || id.length() > 128 || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("An id is 1 to 128 visible characters of ASCII");
        }
        Objects.requireNonNull(text, "text");
        boolean whole = text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (text.isEmpty() || text.length() > LONGEST_TEXT || !whole) {
            throw new IllegalArgumentException("A text is 1 to " + LONGEST_TEXT
                    + " characters, without NUL and without half a surrogate pair; this one has " + text.length());
        }
    }
}
