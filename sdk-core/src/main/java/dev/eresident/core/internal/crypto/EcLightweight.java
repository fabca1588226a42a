package dev.eresident.core.internal.crypto;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP384R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP521R1Curve;

/**
 * ECDSA by BouncyCastle's lightweight classes, without its provider: about ten times as fast as the JDK, and quick to load. The curves are named directly, because the table of all
 * curves loads a hundred classes for the sake of three.
 */
final class EcLightweight {
    private static final ECDomainParameters P256 = domain(NamedCurve.P256, new SecP256R1Curve());
    private static final ECDomainParameters P384 = domain(NamedCurve.P384, new SecP384R1Curve());
    private static final ECDomainParameters P521 = domain(NamedCurve.P521, new SecP521R1Curve());

    private EcLightweight() {}

    /** The caller has checked the curve and that the point lies on it. What BouncyCastle computes for the point in verifications stays with the result, which may be shared by threads. */
    static ECPublicKeyParameters prepare(NamedCurve curve, ECPublicKey key) {
        ECDomainParameters domain = switch (curve) {
            case P256 -> P256;
            case P384 -> P384;
            case P521 -> P521;
        };
        return new ECPublicKeyParameters(point(domain.getCurve(), key.getW()), domain);
    }

    /** The caller has checked the range of the value. */
    static boolean verify(ECPublicKeyParameters key, byte[] digest, EcdsaValue value) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, key);
        return signer.verifySignature(digest, value.r(), value.s());
    }

    private static ECDomainParameters domain(NamedCurve named, ECCurve curve) {
        ECParameterSpec parameters = named.parameters();
        return new ECDomainParameters(
                curve, point(curve, parameters.getGenerator()), parameters.getOrder(), BigInteger.ONE);
    }

    private static org.bouncycastle.math.ec.ECPoint point(ECCurve curve, ECPoint point) {
        return curve.createPoint(point.getAffineX(), point.getAffineY());
    }
}
