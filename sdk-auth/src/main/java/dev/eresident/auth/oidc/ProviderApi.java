package dev.eresident.auth.oidc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Speaks the provider's HTTP: discovery, keys and the token request, each sent once. */
record ProviderApi(Transport transport, OidcProvider provider, Duration timeout) {
    private static final String JSON = "application/json";
    private static final int LONGEST_ANSWER = 256 * 1024;

    Metadata discover() {
        return Metadata.read(
                get(provider.discovery(), "discovery", Metadata.LONGEST).toByteArray(), provider);
    }

    List<JsonWebKey> keys(URI address) {
        try {
            return JsonWebKey.readSet(get(address, "keys", JsonWebKey.LONGEST).toByteArray());
        } catch (ProtocolException e) {
            throw unreadable("OIDC_KEYS_UNREADABLE", "key set");
        }
    }

    /** By when calls of this thread end, if the caller said so. */
    Optional<Deadline> deadline() {
        return transport.deadline();
    }

    /** The caller's time is over, before the provider was asked. */
    TransportException notAsked(String code, String why) {
        return new TransportException(
                code, provider.name(), provider.name() + " was not asked, because " + why, true, false, null);
    }

    private Bytes get(URI address, String route, int longest) {
        TransportResponse response = transport.send(new TransportRequest(
                        provider.name(), "GET", address, Map.of("Accept", JSON), Bytes.empty(), timeout, longest)
                .onRoute(route)
                .asIdempotent());
        if (response.status() != 200) {
            throw failed(response);
        }
        return response.body();
    }

    /** What the provider gave for a code. */
    record TokenAnswer(String idToken, Optional<String> accessToken) {
        @Override
        public String toString() {
            return "TokenAnswer[redacted]";
        }
    }

    /** Exchanges a code (OpenID Connect Core 1.0 §3.1.3), once. */
    Step<TokenAnswer> exchange(Metadata metadata, OidcCredentials credentials, OidcSession session, String code) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", JSON));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", session.redirectUri());
        form.put("code_verifier", session.codeVerifier());
        credentials.show(headers, form);
        TransportResponse response = transport.send(new TransportRequest(
                        provider.name(),
                        "POST",
                        metadata.token(),
                        headers,
                        Bytes.of(query(form).getBytes(StandardCharsets.US_ASCII)),
                        timeout,
                        LONGEST_ANSWER)
                .onRoute("token"));
        if (response.status() == 200) {
            return accepted(response);
        }
        return error(response)
                .<Step<TokenAnswer>>map(name -> ProviderError.ofToken(name).refused(name))
                .orElseThrow(() -> failed(response));
    }

    private static Step<TokenAnswer> accepted(TransportResponse response) {
        try {
            JsonObject json = read(response);
            Optional<String> type = json.string("token_type");
            if (type.isPresent() && !type.get().equalsIgnoreCase("Bearer")) {
                return Step.refused(OidcRefusal.TOKEN_ANSWER_MALFORMED, "type of the access token");
            }
            return Step.passed(new TokenAnswer(json.requiredString("id_token"), json.string("access_token")));
        } catch (ProtocolException e) {
            return Step.refused(OidcRefusal.TOKEN_ANSWER_MALFORMED);
        }
    }

    /** The error of RFC 6749 §5.2, if the answer is one. */
    private static Optional<String> error(TransportResponse response) {
        if (response.status() < 400 || response.status() > 499) {
            return Optional.empty();
        }
        try {
            return read(response).string("error");
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static JsonObject read(TransportResponse response) {
        return StrictJson.strict()
                .withMaxLength(LONGEST_ANSWER)
                .parse(response.body().toByteArray());
    }

    private ServiceException failed(TransportResponse response) {
        return new ServiceException(
                "HTTP_" + response.status(),
                provider.name(),
                "The provider answered with HTTP " + response.status() + "; try later",
                null);
    }

    private ProtocolException unreadable(String code, String what) {
        return new ProtocolException(code, "What answered is no " + what + " of " + provider.name());
    }

    /** Writes parameters as a query or form. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Appends parameters to an address that may have some of its own. */
    static String append(URI address, Map<String, String> parameters) {
        return address + (address.getRawQuery() == null ? "?" : "&") + query(parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
