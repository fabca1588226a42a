package dev.eresident.auth.smartid;

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
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A login, signature or choice of certificate that was started and not finished yet: a plain value for the integrator to keep, on the
 * server only, for it holds the secret of the session. {@link #toText()} writes it down.
 *
 * <p>Its constructor checks nothing: {@code finish} asks the replay guard, whose id is derived from all parts, so that a changed or
 * invented value is refused.
 *
 * @param sessionId the service's id; never for the browser
 * @param purpose {@code LOGIN} or {@code SIGN}
 * @param kind what was started
 * @param challenge Base64 of the random challenge of a login, or of the digest to sign; empty for a choice of certificate
 * @param interactions Base64 as sent; empty for a choice of certificate
 * @param level the least level that was asked for
 * @param algorithm what was asked for; no other is accepted
 * @param flows how the app may have been reached
 * @param callbackUrl where the app sends the person back to, for Web2App and App2App, and for what follows a choice on the same device
 * @param subject who it must be, if known
 * @param document which account it must be, if known
 * @param link what device links are made of, or that of the choice which this signature follows; otherwise empty for notifications
 * @param verificationCode four digits to show before the phone reacts; empty where there are none
 * @param startedAt when the service's answer arrived
 * @param expiresAt the last instant at which it may be finished
 */
public record SmartIdSession(
        String sessionId,
        Purpose purpose,
        Kind kind,
        String challenge,
        String interactions,
        SmartIdLevel level,
        SmartIdAlgorithm algorithm,
        Set<FlowType> flows,
        Optional<String> callbackUrl,
        Optional<String> subject,
        Optional<String> document,
        Optional<Link> link,
        Optional<String> verificationCode,
        Instant startedAt,
        Instant expiresAt) {
    private static final String ID_LABEL = "eresident smart-id session\0";

    /** What was started. */
    public enum Kind {
        /** A login. */
        LOGIN("auth"),
        /** A signature. */
        SIGNATURE("sign"),
        /** A choice of the signing certificate. */
        CERTIFICATE("cert");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        String protocol() {
            return switch (this) {
                case LOGIN -> "ACSP_V2";
                case SIGNATURE -> "RAW_DIGEST_SIGNATURE";
                case CERTIFICATE -> "";
            };
        }
    }

    /**
     * What device links are made of.
     *
     * @param base address of the service's page
     * @param token for the app
     * @param secret Base64 of the key of the links; never for the browser
     */
    public record Link(String base, String token, String secret) {
        /** Shows nothing. */
        @Override
        public String toString() {
            return "Link[redacted]";
        }
    }

    /** Copies the flows. */
    public SmartIdSession {
        Objects.requireNonNull(purpose, "purpose");
        flows = Set.copyOf(flows);
    }

    /**
     * Returns the id under which the replay guard knows this session. It says nothing about the parts and may be logged.
     *
     * @return {@code smart-id.} and 43 characters of URL-safe Base64: SHA-256 over a label and the text form
     */
    public String id() {
        byte[] hash = DigestAlgorithm.SHA256.digest((ID_LABEL + toText()).getBytes(StandardCharsets.UTF_8));
        return "smart-id." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /**
     * Writes the session down, its secret included; equal sessions give equal texts.
     *
     * @return JSON in one line, to be stored as a secret
     */
    public String toText() {
        JsonWriter json = JsonWriter.object()
                .field("sessionId", sessionId)
                .field("purpose", purpose.name())
                .field("kind", kind.name())
                .field("challenge", challenge)
                .field("interactions", interactions)
                .field("level", level.name())
                .field("algorithm", algorithm.name())
                .field("flows", flows.stream().map(FlowType::name).sorted().toList())
                .field("callbackUrl", callbackUrl.orElse(null))
                .field("subject", subject.orElse(null))
                .field("document", document.orElse(null))
                .field("verificationCode", verificationCode.orElse(null))
                .field("startedAt", startedAt.toString())
                .field("expiresAt", expiresAt.toString());
        link.ifPresent(parts -> json.beginObject("link")
                .field("base", parts.base())
                .field("token", parts.token())
                .field("secret", parts.secret())
                .end());
        return json.toJson();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the text
     * @return the session
     * @throws ProtocolException {@code SESSION_TEXT_UNREADABLE} if it is something else
     */
    public static SmartIdSession fromText(String text) {
        try {
            JsonObject json = StrictJson.strict().parse(text);
            return new SmartIdSession(
                    json.requiredString("sessionId"),
                    Purpose.valueOf(json.requiredString("purpose")),
                    Kind.valueOf(json.requiredString("kind")),
                    json.requiredString("challenge"),
                    json.requiredString("interactions"),
                    SmartIdLevel.valueOf(json.requiredString("level")),
                    SmartIdAlgorithm.valueOf(json.requiredString("algorithm")),
                    json.strings("flows").orElseThrow(IllegalArgumentException::new).stream()
                            .map(FlowType::valueOf)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(FlowType.class))),
                    json.string("callbackUrl"),
                    json.string("subject"),
                    json.string("document"),
                    json.object("link")
                            .map(parts -> new Link(
                                    parts.requiredString("base"),
                                    parts.requiredString("token"),
                                    parts.requiredString("secret"))),
                    json.string("verificationCode"),
                    Instant.parse(json.requiredString("startedAt")),
                    Instant.parse(json.requiredString("expiresAt")));
        } catch (IllegalArgumentException | DateTimeException | ProtocolException e) {
            throw new ProtocolException("SESSION_TEXT_UNREADABLE", "The text is not one of a Smart-ID session");
        }
    }

    /** For the archive: what the verification needs, without the secret. */
    SmartIdSession withoutLink() {
        return with(callbackUrl, Optional.empty());
    }

    /** A choice after which nobody comes back, because it was made on another device. */
    SmartIdSession withoutCallback() {
        return with(Optional.empty(), link);
    }

    private SmartIdSession with(Optional<String> otherCallback, Optional<Link> otherLink) {
        return new SmartIdSession(
                sessionId,
                purpose,
                kind,
                challenge,
                interactions,
                level,
                algorithm,
                flows,
                otherCallback,
                subject,
                document,
                otherLink,
                verificationCode,
                startedAt,
                expiresAt);
    }

    /** Shows id, kind and expiry, and nothing else. */
    @Override
    public String toString() {
        return "SmartIdSession[" + id() + ", " + kind + ", until " + expiresAt + "]";
    }
}
