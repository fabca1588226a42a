package dev.eresident.sandbox.pki;

/**
 * The signature algorithms of a card, under their JSON Web Algorithm names (RFC 7518 §3.1), which Web eID uses too.
 *
 * <p>ECDSA values are raw R‖S (IEEE P1363). The hash is not tied to the curve here, because tests need the wrong pairs as well.
 */
public enum SignatureAlgorithm {
    /** ECDSA with SHA-256. */
    ES256("SHA-256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
    /** ECDSA with SHA-384. */
    ES384("SHA-384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"),
    /** ECDSA with SHA-512. */
    ES512("SHA-512", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"),
    /** RSA PKCS#1 v1.5 with SHA-256. */
    RS256("SHA-256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
    /** RSA PKCS#1 v1.5 with SHA-384. */
    RS384("SHA-384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"),
    /** RSA PKCS#1 v1.5 with SHA-512. */
    RS512("SHA-512", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
    /** RSASSA-PSS with SHA-256, MGF1 with the same hash, salt as long as the hash. */
    PS256("SHA-256", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"),
    /** RSASSA-PSS with SHA-384, MGF1 with the same hash, salt as long as the hash. */
    PS384("SHA-384", "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"),
    /** RSASSA-PSS with SHA-512, MGF1 with the same hash, salt as long as the hash. */
    PS512("SHA-512", "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1");

    private final String hash;
    private final String xmlUri;

    SignatureAlgorithm(String hash, String xmlUri) {
        this.hash = hash;
        this.xmlUri = xmlUri;
    }

    /**
     * The name of the hash as the JDK and Web eID write it.
     *
     * @return for example {@code SHA-384}
     */
    public String hash() {
        return hash;
    }

    /**
     * The XML signature method (RFC 9231).
     *
     * @return the algorithm URI
     */
    public String xmlUri() {
        return xmlUri;
    }

    /**
     * Tells whether the algorithm needs a key on an elliptic curve.
     *
     * @return true for the ES family
     */
    public boolean isEllipticCurve() {
        return name().startsWith("ES");
    }

    boolean isPss() {
        return name().startsWith("PS");
    }
}
