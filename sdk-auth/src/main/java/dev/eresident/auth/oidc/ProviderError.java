package dev.eresident.auth.oidc;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the error codes of a provider mean (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core 1.0 §3.1.2.6, TARA's user_cancel). Only codes enter texts, never descriptions.
 *
 * @param code the refusal
 */
record ProviderError(OidcRefusal code) {
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

    private static final Map<String, OidcRefusal> BOTH = Map.of(
            "invalid_request", OidcRefusal.REQUEST_REFUSED,
            "unauthorized_client", OidcRefusal.CLIENT_NOT_ALLOWED,
            "invalid_scope", OidcRefusal.SCOPE_REFUSED,
            "access_denied", OidcRefusal.ACCESS_DENIED,
            "invalid_client", OidcRefusal.CLIENT_REFUSED,
            "server_error", OidcRefusal.PROVIDER_FAILED,
            "temporarily_unavailable", OidcRefusal.PROVIDER_UNAVAILABLE);

    private static final Map<String, OidcRefusal> OF_CALLBACK = Map.of(
            "user_cancel", OidcRefusal.USER_CANCELLED,
            "unsupported_response_type", OidcRefusal.RESPONSE_TYPE_REFUSED,
            "interaction_required", OidcRefusal.INTERACTION_REQUIRED,
            "login_required", OidcRefusal.INTERACTION_REQUIRED,
            "account_selection_required", OidcRefusal.INTERACTION_REQUIRED,
            "consent_required", OidcRefusal.INTERACTION_REQUIRED);

    private static final Map<String, OidcRefusal> OF_TOKEN = Map.of(
            "invalid_grant", OidcRefusal.CODE_REFUSED,
            "unsupported_grant_type", OidcRefusal.GRANT_REFUSED);

    static ProviderError ofCallback(String name) {
        return new ProviderError(OF_CALLBACK.getOrDefault(name, BOTH.getOrDefault(name, OidcRefusal.UNKNOWN_ERROR)));
    }

    static ProviderError ofToken(String name) {
        return new ProviderError(OF_TOKEN.getOrDefault(name, BOTH.getOrDefault(name, OidcRefusal.UNKNOWN_ERROR)));
    }

    <T> Step<T> refused(String name) {
        return code == OidcRefusal.UNKNOWN_ERROR && NAME.matcher(name).matches()
                ? Step.refused(code, name)
                : Step.refused(code);
    }
}
