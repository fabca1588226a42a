package dev.eresident.auth.oidc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.JoseAlgorithm;
import dev.eresident.core.internal.crypto.JoseKeys;
import dev.eresident.core.internal.crypto.NamedCurve;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One public key of a provider (RFC 7517 §4).
 *
 * @param id {@code kid}; empty where a key has none
 * @param algorithm the one that it is for, if it says so
 * @param key what signatures are verified with
 * @param json the members that make the key, as RFC 7638 §3 orders them
 */
record JsonWebKey(Optional<String> id, Optional<String> algorithm, PublicKey key, String json) {
    static final int LONGEST = 256 * 1024;
    private static final int MIN_RSA_BITS = 2048;
    private static final String P256 = "P-256";

    /** Reads a key set (RFC 7517 §5): keys for other uses and of other kinds are left out, for a set may hold them. */
    static List<JsonWebKey> readSet(byte[] json) {
        List<JsonWebKey> usable = new ArrayList<>();
        for (JsonObject key : StrictJson.strict()
                .withMaxLength(LONGEST)
                .parse(json)
                .objects("keys")
                .orElseThrow(() -> new ProtocolException("OIDC_KEYS", "There are no keys"))) {
            read(key).ifPresent(usable::add);
        }
        return List.copyOf(usable);
    }

    /** Reads the members that a proof keeps. */
    static Optional<JsonWebKey> readProof(Bytes json, String id) {
        try {
            return read(StrictJson.strict().withMaxLength(LONGEST).parse(json.toByteArray()))
                    .map(key -> new JsonWebKey(Optional.of(id), Optional.empty(), key.key(), key.json()));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonWebKey> read(JsonObject json) {
        try {
            boolean forSignatures = json.string("use").map("sig"::equals).orElse(true)
                    && json.strings("key_ops")
                            .map(uses -> uses.contains("verify"))
                            .orElse(true);
            // A key whose private part is published signs for anybody.
            if (!forSignatures || json.member("d").isPresent()) {
                return Optional.empty();
            }
            return switch (json.requiredString("kty")) {
                case "RSA" -> rsa(json);
                case "EC" -> ec(json);
                default -> Optional.empty();
            };
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonWebKey> rsa(JsonObject json) {
        String modulus = json.requiredString("n");
        String exponent = json.requiredString("e");
        return Base64Url.decode(modulus)
                .flatMap(n -> Base64Url.decode(exponent).flatMap(e -> JoseKeys.rsa(n, e)))
                .filter(key ->
                        key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS)
                .map(key -> of(json, key, "{\"e\":\"" + exponent + "\",\"kty\":\"RSA\",\"n\":\"" + modulus + "\"}"));
    }

    private static Optional<JsonWebKey> ec(JsonObject json) {
        String x = json.requiredString("x");
        String y = json.requiredString("y");
        if (!json.requiredString("crv").equals(P256)) {
            return Optional.empty();
        }
        return Base64Url.decode(x)
                .flatMap(a -> Base64Url.decode(y).flatMap(b -> JoseKeys.ec(NamedCurve.P256, a, b)))
                .map(key -> of(
                        json,
                        key,
                        "{\"crv\":\"" + P256 + "\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}"));
    }

    private static JsonWebKey of(JsonObject json, PublicKey key, String members) {
        return new JsonWebKey(json.string("kid"), json.string("alg"), key, members);
    }

    /** Finds the one key with an id and for an algorithm. */
    static Optional<JsonWebKey> find(List<JsonWebKey> keys, String id, JoseAlgorithm algorithm) {
        List<JsonWebKey> fitting = keys.stream()
                .filter(key -> key.id().equals(Optional.of(id)) && key.fits(algorithm))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private boolean fits(JoseAlgorithm wanted) {
        return wanted.fits(key) && algorithm.map(wanted.name()::equals).orElse(true);
    }

    /** The thumbprint of RFC 7638 with SHA-256. */
    String thumbprint() {
        return Base64Url.encode(DigestAlgorithm.SHA256.digest(json.getBytes(StandardCharsets.UTF_8)));
    }
}
