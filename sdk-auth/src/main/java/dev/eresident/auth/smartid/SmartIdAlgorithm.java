package dev.eresident.auth.smartid;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.signature.create.SigningAlgorithm;

/** With what the app signs. RSASSA-PSS has MGF1 with the same hash and a salt as long as the hash. */
public enum SmartIdAlgorithm {
    /** RSASSA-PSS with SHA-256. */
    PSS_SHA256(SignatureAlgorithm.Family.RSA_PSS, DigestAlgorithm.SHA256, SigningAlgorithm.RSA_PSS_SHA256),
    /** RSASSA-PSS with SHA-384. */
    PSS_SHA384(SignatureAlgorithm.Family.RSA_PSS, DigestAlgorithm.SHA384, SigningAlgorithm.RSA_PSS_SHA384),
    /** RSASSA-PSS with SHA-512. */
    PSS_SHA512(SignatureAlgorithm.Family.RSA_PSS, DigestAlgorithm.SHA512, SigningAlgorithm.RSA_PSS_SHA512),
    /** RSASSA-PSS with SHA3-256. */
    PSS_SHA3_256(SignatureAlgorithm.Family.RSA_PSS, DigestAlgorithm.SHA3_256, SigningAlgorithm.RSA_PSS_SHA3_256),
    /** RSASSA-PSS with SHA3-384. */
    PSS_SHA3_384(SignatureAlgorithm.Family.RSA_PSS, DigestAlgorithm.SHA3_384, SigningAlgorithm.RSA_PSS_SHA3_384),
    /** RSASSA-PSS with SHA3-512. */
    PSS_SHA3_512(SignatureAlgorithm.Family.RSA_PSS, DigestAlgorithm.SHA3_512, SigningAlgorithm.RSA_PSS_SHA3_512),
    /** RSA PKCS#1 v1.5 with SHA-256: deprecated by the service, for formats without PSS; for signatures only. */
    PKCS1_SHA256(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA256, SigningAlgorithm.RSA_PKCS1_SHA256),
    /** RSA PKCS#1 v1.5 with SHA-384: deprecated by the service, for formats without PSS; for signatures only. */
    PKCS1_SHA384(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA384, SigningAlgorithm.RSA_PKCS1_SHA384),
    /** RSA PKCS#1 v1.5 with SHA-512: deprecated by the service, for formats without PSS; for signatures only. */
    PKCS1_SHA512(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA512, SigningAlgorithm.RSA_PKCS1_SHA512);

    private final SignatureAlgorithm.Family family;
    private final DigestAlgorithm digest;
    private final SigningAlgorithm signing;

    SmartIdAlgorithm(SignatureAlgorithm.Family family, DigestAlgorithm digest, SigningAlgorithm signing) {
        this.family = family;
        this.digest = digest;
        this.signing = signing;
    }

    /**
     * Returns the same in the words that all ways of signing share.
     *
     * @return the algorithm
     */
    public SigningAlgorithm signing() {
        return signing;
    }

    /**
     * Returns the name of the signature algorithm on the wire.
     *
     * @return {@code rsassa-pss}, or for example {@code sha256WithRSAEncryption}
     */
    public String wireName() {
        return isPss() ? "rsassa-pss" : "sha" + 8 * digest.length() + "WithRSAEncryption";
    }

    /**
     * Returns the name of the hash, on the wire and in the JDK.
     *
     * @return for example {@code SHA3-512}
     */
    public String hashName() {
        return digest.jcaName();
    }

    /**
     * Returns the length of the hash.
     *
     * @return bytes
     */
    public int hashLength() {
        return digest.length();
    }

    boolean isPss() {
        return family == SignatureAlgorithm.Family.RSA_PSS;
    }

    SignatureAlgorithm signature() {
        return new SignatureAlgorithm(family, digest);
    }
}
