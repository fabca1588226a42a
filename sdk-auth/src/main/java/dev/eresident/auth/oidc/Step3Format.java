package dev.eresident.auth.oidc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.JoseAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Step 3: the token is a JWS in compact form (RFC 7515 §7.1), signed with an algorithm on the allow-list (OpenID Connect Core 1.0 §3.1.3.7, 6–8; RFC 8725 §3.1).
 *
 * <p>Of the header only {@code alg}, {@code kid}, {@code typ} and {@code crit} are looked at: keys and addresses of keys in it mean nothing here.
 *
 * @param types which {@code typ} a token may have, in small letters; none is right too
 */
record Step3Format(Set<String> types) {
    static final Step3Format ID_TOKEN = new Step3Format(Set.of("jwt"));
    static final Step3Format LOGOUT_TOKEN = new Step3Format(Set.of("jwt", "logout+jwt"));

    private static final int LONGEST = 64 * 1024;
    private static final int LONGEST_KEY_ID = 256;
    private static final Set<JoseAlgorithm> ALLOWED =
            Set.of(JoseAlgorithm.RS256, JoseAlgorithm.ES256, JoseAlgorithm.PS256);

    Step<SignedToken> parse(String token) {
        if (token.length() > LONGEST) {
            return malformed("length");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return malformed("number of parts");
        }
        Optional<byte[]> header = Base64Url.decode(parts[0]);
        Optional<byte[]> claims = Base64Url.decode(parts[1]);
        Optional<byte[]> signature = Base64Url.decode(parts[2]);
        if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
            return malformed("Base64");
        }
        try {
            return read(
                    StrictJson.strict().withMaxLength(LONGEST).parse(header.get()),
                    Bytes.of((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII)),
                    Bytes.of(claims.get()),
                    Bytes.of(signature.get()));
        } catch (ProtocolException e) {
            return malformed("header");
        }
    }

    private Step<SignedToken> read(JsonObject header, Bytes input, Bytes claims, Bytes signature) {
        Optional<JoseAlgorithm> algorithm =
                JoseAlgorithm.ofName(header.requiredString("alg")).filter(ALLOWED::contains);
        if (algorithm.isEmpty()) {
            return Step.refused(OidcRefusal.ALGORITHM_NOT_ALLOWED);
        }
        boolean typeFits = header.string("typ")
                .map(type -> types.contains(type.toLowerCase(Locale.ROOT)))
                .orElse(true);
        if (!typeFits
                || header.member("crit").isPresent()
                || header.member("b64").isPresent()) {
            return malformed("type or critical extension");
        }
        Optional<String> keyId = header.string("kid").filter(id -> id.length() <= LONGEST_KEY_ID);
        return keyId.isEmpty()
                ? Step.refused(OidcRefusal.KEY_UNKNOWN, "the token names none")
                : Step.passed(new SignedToken(algorithm.get(), keyId.get(), input, claims, signature));
    }

    private static Step<SignedToken> malformed(String what) {
        return Step.refused(OidcRefusal.TOKEN_MALFORMED, what);
    }
}
