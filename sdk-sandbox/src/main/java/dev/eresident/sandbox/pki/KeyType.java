package dev.eresident.sandbox.pki;

/** The kinds of keys that the sandbox makes. */
public enum KeyType {
    /** NIST P-256 (secp256r1). */
    P256("P-256", "secp256r1", SignatureAlgorithm.ES256),
    /** NIST P-384 (secp384r1), the curve of the cards since 2018. */
    P384("P-384", "secp384r1", SignatureAlgorithm.ES384),
    /** NIST P-521 (secp521r1), the curve of the ESTEID2018 authority. */
    P521("P-521", "secp521r1", SignatureAlgorithm.ES512),
    /** RSA with a modulus of 2048 bits and exponent 65537, as on the cards before 2018. */
    RSA2048("RSA", "RSA", SignatureAlgorithm.RS256);

    private final String curve;
    private final String jdkName;
    private final SignatureAlgorithm defaultAlgorithm;

    KeyType(String curve, String jdkName, SignatureAlgorithm defaultAlgorithm) {
        this.curve = curve;
        this.jdkName = jdkName;
        this.defaultAlgorithm = defaultAlgorithm;
    }

    /**
     * Tells whether this is a key on an elliptic curve.
     *
     * @return true for the P-curves, false for RSA
     */
    public boolean isEllipticCurve() {
        return this != RSA2048;
    }

    /**
     * The algorithm with which a holder of such a key signs unless told otherwise (hash as wide as the curve; RSA: PKCS#1 v1.5 with SHA-256).
     *
     * @return the algorithm
     */
    public SignatureAlgorithm defaultAlgorithm() {
        return defaultAlgorithm;
    }

    String curve() {
        return curve;
    }

    String jdkName() {
        return jdkName;
    }
}
