package dev.eresident.sandbox.oidc;

import dev.eresident.sandbox.web.WebRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the provider accepts. Everything else is refused with an error code of OAuth 2.0. */
final class RequestRules {
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(30);
    private static final Set<String> AUTHORISE = Set.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "acr_values",
            "ui_locales");
    private static final Set<String> TOKEN = Set.of("grant_type", "code", "redirect_uri", "code_verifier");
    private static final Set<String> OWN_SCOPES = Set.of("openid", "phone", "email");
    private static final String TARA_SCOPES = "idcard|mid|smartid|eidas|eidasonly|eidas:country:[a-z]{2}";

    private RequestRules() {}

    /** Decodes a query or form; empty if a parameter stands there twice. */
    static Optional<Map<String, String>> parameters(String encoded) {
        Map<String, String> found = new HashMap<>();
        for (String part : encoded.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0 && part.isEmpty()) {
                continue;
            }
            String name = URLDecoder.decode(equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8);
            String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
            if (found.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    static Map<String, String> query(WebRequest request) {
        int mark = request.target().indexOf('?');
        return mark < 0
                ? Map.of()
                : parameters(request.target().substring(mark + 1)).orElse(Map.of());
    }

    /** The error that an authorise request of a known client is sent back with; empty text for none. */
    static String wrongAuthorise(OidcFlavour flavour, Map<String, String> request) {
        boolean whole = AUTHORISE.containsAll(request.keySet())
                && request.getOrDefault("state", "").length() >= 8
                && request.getOrDefault("nonce", "").length() >= 8
                && request.getOrDefault("code_challenge", "").matches("[A-Za-z0-9_-]{43}")
                && request.getOrDefault("code_challenge_method", "").equals("S256")
                && request.getOrDefault("ui_locales", "et").matches("et|en|ru");
        if (!whole) {
            return "invalid_request";
        }
        if (!request.getOrDefault("response_type", "").equals("code")) {
            return "unsupported_response_type";
        }
        List<String> scopes = List.of(request.getOrDefault("scope", "").split(" ", -1));
        boolean known = scopes.stream()
                .allMatch(scope ->
                        OWN_SCOPES.contains(scope) || (flavour == OidcFlavour.TARA && scope.matches(TARA_SCOPES)));
        if (!known || !scopes.contains("openid")) {
            return "invalid_scope";
        }
        String level = request.getOrDefault("acr_values", "");
        boolean levelFits = flavour == OidcFlavour.EEID ? level.isEmpty() : level.matches("low|substantial|high");
        return levelFits ? "" : "invalid_request";
    }

    /** Whether the header shows the client's secret: both parts form-encoded (RFC 6749 §2.3.1). */
    static boolean isClient(WebRequest request) {
        String pair = OidcService.CLIENT_ID + ":"
                + java.net.URLEncoder.encode(OidcService.CLIENT_SECRET, StandardCharsets.UTF_8);
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        return request.headers("Authorization").equals(List.of(expected));
    }

    /** The error that a token request of the client is answered with; empty text for none. */
    static String wrongToken(Map<String, String> form, Optional<PlayedLogin> login, OidcFlavour flavour, Instant now) {
        if (!form.keySet().equals(TOKEN)) {
            return "invalid_request";
        }
        if (!form.getOrDefault("grant_type", "").equals("authorization_code")) {
            return "unsupported_grant_type";
        }
        boolean good = login.filter(given -> given.flavour() == flavour
                        && !now.isAfter(given.at().plus(CODE_LIFETIME))
                        && given.parameter("redirect_uri").equals(form.get("redirect_uri"))
                        && given.parameter("code_challenge").equals(challenge(form.getOrDefault("code_verifier", ""))))
                .isPresent();
        return good ? "" : "invalid_grant";
    }

    static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }
}
