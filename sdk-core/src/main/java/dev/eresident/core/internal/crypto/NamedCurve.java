package dev.eresident.core.internal.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Optional;

/** The curves that the SDK verifies on (FIPS 186-4 D.1.2), recognised by their parameters, never by a name that a key claims. */
public enum NamedCurve {
    /** NIST P-256, secp256r1. */
    P256(
            "secp256r1",
            "1.2.840.10045.3.1.7",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    /** NIST P-384, secp384r1. */
    P384(
            "secp384r1",
            "1.3.132.0.34",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
            "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
            "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
    /** NIST P-521, secp521r1. */
    P521(
            "secp521r1",
            "1.3.132.0.35",
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                    + "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e1"
                    + "56193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
            "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dba"
                    + "a14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
            "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662"
                    + "c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                    + "a51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");

    private final String standardName;
    private final String oid;
    private final BigInteger p;
    private final BigInteger a;
    private final BigInteger b;
    private final BigInteger n;
    private final BigInteger gx;
    private final BigInteger gy;

    NamedCurve(String standardName, String oid, String p, String b, String gx, String gy, String n) {
        this.standardName = standardName;
        this.oid = oid;
        this.p = new BigInteger(p, 16);
        this.a = this.p.subtract(BigInteger.valueOf(3));
        this.b = new BigInteger(b, 16);
        this.n = new BigInteger(n, 16);
        this.gx = new BigInteger(gx, 16);
        this.gy = new BigInteger(gy, 16);
    }

    /**
     * Finds the curve of a key whose point lies on it.
     *
     * @param key any key
     * @return the curve; empty for other keys and curves, and for points that are not on the curve
     */
    public static Optional<NamedCurve> of(PublicKey key) {
        if (key instanceof ECPublicKey ec && ec.getParams() != null && ec.getW() != null) {
            for (NamedCurve curve : values()) {
                if (curve.hasParameters(ec.getParams())) {
                    return curve.contains(ec.getW()) ? Optional.of(curve) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the name of SEC 2, which the JDK and BouncyCastle know.
     *
     * @return for example {@code secp256r1}
     */
    public String standardName() {
        return standardName;
    }

    /**
     * Returns the object identifier of RFC 5480 §2.1.1.1.
     *
     * @return dotted decimal text
     */
    public String oid() {
        return oid;
    }

    /**
     * Makes the parameters in the JDK's form, without its providers.
     *
     * @return equal parameters each time
     */
    public ECParameterSpec parameters() {
        return new ECParameterSpec(new EllipticCurve(new ECFieldFp(p), a, b), new ECPoint(gx, gy), n, 1);
    }

    /**
     * Returns the order of the base point.
     *
     * @return the prime n
     */
    public BigInteger order() {
        return n;
    }

    /** Whether the coordinate that gave r may have been r + n: true for the smallest numbers only, which by chance are never met. */
    boolean mayBeReduced(BigInteger r) {
        return r.add(n).compareTo(p) < 0;
    }

    /**
     * Returns how many bytes a number below the order takes.
     *
     * @return 32, 48 or 66
     */
    public int length() {
        return (n.bitLength() + 7) / 8;
    }

    private boolean hasParameters(ECParameterSpec spec) {
        return spec.getCurve().getField() instanceof ECFieldFp field
                && field.getP().equals(p)
                && spec.getCurve().getA().equals(a)
                && spec.getCurve().getB().equals(b)
                && spec.getGenerator().getAffineX().equals(gx)
                && spec.getGenerator().getAffineY().equals(gy)
                && spec.getOrder().equals(n)
                && spec.getCofactor() == 1;
    }

    /** The cofactor is 1, so a point on the curve other than infinity is in the group. */
    private boolean contains(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).add(a).multiply(x).add(b).mod(p);
        return y.multiply(y).mod(p).equals(right);
    }
}
