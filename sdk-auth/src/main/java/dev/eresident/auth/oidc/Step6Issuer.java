package dev.eresident.auth.oidc;

import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Step 6: from this provider, for this client and nobody else (OpenID Connect Core 1.0 §3.1.3.7, 2–5). All compared character by character. */
record Step6Issuer(String issuer, String clientId) {
    Step<JsonObject> check(JsonObject claims) {
        if (!claims.string("iss").equals(Optional.of(issuer))) {
            return Step.refused(OidcRefusal.ISSUER_WRONG);
        }
        boolean party = claims.string("azp").map(clientId::equals).orElse(true);
        return audience(claims).equals(List.of(clientId)) && party
                ? Step.passed(claims)
                : Step.refused(OidcRefusal.AUDIENCE_WRONG);
    }

    private static List<String> audience(JsonObject claims) {
        return claims.member("aud").filter(JsonValue.JsonText.class::isInstance).isPresent()
                ? List.of(claims.requiredString("aud"))
                : claims.strings("aud").orElse(List.of());
    }
}
