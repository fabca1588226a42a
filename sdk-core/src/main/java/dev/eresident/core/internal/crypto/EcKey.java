package dev.eresident.core.internal.crypto;

import dev.eresident.core.Bytes;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** A key on one of the known curves; whether its point lies on the curve is asked when it is used. */
final class EcKey extends EncodedKey implements ECPublicKey {
    private static final long serialVersionUID = 1L;

    private final transient ECParameterSpec parameters;
    private final transient ECPoint point;

    EcKey(Bytes info, NamedCurve curve, ECPoint point) {
        super(info);
        this.parameters = curve.parameters();
        this.point = point;
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public ECPoint getW() {
        return point;
    }

    @Override
    public ECParameterSpec getParams() {
        return parameters;
    }
}
