package dev.eresident.auth.smartid;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts a session together from what was asked and what the service answered (reference §2), whose forms are checked, because links are made of them. */
record StartedSession(SmartIdRequest request, String challenge, Optional<String> callback, Bytes random) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{24,256}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+/]{22,1022}={0,2}");
    private static final Pattern BASE = Pattern.compile("https://[!-~&&[^|#?]]{1,500}");
    private static final Pattern CODE = Pattern.compile("[0-9]{4}");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9-]{1,100}");

    SmartIdSession read(JsonObject json, Instant now, Duration lifetime) {
        Optional<SmartIdSession> choice =
                request.linkedTo().filter(linked -> linked.callbackUrl().isPresent());
        return new SmartIdSession(
                formed(SESSION, json.requiredString("sessionID")),
                request.purpose(),
                request.kind(),
                challenge,
                request.interactions().map(Interactions::encoded).orElse(""),
                request.level(),
                request.algorithm(),
                EnumSet.copyOf(request.flows()),
                callback.or(() -> choice.flatMap(SmartIdSession::callbackUrl)),
                request.subject().map(subject -> subject.text()),
                request.document().map(document -> document.text()),
                link(json).or(() -> choice.flatMap(SmartIdSession::link)),
                code(json),
                now,
                now.plus(lifetime));
    }

    private Optional<String> code(JsonObject json) {
        boolean login = request.kind() == SmartIdSession.Kind.LOGIN;
        boolean signature = request.kind() == SmartIdSession.Kind.SIGNATURE;
        if (!byNotification() || !(login || signature) || request.linkedTo().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                login
                        ? VerificationCode.of(random.toByteArray())
                        : formed(CODE, json.requiredObject("vc").requiredString("value")));
    }

    private Optional<SmartIdSession.Link> link(JsonObject json) {
        if (byNotification()) {
            return Optional.empty();
        }
        return Optional.of(new SmartIdSession.Link(
                formed(BASE, json.requiredString("deviceLinkBase")),
                formed(TOKEN, json.requiredString("sessionToken")),
                decodable(formed(SECRET, json.requiredString("sessionSecret")))));
    }

    private boolean byNotification() {
        return request.flows().contains(FlowType.NOTIFICATION);
    }

    private static String formed(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw SmartIdApi.unreadable();
        }
        return text;
    }

    private static String decodable(String base64) {
        try {
            Bytes.fromBase64(base64);
            return base64;
        } catch (IllegalArgumentException e) {
            throw SmartIdApi.unreadable();
        }
    }
}
