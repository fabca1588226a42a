package dev.eresident.auth.mobileid;

import dev.eresident.auth.session.Purpose;
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
import java.util.Optional;

/**
 * A login or signature that was started and not finished yet: a plain value for the integrator to keep, on the server only.
 * {@link #toText()} writes it down. The phone number is not part of it.
 *
 * <p>Its constructor checks nothing: {@code finish} asks the replay guard, whose id is derived from all parts, so that a changed or
 * invented value is refused.
 *
 * @param sessionId the service's id; never for the browser
 * @param purpose {@code LOGIN} or {@code SIGN}
 * @param kind what was started
 * @param hash Base64 of the random challenge of a login, or of the digest to sign
 * @param hashType what was asked for; no other is accepted
 * @param subject who it must be: {@code PNOEE-} or {@code PNOLT-} and the code
 * @param certificate Base64 of the certificate of a signature; empty for logins, whose certificate comes with the answer
 * @param verificationCode four digits; show them at once, before the phone reacts
 * @param startedAt when the service's answer arrived
 * @param expiresAt the last instant at which it may be finished
 */
public record MobileIdSession(
        String sessionId,
        Purpose purpose,
        Kind kind,
        String hash,
        MobileIdHash hashType,
        String subject,
        Optional<String> certificate,
        String verificationCode,
        Instant startedAt,
        Instant expiresAt) {
    private static final String ID_LABEL = "eresident mobile-id session\0";

    /** What was started. */
    public enum Kind {
        /** A login. */
        LOGIN("authentication", Purpose.LOGIN),
        /** A signature. */
        SIGNATURE("signature", Purpose.SIGN);

        private final String wireName;
        private final Purpose purpose;

        Kind(String wireName, Purpose purpose) {
            this.wireName = wireName;
            this.purpose = purpose;
        }

        String wireName() {
            return wireName;
        }

        Purpose purpose() {
            return purpose;
        }
    }

    /** Refuses null where it would be noticed late. */
    public MobileIdSession {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(certificate, "certificate");
    }

    /**
     * Returns the id under which the replay guard knows this session. It says nothing about the parts and may be logged.
     *
     * @return {@code mobile-id.} and 43 characters of URL-safe Base64: SHA-256 over a label and the text form
     */
    public String id() {
        byte[] digest = DigestAlgorithm.SHA256.digest((ID_LABEL + toText()).getBytes(StandardCharsets.UTF_8));
        return "mobile-id." + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /**
     * Writes the session down; equal sessions give equal texts.
     *
     * @return JSON in one line, with personal data
     */
    public String toText() {
        return JsonWriter.object()
                .field("sessionId", sessionId)
                .field("purpose", purpose.name())
                .field("kind", kind.name())
                .field("hash", hash)
                .field("hashType", hashType.name())
                .field("subject", subject)
                .field("certificate", certificate.orElse(null))
                .field("verificationCode", verificationCode)
                .field("startedAt", startedAt.toString())
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
    public static MobileIdSession fromText(String text) {
        try {
            JsonObject json = StrictJson.strict().parse(text);
            return new MobileIdSession(
                    json.requiredString("sessionId"),
                    Purpose.valueOf(json.requiredString("purpose")),
                    Kind.valueOf(json.requiredString("kind")),
                    json.requiredString("hash"),
                    MobileIdHash.valueOf(json.requiredString("hashType")),
                    json.requiredString("subject"),
                    json.string("certificate"),
                    json.requiredString("verificationCode"),
                    Instant.parse(json.requiredString("startedAt")),
                    Instant.parse(json.requiredString("expiresAt")));
        } catch (IllegalArgumentException | DateTimeException | ProtocolException e) {
            throw new ProtocolException("SESSION_TEXT_UNREADABLE", "The text is not one of a Mobile-ID session");
        }
    }

    /** Shows id, kind and expiry, and nothing else. */
    @Override
    public String toString() {
        return "MobileIdSession[" + id() + ", " + kind + ", until " + expiresAt + "]";
    }
}
