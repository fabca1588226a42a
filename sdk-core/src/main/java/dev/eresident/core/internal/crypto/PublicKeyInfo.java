package dev.eresident.core.internal.crypto;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the keys that the SDK verifies with from a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), without the JDK's key factories: these load their providers, which costs a command
 * that checks one file more than the check itself.
 */
public final class PublicKeyInfo {
    /** Algorithm of RSA keys for any padding (RFC 3279 §2.3.1). */
    public static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";

    /** Algorithm of elliptic curve keys (RFC 5480 §2.1.1). */
    public static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MIN_RSA_BITS = 505;
    private static final int MAX_RSA_BITS = 16384;
    private static final int UNCOMPRESSED = 4;

    private PublicKeyInfo() {}

    /**
     * Reads a key of {@link #RSA_ENCRYPTION}, or of {@link #EC_PUBLIC_KEY} on one of the three known curves with an uncompressed point.
     *
     * @param info DER of the SubjectPublicKeyInfo
     * @return an {@link java.security.interfaces.RSAPublicKey} or {@link java.security.interfaces.ECPublicKey} that every JCA provider can take over; empty for other algorithms and
     *     curves, RSA numbers out of range, and malformed bytes
     */
    public static Optional<PublicKey> read(Bytes info) {
        try {
            DerReader parts = DerReader.single(info.toByteArray(), DerElement.SEQUENCE, MAX_BYTES)
                    .reader();
            DerReader algorithm = parts.next(DerElement.SEQUENCE).reader();
            byte[] key = parts.next(DerElement.BIT_STRING).bitOctets();
            parts.expectEnd();
            return switch (algorithm.next(DerElement.OID).oid()) {
                case RSA_ENCRYPTION -> rsa(info, key);
                case EC_PUBLIC_KEY -> ec(info, algorithm, key);
                default -> Optional.empty();
            };
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** Old Estonian cards write moduli whose highest bit is set without the leading zero: the numbers are taken as positive. */
    private static Optional<PublicKey> rsa(Bytes info, byte[] key) {
        DerReader numbers =
                DerReader.single(key, DerElement.SEQUENCE, MAX_BYTES).reader();
        BigInteger modulus = new BigInteger(1, numbers.next(DerElement.INTEGER).content());
        BigInteger exponent = new BigInteger(1, numbers.next(DerElement.INTEGER).content());
        numbers.expectEnd();
        boolean usable = modulus.bitLength() >= MIN_RSA_BITS
                && modulus.bitLength() <= MAX_RSA_BITS
                && exponent.bitLength() > 1
                && exponent.compareTo(modulus) < 0;
        return usable ? Optional.of(new RsaKey(info, modulus, exponent)) : Optional.empty();
    }

    private static Optional<PublicKey> ec(Bytes info, DerReader algorithm, byte[] key) {
        if (algorithm.peekTag() != DerElement.OID) {
            return Optional.empty();
        }
        String oid = algorithm.next().oid();
        algorithm.expectEnd();
        for (NamedCurve curve : NamedCurve.values()) {
            int length = curve.length();
            if (curve.oid().equals(oid) && key.length == 1 + 2 * length && key[0] == UNCOMPRESSED) {
                ECPoint point = new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(key, 1, 1 + length)),
                        new BigInteger(1, Arrays.copyOfRange(key, 1 + length, key.length)));
                return Optional.of(new EcKey(info, curve, point));
            }
        }
        return Optional.empty();
    }
}
