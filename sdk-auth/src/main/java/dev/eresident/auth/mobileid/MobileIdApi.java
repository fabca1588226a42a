package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Speaks the service's HTTP (reference §8): addresses, bodies, and what its status codes mean. */
record MobileIdApi(Transport transport, URI base, MobileIdRelyingParty relyingParty, Duration timeout) {
    private static final String SERVICE = "Mobile-ID";
    private static final String JSON = "application/json";
    private static final int LONGEST = 64 * 1024;
    private static final Duration POLL_SLACK = Duration.ofSeconds(5);
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final Pattern TRACE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** Starts a session, and returns the service's id of it. It rings the phone, so it is sent once. */
    String start(MobileIdRequest request, Bytes hash) {
        JsonWriter json = common(request.user())
                .field("hash", hash.base64())
                .field("hashType", request.hash().name())
                .field("language", request.language().name());
        request.text()
                .ifPresent(text -> json.field("displayText", text.text())
                        .field("displayTextFormat", text.encoding().wireName()));
        JsonObject answer = body(transport.send(post(request.kind().wireName(), json)));
        String id =
                answer.string("sessionID").or(() -> answer.string("sessionId")).orElse("");
        if (!SESSION.matcher(id).matches()) {
            throw unreadable();
        }
        return id;
    }

    /** Asks for the signing certificate of a phone; the person is not bothered, so that it may be asked again. */
    Outcome<Bytes, MobileIdRefusal> certificate(MobileIdUser user) {
        JsonObject json = body(transport.send(post("certificate", common(user)).asIdempotent()));
        String result = json.string("result").orElseThrow(MobileIdApi::unreadable);
        if (!result.equals("OK")) {
            return Outcome.refused(
                    result.equals("NOT_FOUND") ? MobileIdRefusal.NOT_MID_CLIENT : MobileIdRefusal.UNKNOWN_END_RESULT);
        }
        try {
            return Outcome.succeeded(Bytes.fromBase64(json.requiredString("cert")));
        } catch (ProtocolException | IllegalArgumentException e) {
            return Outcome.refused(MobileIdRefusal.ANSWER_MALFORMED, "certificate");
        }
    }

    /** Asks how a session stands; empty while it runs. */
    Outcome<Optional<MobileIdAnswer>, MobileIdRefusal> status(MobileIdSession session, Duration wait) {
        String path = session.kind().wireName() + "/session/"
                + URLEncoder.encode(session.sessionId(), StandardCharsets.UTF_8);
        URI uri = base.resolve(path + "?timeoutMs=" + wait.toMillis());
        TransportResponse response = transport.send(new TransportRequest(
                        SERVICE, "GET", uri, Map.of("Accept", JSON), Bytes.empty(), wait.plus(POLL_SLACK), LONGEST)
                .onRoute(session.kind().wireName() + "/session/{session}")
                .asLongPoll(wait)
                .asIdempotent());
        if (response.status() == 404) {
            return Outcome.refused(MobileIdRefusal.SESSION_NOT_FOUND);
        }
        return switch (body(response).string("state").orElse("")) {
            case "RUNNING" -> Outcome.succeeded(Optional.empty());
            case "COMPLETE" ->
                Outcome.succeeded(Optional.of(
                        new MobileIdAnswer(new String(response.body().toByteArray(), StandardCharsets.UTF_8))));
            default -> throw unreadable();
        };
    }

    private JsonWriter common(MobileIdUser user) {
        return JsonWriter.object()
                .field("relyingPartyUUID", relyingParty.uuid())
                .field("relyingPartyName", relyingParty.name())
                .field("phoneNumber", user.phone().text())
                .field("nationalIdentityNumber", user.person().identifier());
    }

    private TransportRequest post(String path, JsonWriter json) {
        return TransportRequest.post(
                        SERVICE,
                        base.resolve(path),
                        JSON,
                        JSON,
                        Bytes.of(json.toJson().getBytes(StandardCharsets.UTF_8)),
                        timeout,
                        LONGEST)
                .onRoute(path);
    }

    private static JsonObject body(TransportResponse response) {
        if (response.status() != 200) {
            throw failure(response);
        }
        try {
            return StrictJson.strict()
                    .withMaxLength(LONGEST)
                    .parse(response.body().toByteArray());
        } catch (ProtocolException e) {
            throw unreadable();
        }
    }

    private static ProtocolException unreadable() {
        return new ProtocolException(
                "MOBILE_ID_ANSWER_UNREADABLE", "What answered is no Mobile-ID service; check the address");
    }

    private static ServiceException failure(TransportResponse response) {
        return switch (response.status()) {
            case 400 ->
                new ServiceException(
                        "MOBILE_ID_REQUEST_REFUSED",
                        SERVICE,
                        "The service refused the request (HTTP 400); ask its support with the trace id",
                        traceId(response));
            case 401 ->
                new ServiceException(
                        "MOBILE_ID_UNAUTHORISED",
                        SERVICE,
                        "The service does not know this relying party at this address (HTTP 401); check its UUID and name, and which IP addresses are registered",
                        traceId(response));
            default ->
                new ServiceException(
                        "HTTP_" + response.status(),
                        SERVICE,
                        "The service answered with HTTP " + response.status() + "; try later",
                        traceId(response));
        };
    }

    /** Takes over the trace id, and nothing else of the answer's text, which may repeat what was sent. */
    private static @Nullable String traceId(TransportResponse response) {
        try {
            return StrictJson.strict()
                    .withMaxLength(LONGEST)
                    .parse(response.body().toByteArray())
                    .string("traceId")
                    .filter(id -> TRACE.matcher(id).matches())
                    .orElse(null);
        } catch (ProtocolException e) {
            return null;
        }
    }
}
