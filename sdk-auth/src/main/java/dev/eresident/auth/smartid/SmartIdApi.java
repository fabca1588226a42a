package dev.eresident.auth.smartid;

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

/** Speaks the service's HTTP (reference §1–3): addresses, bodies, and what its status codes mean. */
record SmartIdApi(Transport transport, URI base, SmartIdRelyingParty relyingParty, Duration timeout) {
    private static final String SERVICE = "Smart-ID";
    private static final String JSON = "application/json";
    private static final int LONGEST = 64 * 1024;
    private static final Duration POLL_SLACK = Duration.ofSeconds(5);
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z.]{1,60}");

    /** Starts a session. */
    Outcome<JsonObject, SmartIdRefusal> start(
            SmartIdRequest request, String challenge, Optional<String> callbackUrl, String nonce) {
        JsonWriter json = common(request.level());
        boolean choice = request.kind() == SmartIdSession.Kind.CERTIFICATE;
        boolean login = request.kind() == SmartIdSession.Kind.LOGIN;
        if (!choice) {
            json.field("signatureProtocol", request.kind().protocol())
                    .beginObject("signatureProtocolParameters")
                    .field(login ? "rpChallenge" : "digest", challenge)
                    .field("signatureAlgorithm", request.algorithm().wireName());
            if (request.algorithm().isPss()) {
                json.beginObject("signatureAlgorithmParameters")
                        .field("hashAlgorithm", request.algorithm().hashName())
                        .end();
            }
            json.end();
            request.interactions().ifPresent(screens -> json.field("interactions", screens.encoded()));
        }
        if (login && request.flows().contains(FlowType.NOTIFICATION)) {
            json.field("vcType", "numeric4");
        }
        if (!login) {
            json.field("nonce", nonce);
        }
        callbackUrl.ifPresent(url -> json.field("initialCallbackUrl", url));
        request.linkedTo().ifPresent(linked -> json.field("linkedSessionID", linked.sessionId()));
        return body(transport.send(post(path(request, true), json).onRoute(path(request, false))));
    }

    /** Asks for the signing certificate of an account. */
    Outcome<JsonObject, SmartIdRefusal> certificate(String document, SmartIdLevel level) {
        return body(transport.send(post("signature/certificate/" + segment(document), common(level))
                .onRoute("signature/certificate/{document}")
                .asIdempotent()));
    }

    /** Asks how a session stands, again and again if the transport does; empty while it runs. */
    Outcome<Optional<SmartIdAnswer>, SmartIdRefusal> status(String sessionId, Duration wait) {
        URI uri = base.resolve("session/" + segment(sessionId) + "?timeoutMs=" + wait.toMillis());
        TransportResponse response = transport.send(new TransportRequest(
                        SERVICE, "GET", uri, Map.of("Accept", JSON), Bytes.empty(), wait.plus(POLL_SLACK), LONGEST)
                .onRoute("session/{session}")
                .asLongPoll(wait)
                .asIdempotent());
        if (response.status() == 404) {
            return Outcome.refused(SmartIdRefusal.SESSION_NOT_FOUND);
        }
        JsonObject json = read(response);
        return switch (json.requiredString("state")) {
            case "RUNNING" -> Outcome.succeeded(Optional.empty());
            case "COMPLETE" ->
                Outcome.succeeded(Optional.of(
                        new SmartIdAnswer(new String(response.body().toByteArray(), StandardCharsets.UTF_8))));
            default -> throw unreadable();
        };
    }

    private JsonWriter common(SmartIdLevel level) {
        return JsonWriter.object()
                .field("relyingPartyUUID", relyingParty.uuid())
                .field("relyingPartyName", relyingParty.name())
                .field("certificateLevel", level.name());
    }

    /** The path, with the person or account, or with its name in place of them. */
    private static String path(SmartIdRequest request, boolean whole) {
        String way = request.flows().contains(FlowType.NOTIFICATION) ? "notification" : "device-link";
        if (request.linkedTo().isPresent()) {
            way = "notification/linked";
        }
        String whom = request.document().isPresent() ? "document/" : "etsi/";
        String id = request.document()
                .map(document -> document.text())
                .or(() -> request.subject().map(subject -> subject.text()))
                .orElse("");
        String shown = whole ? segment(id) : "{id}";
        String end = id.isEmpty() ? "anonymous" : (request.linkedTo().isPresent() ? "" : whom) + shown;
        String what = switch (request.kind()) {
            case LOGIN -> "authentication/";
            case SIGNATURE -> "signature/";
            case CERTIFICATE -> "signature/certificate-choice/";
        };
        return what + way + "/" + end;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private TransportRequest post(String path, JsonWriter json) {
        return TransportRequest.post(
                SERVICE,
                base.resolve(path),
                JSON,
                JSON,
                Bytes.of(json.toJson().getBytes(StandardCharsets.UTF_8)),
                timeout,
                LONGEST);
    }

    private static Outcome<JsonObject, SmartIdRefusal> body(TransportResponse response) {
        return switch (response.status()) {
            case 404, 471 -> Outcome.refused(SmartIdRefusal.NO_ACCOUNT);
            case 472 -> Outcome.refused(SmartIdRefusal.PERSON_SHOULD_VIEW_APP);
            default -> Outcome.succeeded(read(response));
        };
    }

    private static JsonObject read(TransportResponse response) {
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

    static ProtocolException unreadable() {
        return new ProtocolException(
                "SMART_ID_ANSWER_UNREADABLE", "What answered is no Smart-ID service of version 3; check the address");
    }

    private static ServiceException failure(TransportResponse response) {
        return switch (response.status()) {
            case 400 ->
                new ServiceException(
                        "SMART_ID_REQUEST_REFUSED",
                        SERVICE,
                        "The service refused the request: " + named(response),
                        null);
            case 401 ->
                new ServiceException(
                        "SMART_ID_UNAUTHORISED",
                        SERVICE,
                        "The service does not know this relying party at this address (HTTP 401); check its UUID, and which IP addresses are registered",
                        null);
            case 403 ->
                new ServiceException(
                        "SMART_ID_FORBIDDEN",
                        SERVICE,
                        "The relying party may not do this (HTTP 403): the level, a capability or the call is not in its contract",
                        null);
            case 480 ->
                new ServiceException(
                        "SMART_ID_CLIENT_TOO_OLD",
                        SERVICE,
                        "The service does not speak this version any more (HTTP 480); update the SDK",
                        null);
            case 580 ->
                new ServiceException(
                        "SMART_ID_MAINTENANCE",
                        SERVICE,
                        "The service is under maintenance (HTTP 580); try later",
                        null);
            default ->
                new ServiceException(
                        "HTTP_" + response.status(),
                        SERVICE,
                        "The service answered with HTTP " + response.status() + "; try later",
                        null);
        };
    }

    /** Names the parameters that the service names, and nothing else of its text. */
    private static String named(TransportResponse response) {
        try {
            return StrictJson.strict()
                    .withMaxLength(LONGEST)
                    .parse(response.body().toByteArray())
                    .objects("errors")
                    .flatMap(errors -> errors.stream()
                            .flatMap(error -> error.string("paramName").stream())
                            .filter(name -> PARAMETER.matcher(name).matches())
                            .findFirst())
                    .orElse("it does not say which parameter");
        } catch (ProtocolException e) {
            return "it does not say which parameter";
        }
    }
}
