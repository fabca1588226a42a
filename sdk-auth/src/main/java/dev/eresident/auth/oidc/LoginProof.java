package dev.eresident.auth.oidc;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token is verified against, and the token: read from the pending login, or from a {@link Proof} for another verification. Secrets are left out: of nonce and access token there are hashes only, of the code
 * and its verifier nothing.
 */
record LoginProof(
        String provider,
        String issuer,
        String clientId,
        Set<OidcMethod> methods,
        AssuranceLevel level,
        Instant startedAt,
        Bytes nonceHash,
        Optional<Bytes> accessTokenHash,
        boolean nestedProfile,
        String idToken) {
    static final String TYPE = "oidc-login";
    private static final String PROVIDER = "provider";
    private static final String ISSUER = "issuer";
    private static final String CLIENT = "client-id";
    private static final String METHODS = "methods";
    private static final String LEVEL = "level";
    private static final String STARTED_AT = "started-at";
    private static final String NONCE_HASH = "nonce-sha256";
    private static final String ACCESS_TOKEN_HASH = "access-token-sha256";
    private static final String PROFILE = "profile";
    private static final String NESTED = "profile_attributes";
    private static final String FLAT = "flat";
    private static final String KEY_ID = "key-id";
    private static final String THUMBPRINT = "key-thumbprint";
    private static final String TOKEN = "id-token";
    private static final String KEY = "key";

    static LoginProof of(OidcSession session, OidcProvider provider, ProviderApi.TokenAnswer answer) {
        return new LoginProof(
                provider.name(),
                session.issuer(),
                session.clientId(),
                session.methods(),
                session.level(),
                session.startedAt(),
                Step8Binding.hash(session.nonce()),
                answer.accessToken().map(Step8Binding::hash),
                provider.nestedProfile(),
                answer.idToken());
    }

    Proof write(Instant at, VerifiedToken token) {
        Map<String, String> facts = new HashMap<>();
        facts.put(PROVIDER, provider);
        facts.put(ISSUER, issuer);
        facts.put(CLIENT, clientId);
        facts.put(METHODS, methods.stream().map(OidcMethod::name).sorted().collect(Collectors.joining(" ")));
        facts.put(LEVEL, level.name());
        facts.put(STARTED_AT, startedAt.toString());
        facts.put(NONCE_HASH, nonceHash.hex());
        accessTokenHash.ifPresent(hash -> facts.put(ACCESS_TOKEN_HASH, hash.hex()));
        facts.put(PROFILE, nestedProfile ? NESTED : FLAT);
        facts.put(KEY_ID, token.keyId());
        facts.put(THUMBPRINT, token.key().thumbprint());
        return Proof.of(
                TYPE,
                at,
                facts,
                Map.of(TOKEN, bytes(idToken), KEY, bytes(token.key().json())));
    }

    static Optional<LoginProof> read(Proof proof) {
        Map<String, String> facts = proof.facts();
        Bytes token = proof.materials().get(TOKEN);
        boolean whole = Stream.of(PROVIDER, ISSUER, CLIENT, METHODS, LEVEL, STARTED_AT, NONCE_HASH, PROFILE)
                .allMatch(facts::containsKey);
        if (!proof.type().equals(TYPE) || token == null || !whole) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LoginProof(
                    fact(proof, PROVIDER),
                    fact(proof, ISSUER),
                    fact(proof, CLIENT),
                    Stream.of(fact(proof, METHODS).split(" ", -1))
                            .map(OidcMethod::valueOf)
                            .collect(Collectors.toSet()),
                    AssuranceLevel.valueOf(fact(proof, LEVEL)),
                    Instant.parse(fact(proof, STARTED_AT)),
                    Bytes.fromHex(fact(proof, NONCE_HASH)),
                    Optional.ofNullable(facts.get(ACCESS_TOKEN_HASH)).map(Bytes::fromHex),
                    fact(proof, PROFILE).equals(NESTED),
                    new String(token.toByteArray(), StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException | DateTimeException | ProtocolException e) {
            return Optional.empty();
        }
    }

    /** The key of a stored proof; whether it may be believed is the caller's to say. */
    static Optional<JsonWebKey> key(Proof proof) {
        Bytes key = proof.materials().get(KEY);
        return key == null ? Optional.empty() : JsonWebKey.readProof(key, fact(proof, KEY_ID));
    }

    private static String fact(Proof proof, String name) {
        String value = proof.facts().get(name);
        return value == null ? "" : value;
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "LoginProof[redacted]";
    }
}
