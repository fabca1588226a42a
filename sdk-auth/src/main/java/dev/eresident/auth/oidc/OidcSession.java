package dev.eresident.auth.oidc;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A login that was started and not finished yet: a plain value for the integrator to keep, on the server only, for it holds a secret.
 * {@link #toText()} writes it down.
 *
 * <p>Its constructor checks nothing: {@code finish} asks the replay guard, whose id is derived from all parts, so that a changed or invented
 * value is refused.
 *
 * @param issuer whose token will be accepted
 * @param clientId for whom
 * @param redirectUri where the person comes back to
 * @param state comes back with the person
 * @param nonce comes back in the token
 * @param codeVerifier shows that the code is ours; never for the browser
 * @param methods which were asked for; no others are accepted
 * @param level the least that was asked for
 * @param loginUrl where to send the browser
 * @param startedAt by the clock of the client
 * @param expiresAt the last instant at which it may be finished
 */
public record OidcSession(
        String issuer,
        String clientId,
        String redirectUri,
        String state,
        String nonce,
        String codeVerifier,
        Set<OidcMethod> methods,
        AssuranceLevel level,
        String loginUrl,
        Instant startedAt,
        Instant expiresAt) {
    private static final String ID_LABEL = "eresident oidc session\0";

    /** Copies the methods. */
    public OidcSession {
        Objects.requireNonNull(level, "level");
        methods = Set.copyOf(methods);
    }

    /**
     * Returns the id under which the replay guard knows this login. It says nothing about the parts and may be logged.
     *
     * @return {@code oidc.} and 43 characters of URL-safe Base64: SHA-256 over a label and the text form
     */
    public String id() {
        byte[] hash = DigestAlgorithm.SHA256.digest((ID_LABEL + toText()).getBytes(StandardCharsets.UTF_8));
        return "oidc." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /**
     * Writes the login down, its secret included; equal logins give equal texts.
     *
     * @return JSON in one line, to be stored as a secret
     */
    public String toText() {
        return JsonWriter.object()
                .field("issuer", issuer)
                .field("clientId", clientId)
                .field("redirectUri", redirectUri)
                .field("state", state)
                .field("nonce", nonce)
                .field("codeVerifier", codeVerifier)
                .field(
                        "methods",
                        methods.stream().map(OidcMethod::name).sorted().toList())
                .field("level", level.name())
                .field("loginUrl", loginUrl)
                .field("startedAt", startedAt.toString())
                .field("expiresAt", expiresAt.toString())
                .toJson();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the text
     * @return the login
     * @throws ProtocolException {@code SESSION_TEXT_UNREADABLE} if it is something else
     */
    public static OidcSession fromText(String text) {
        try {
            JsonObject json = StrictJson.strict().parse(text);
            return new OidcSession(
                    json.requiredString("issuer"),
                    json.requiredString("clientId"),
                    json.requiredString("redirectUri"),
                    json.requiredString("state"),
                    json.requiredString("nonce"),
                    json.requiredString("codeVerifier"),
                    json.strings("methods").orElseThrow(IllegalArgumentException::new).stream()
                            .map(OidcMethod::valueOf)
                            .collect(Collectors.toSet()),
                    AssuranceLevel.valueOf(json.requiredString("level")),
                    json.requiredString("loginUrl"),
                    Instant.parse(json.requiredString("startedAt")),
                    Instant.parse(json.requiredString("expiresAt")));
        } catch (IllegalArgumentException | DateTimeException | ProtocolException e) {
            throw new ProtocolException("SESSION_TEXT_UNREADABLE", "The text is not one of an OpenID Connect login");
        }
    }

    /** Shows id, issuer and expiry, and nothing else. */
    @Override
    public String toString() {
        return "OidcSession[" + id() + ", " + issuer + ", until " + expiresAt + "]";
    }
}
