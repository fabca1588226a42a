package dev.eresident.core.internal.crypto;

import dev.eresident.core.Bytes;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/** A key of rsaEncryption (RFC 8017 A.1). */
final class RsaKey extends EncodedKey implements RSAPublicKey {
    private static final long serialVersionUID = 1L;

    private final transient BigInteger modulus;
    private final transient BigInteger exponent;

    RsaKey(Bytes info, BigInteger modulus, BigInteger exponent) {
        super(info);
        this.modulus = modulus;
        this.exponent = exponent;
    }

    @Override
    public String getAlgorithm() {
        return "RSA";
    }

    @Override
    public BigInteger getModulus() {
        return modulus;
    }

    @Override
    public BigInteger getPublicExponent() {
        return exponent;
    }
}
