package dev.eresident.core.internal.crypto;

import dev.eresident.core.internal.crypto.SignatureAlgorithm.Family;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** The asymmetric signature algorithms of JOSE (RFC 7518 §3.1), each bound to its key; ECDSA values are in P1363 format. There is no {@code none} and no HMAC. */
public enum JoseAlgorithm {
    /** ECDSA on P-256 with SHA-256. */
    ES256(Family.ECDSA, DigestAlgorithm.SHA256, NamedCurve.P256),
    /** ECDSA on P-384 with SHA-384. */
    ES384(Family.ECDSA, DigestAlgorithm.SHA384, NamedCurve.P384),
    /** ECDSA on P-521 with SHA-512. */
    ES512(Family.ECDSA, DigestAlgorithm.SHA512, NamedCurve.P521),
    /** RSASSA-PSS with SHA-256. */
    PS256(Family.RSA_PSS, DigestAlgorithm.SHA256),
    /** RSASSA-PSS with SHA-384. */
    PS384(Family.RSA_PSS, DigestAlgorithm.SHA384),
    /** RSASSA-PSS with SHA-512. */
    PS512(Family.RSA_PSS, DigestAlgorithm.SHA512),
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256(Family.RSA_PKCS1, DigestAlgorithm.SHA256),
    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    RS384(Family.RSA_PKCS1, DigestAlgorithm.SHA384),
    /** RSASSA-PKCS1-v1_5 with SHA-512. */
    RS512(Family.RSA_PKCS1, DigestAlgorithm.SHA512);

    private final Family family;
    private final DigestAlgorithm digest;
    private final Optional<NamedCurve> curve;

    JoseAlgorithm(Family family, DigestAlgorithm digest) {
        this.family = family;
        this.digest = digest;
        this.curve = Optional.empty();
    }

    JoseAlgorithm(Family family, DigestAlgorithm digest, NamedCurve curve) {
        this.family = family;
        this.digest = digest;
        this.curve = Optional.of(curve);
    }

    /**
     * Finds an algorithm by the value of {@code alg}.
     *
     * @param name compared exactly, for example {@code ES384}
     * @return the algorithm; empty for all other names
     */
    public static Optional<JoseAlgorithm> ofName(String name) {
        for (JoseAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns what to verify with.
     *
     * @return family and digest
     */
    public SignatureAlgorithm signatureAlgorithm() {
        return new SignatureAlgorithm(family, digest);
    }

    /**
     * Returns the curve that the key must lie on.
     *
     * @return the curve; empty for RSA
     */
    public Optional<NamedCurve> curve() {
        return curve;
    }

    /**
     * Tells whether a key may be used with this algorithm.
     *
     * @param key any key
     * @return true for an RSA key, or for a point on exactly the right curve
     */
    public boolean fits(PublicKey key) {
        return curve.isPresent() ? curve.equals(NamedCurve.of(key)) : key instanceof RSAPublicKey;
    }
}
