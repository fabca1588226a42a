package dev.eresident.core.internal.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

/** Makes keys from the numbers of a JSON Web Key (RFC 7518 §6). Whether a key fits an algorithm is asked of {@link JoseAlgorithm#fits}. */
public final class JoseKeys {
    private static final int MAX_RSA_BYTES = 2048;
    private static final int MAX_EXPONENT_BYTES = 8;

    private JoseKeys() {}

    /**
     * Makes an RSA key.
     *
     * @param modulus {@code n}, big-endian
     * @param exponent {@code e}, big-endian
     * @return the key; empty for numbers that are none of an RSA key, or too long
     */
    public static Optional<PublicKey> rsa(byte[] modulus, byte[] exponent) {
        if (modulus.length > MAX_RSA_BYTES || exponent.length > MAX_EXPONENT_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes an elliptic curve key.
     *
     * @param curve of the point
     * @param x as long as the curve's coordinates
     * @param y as long as the curve's coordinates
     * @return the key; empty if the numbers have another length or the point is not on the curve
     */
    public static Optional<PublicKey> ec(NamedCurve curve, byte[] x, byte[] y) {
        if (x.length != curve.length() || y.length != curve.length()) {
            return Optional.empty();
        }
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(
                            new ECPoint(new BigInteger(1, x), new BigInteger(1, y)), curve.parameters()));
            return NamedCurve.of(key).isPresent() ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
