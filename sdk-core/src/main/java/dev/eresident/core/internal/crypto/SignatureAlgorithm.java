package dev.eresident.core.internal.crypto;

/** A signature algorithm: the family of the key and the digest; PSS has MGF1 with the same digest and a salt of digest length. */
public record SignatureAlgorithm(Family family, DigestAlgorithm digest) {
    /** Which arithmetic. */
    public enum Family {
        ECDSA,
        RSA_PKCS1,
        RSA_PSS
    }
}
