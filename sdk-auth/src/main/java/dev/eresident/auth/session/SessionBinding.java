package dev.eresident.auth.session;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * Ties a challenge to the browser session in which it was started, so that nobody can be logged in to another one's session
 * (login CSRF).
 *
 * <p>Made from whatever identifies the session to the caller, for example the value of its cookie before the login. Only the
 * SHA-256 is kept, with a label in front so that it equals no other hash of the same value. Compared in constant time. Immutable.
 */
public final class SessionBinding {
    private static final byte[] LABEL = "eresident session binding\0".getBytes(StandardCharsets.US_ASCII);

    private final Bytes hash;

    private SessionBinding(byte[] value) {
        if (value.length == 0) {
            throw new IllegalArgumentException(
                    "The session binding is empty; pass what identifies the browser session, for example its session id");
        }
        this.hash = Bytes.of(sha256(value));
    }

    /**
     * Binds to a session known by text.
     *
     * @param session for example the session id; not empty; taken as UTF-8
     * @return the binding
     * @throws IllegalArgumentException if the text is empty
     */
    public static SessionBinding of(String session) {
        return new SessionBinding(Objects.requireNonNull(session, "session").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Binds to a session known by bytes.
     *
     * @param session for example the raw session key; not empty
     * @return the binding
     * @throws IllegalArgumentException if there are no bytes
     */
    public static SessionBinding of(Bytes session) {
        return new SessionBinding(session.toByteArray());
    }

    /**
     * Returns what a guard stores.
     *
     * @return SHA-256 over a label and the caller's value, 32 bytes
     */
    public Bytes hash() {
        return hash;
    }

    private static byte[] sha256(byte[] value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LABEL);
            return digest.digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("DIGEST_MISSING", "This JDK has no SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionBinding that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "SessionBinding[redacted]";
    }
}
