package dev.eresident.sandbox.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes tokens, rightly or with one fault. */
record OidcTokens(OidcKeys keys, Person person) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIFETIME = 40;

    /** What is said in an ID token. */
    ObjectNode claims(PlayedLogin login, String issuer, String accessToken, Script script, Instant now) {
        OidcFault fault = script.fault();
        long second = now.getEpochSecond();
        ObjectNode claims = JSON.createObjectNode()
                .put("jti", RequestRules.challenge(accessToken))
                .put("iss", fault == OidcFault.ISSUER ? issuer + "x" : issuer)
                .put("sub", subject(fault))
                .put("acr", script.level());
        claims.putArray("aud").add(fault == OidcFault.AUDIENCE ? "another-client" : OidcService.CLIENT_ID);
        if (fault == OidcFault.MORE_AUDIENCES) {
            claims.withArray("/aud").add("another-client");
        }
        if (fault == OidcFault.AUTHORISED_PARTY) {
            claims.put("azp", "another-client");
        }
        claims.putArray("amr").add(fault == OidcFault.METHOD ? "webauthn" : script.method());
        if (fault == OidcFault.MORE_METHODS) {
            claims.withArray("/amr").add("pwd");
        }
        times(claims, fault, second);
        claims.put("nonce", fault == OidcFault.NONCE ? "another-nonce" : login.parameter("nonce"));
        byte[] half = Arrays.copyOf(
                RequestRules.sha256((fault == OidcFault.ACCESS_TOKEN_HASH ? "another" : accessToken)
                        .getBytes(StandardCharsets.US_ASCII)),
                16);
        claims.put(
                "at_hash",
                login.flavour() == OidcFlavour.TARA ? Base64.getEncoder().encodeToString(half) : encoded(half));
        profile(claims, login.flavour(), fault);
        switch (fault == null ? OidcFault.STATE : fault) {
            case NO_NONCE -> claims.remove("nonce");
            case NO_EXPIRY -> claims.remove("exp");
            case NO_METHOD -> claims.remove("amr");
            case LEVEL -> claims.put("acr", "low");
            case LEVEL_UNKNOWN -> claims.put("acr", "excellent");
            case NO_LEVEL -> claims.remove("acr");
            case CLAIM_TYPE -> claims.put("amr", script.method());
            default -> {
                // The fault, if any, is elsewhere.
            }
        }
        return claims;
    }

    private static void times(ObjectNode claims, @Nullable OidcFault fault, long now) {
        long issued = now;
        if (fault == OidcFault.FUTURE) {
            issued = now + 600;
        }
        if (fault == OidcFault.OLD) {
            issued = now - 600;
        }
        claims.put("iat", issued).put("exp", fault == OidcFault.EXPIRED ? now - 60 : now + LIFETIME);
        claims.put("nbf", fault == OidcFault.NOT_BEFORE ? now + 300 : issued);
    }

    private String subject(@Nullable OidcFault fault) {
        if (fault == OidcFault.SUBJECT) {
            return person.personalCode();
        }
        return fault == OidcFault.SUBJECT_CODE ? "EE123" : "EE" + person.personalCode();
    }

    private void profile(ObjectNode claims, OidcFlavour flavour, @Nullable OidcFault fault) {
        ObjectNode profile = flavour.nestedProfile() ? claims.putObject("profile_attributes") : claims;
        if (fault != OidcFault.NO_NAMES) {
            profile.put("given_name", person.givenName()).put("family_name", person.surname());
        }
        profile.put(
                flavour.nestedProfile() ? "date_of_birth" : "birthdate",
                fault == OidcFault.BIRTH_DATE ? "yesterday" : "1984-02-29");
        if (flavour == OidcFlavour.GOVSSO) {
            claims.put("sid", OidcService.SESSION_ID);
        }
    }

    /** Signs claims, in the way that a fault says. */
    String signed(String claims, SignatureAlgorithm usual, @Nullable OidcFault fault) {
        SignatureAlgorithm algorithm = fault == OidcFault.ALG_RS512 ? SignatureAlgorithm.RS512 : usual;
        KeyType type = algorithm.isEllipticCurve() ? KeyType.P256 : KeyType.RSA2048;
        ObjectNode header = JSON.createObjectNode()
                .put("alg", algorithm.name())
                .put("typ", fault == OidcFault.TYPE ? "at+jwt" : "JWT")
                .put("kid", fault == OidcFault.KEY_ID ? "nobody's" : keys.id(type));
        switch (fault == null ? OidcFault.STATE : fault) {
            case ALG_NONE -> header.put("alg", "none");
            case ALG_HS256 -> header.put("alg", "HS256");
            case ALG_OTHER -> header.put("alg", type.isEllipticCurve() ? "RS256" : "ES256");
            case NO_KEY_ID -> header.remove("kid");
            case KEY_IN_TOKEN ->
                header.put("kid", "mine")
                        .putObject("jwk")
                        .put("kty", "RSA")
                        .put("e", "AQAB")
                        .put("n", "AQAB");
            case CRITICAL -> header.putArray("crit").add("exp");
            default -> {
                // The fault, if any, is elsewhere.
            }
        }
        String body = fault == OidcFault.DUPLICATE_CLAIM
                ? claims.substring(0, claims.length() - 1) + ",\"sub\":\"EE60001019906\"}"
                : claims;
        String input = encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(body.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
        if (fault == OidcFault.ALG_NONE) {
            return input + ".";
        }
        if (fault == OidcFault.ALG_HS256) {
            return input + "."
                    + encoded(hmac(keys.key(type).keyPair().getPublic().getEncoded(), bytes));
        }
        byte[] value = keys.key(type).sign(bytes, algorithm);
        if (fault == OidcFault.SIGNATURE) {
            value[value.length - 1] ^= 1;
        }
        return input + "." + encoded(value);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HmacSHA256", e);
        }
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
