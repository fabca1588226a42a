package dev.eresident.auth.signing;

import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.Refusal;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.signature.create.PendingSignature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A signature that was started and not finished yet: a plain value for the integrator to keep, on the server only. {@link #toText()} writes
 * it down: usually 5 000 to 8 000 characters, which a {@code SessionStore} takes; a card whose software sends along the authorities above
 * its certificate may need more.
 *
 * <p>Its constructor checks nothing: {@code finish} asks the replay guard about the state, and gives a value only for the pending signature, so that
 * a changed or invented session is refused.
 *
 * @param method which way of signing
 * @param id under which the guard knows it; may be logged
 * @param state the method's own text: secret and personal
 * @param pending what is signed
 * @param verificationCode to be shown before the phone reacts; empty where there is none
 * @param expiresAt the last instant at which it may be finished
 */
public record SigningSession(
        AuthenticationMethod method,
        String id,
        String state,
        PendingSignature pending,
        Optional<String> verificationCode,
        Instant expiresAt) {
    /** Refuses null. */
    public SigningSession {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(verificationCode, "verificationCode");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Writes it down; equal sessions give equal texts.
     *
     * @return JSON in one line, to be stored as a secret
     */
    public String toText() {
        return JsonWriter.object()
                .field("method", method.name())
                .field("id", id)
                .field("state", state)
                .field("pending", pending.toText())
                .field("verificationCode", verificationCode.orElse(null))
                .field("expiresAt", expiresAt.toString())
                .toJson();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the text
     * @return the session
     * @throws ProtocolException {@code SESSION_TEXT_UNREADABLE} if it is something else
     */
    public static SigningSession fromText(String text) {
        try {
            JsonObject json = StrictJson.strict().parse(text);
            return new SigningSession(
                    AuthenticationMethod.valueOf(json.requiredString("method")),
                    json.requiredString("id"),
                    json.requiredString("state"),
                    PendingSignature.fromText(json.requiredString("pending")),
                    json.string("verificationCode"),
                    Instant.parse(json.requiredString("expiresAt")));
        } catch (IllegalArgumentException | DateTimeException | ProtocolException e) {
            throw new ProtocolException("SESSION_TEXT_UNREADABLE", "The text is not one of a signing session");
        }
    }

    /**
     * Reads the state; for implementations of {@link SigningMethod}.
     *
     * @param own the implementation's method
     * @param parser reads the state, and throws a {@link ProtocolException} if it is something else
     * @param <T> what the state is
     * @return the state, or {@code SESSION_OF_OTHER_METHOD}
     */
    public <T> Outcome<T, Refusal> state(AuthenticationMethod own, Function<String, T> parser) {
        if (method != own) {
            return Outcome.refused(SigningRefusal.SESSION_OF_OTHER_METHOD);
        }
        try {
            return new Outcome.Succeeded<>(parser.apply(state));
        } catch (ProtocolException e) {
            return Outcome.refused(SigningRefusal.SESSION_OF_OTHER_METHOD);
        }
    }

    /** Shows method, id and expiry, and nothing else. */
    @Override
    public String toString() {
        return "SigningSession[" + method + ", " + id + ", until " + expiresAt + "]";
    }
}
