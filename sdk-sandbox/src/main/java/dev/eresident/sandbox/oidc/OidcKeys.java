package dev.eresident.sandbox.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SandboxPki;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The provider's keys, which it may exchange, and how it publishes them. Guarded by the service. */
final class OidcKeys {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxPki pki;
    private final Map<String, Credential> made = new HashMap<>();
    private int generation = 1;

    OidcKeys(SandboxPki pki) {
        this.pki = pki;
    }

    void rotate() {
        generation++;
    }

    /** The present key of a type. */
    Credential key(KeyType type) {
        return made.computeIfAbsent(id(type), id -> {
            Instant today = pki.today();
            return pki.issue(new CertificateSpec(
                            new X500Principal("CN=TEST of SANDBOX IDENTITY PROVIDER, O=" + SandboxPki.ORGANISATION),
                            today.minus(30, ChronoUnit.DAYS),
                            today.plus(365, ChronoUnit.DAYS))
                    .keyType(type)
                    .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                    .label("oidc/" + id));
        });
    }

    String id(KeyType type) {
        return (type.isEllipticCurve() ? "ec-" : "rsa-") + generation;
    }

    byte[] set(@Nullable OidcFault fault) {
        if (fault == OidcFault.KEYS_JSON) {
            return "{\"keys\":{}}".getBytes(StandardCharsets.UTF_8);
        }
        ObjectNode set = JSON.createObjectNode();
        ArrayNode keys = set.putArray("keys");
        ObjectNode rsa = rsa(id(KeyType.RSA2048), KeyType.RSA2048).put("use", "sig");
        keys.add(rsa);
        keys.add(ec(id(KeyType.P256)).put("use", "sig"));
        keys.add(rsa("for-encryption", KeyType.RSA2048).put("use", "enc"));
        keys.addObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("kid", "unknown-kind")
                .put("x", "AA");
        if (fault == OidcFault.KEYS_PRIVATE) {
            rsa.put("d", "AQAB");
        }
        if (fault == OidcFault.KEYS_USE) {
            rsa.put("use", "enc");
        }
        if (fault == OidcFault.KEYS_AMBIGUOUS) {
            keys.add(rsa.deepCopy());
        }
        return set.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode rsa(String id, KeyType type) {
        RSAPublicKey key = (RSAPublicKey) key(type).keyPair().getPublic();
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("kid", id)
                .put("n", encoded(key.getModulus(), (key.getModulus().bitLength() + 7) / 8))
                .put("e", encoded(key.getPublicExponent(), 3));
    }

    private ObjectNode ec(String id) {
        ECPublicKey key = (ECPublicKey) key(KeyType.P256).keyPair().getPublic();
        return JSON.createObjectNode()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("kid", id)
                .put("alg", "ES256")
                .put("x", encoded(key.getW().getAffineX(), 32))
                .put("y", encoded(key.getW().getAffineY(), 32));
    }

    private static String encoded(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        byte[] digits = bytes.length > length ? Arrays.copyOfRange(bytes, bytes.length - length, bytes.length) : bytes;
        System.arraycopy(digits, 0, padded, length - digits.length, digits.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }
}
