package dev.eresident.core.signature.create;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm.Family;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * With what a new signature is made: only what is strong enough to begin with. RSASSA-PSS has MGF1 of the same hash and a salt as long as
 * the hash (RFC 8017 §8.1).
 */
public enum SigningAlgorithm {
    /** ECDSA over SHA-256. */
    ECDSA_SHA256(Scheme.ECDSA, DigestAlgorithm.SHA256),
    /** ECDSA over SHA-384. */
    ECDSA_SHA384(Scheme.ECDSA, DigestAlgorithm.SHA384),
    /** ECDSA over SHA-512. */
    ECDSA_SHA512(Scheme.ECDSA, DigestAlgorithm.SHA512),
    /** ECDSA over SHA3-256. */
    ECDSA_SHA3_256(Scheme.ECDSA, DigestAlgorithm.SHA3_256),
    /** ECDSA over SHA3-384. */
    ECDSA_SHA3_384(Scheme.ECDSA, DigestAlgorithm.SHA3_384),
    /** ECDSA over SHA3-512. */
    ECDSA_SHA3_512(Scheme.ECDSA, DigestAlgorithm.SHA3_512),
    /** RSASSA-PSS over SHA-256. */
    RSA_PSS_SHA256(Scheme.RSA_PSS, DigestAlgorithm.SHA256),
    /** RSASSA-PSS over SHA-384. */
    RSA_PSS_SHA384(Scheme.RSA_PSS, DigestAlgorithm.SHA384),
    /** RSASSA-PSS over SHA-512. */
    RSA_PSS_SHA512(Scheme.RSA_PSS, DigestAlgorithm.SHA512),
    /** RSASSA-PSS over SHA3-256. */
    RSA_PSS_SHA3_256(Scheme.RSA_PSS, DigestAlgorithm.SHA3_256),
    /** RSASSA-PSS over SHA3-384. */
    RSA_PSS_SHA3_384(Scheme.RSA_PSS, DigestAlgorithm.SHA3_384),
    /** RSASSA-PSS over SHA3-512. */
    RSA_PSS_SHA3_512(Scheme.RSA_PSS, DigestAlgorithm.SHA3_512),
    /** RSASSA-PKCS1-v1_5 over SHA-256. */
    RSA_PKCS1_SHA256(Scheme.RSA_PKCS1, DigestAlgorithm.SHA256),
    /** RSASSA-PKCS1-v1_5 over SHA-384. */
    RSA_PKCS1_SHA384(Scheme.RSA_PKCS1, DigestAlgorithm.SHA384),
    /** RSASSA-PKCS1-v1_5 over SHA-512. */
    RSA_PKCS1_SHA512(Scheme.RSA_PKCS1, DigestAlgorithm.SHA512),
    /** RSASSA-PKCS1-v1_5 over SHA3-256. */
    RSA_PKCS1_SHA3_256(Scheme.RSA_PKCS1, DigestAlgorithm.SHA3_256),
    /** RSASSA-PKCS1-v1_5 over SHA3-384. */
    RSA_PKCS1_SHA3_384(Scheme.RSA_PKCS1, DigestAlgorithm.SHA3_384),
    /** RSASSA-PKCS1-v1_5 over SHA3-512. */
    RSA_PKCS1_SHA3_512(Scheme.RSA_PKCS1, DigestAlgorithm.SHA3_512);

    /** Which arithmetic. */
    public enum Scheme {
        /** Elliptic curves (FIPS 186-5 §6). */
        ECDSA(Family.ECDSA),
        /** RSASSA-PSS (RFC 8017 §8.1). */
        RSA_PSS(Family.RSA_PSS),
        /** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2). */
        RSA_PKCS1(Family.RSA_PKCS1);

        private final Family family;

        Scheme(Family family) {
            this.family = family;
        }
    }

    private static final int BUFFER = 65_536;

    private final Scheme scheme;
    private final DigestAlgorithm digest;

    SigningAlgorithm(Scheme scheme, DigestAlgorithm digest) {
        this.scheme = scheme;
        this.digest = digest;
    }

    /**
     * Finds an algorithm.
     *
     * @param scheme which arithmetic
     * @param hashName name of the hash in the JDK, for example {@code SHA-384}
     * @return the algorithm, empty if no new signature should begin with it
     */
    public static Optional<SigningAlgorithm> of(Scheme scheme, String hashName) {
        return Arrays.stream(values())
                .filter(known -> known.scheme == scheme && known.hashName().equals(hashName))
                .findFirst();
    }

    /**
     * Returns which arithmetic.
     *
     * @return the scheme
     */
    public Scheme scheme() {
        return scheme;
    }

    /**
     * Returns the name of the hash in the JDK.
     *
     * @return for example {@code SHA-384} or {@code SHA3-256}
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

    /**
     * Tells whether a key can sign like this.
     *
     * @param key of the signer
     * @return true for a key of the right kind, whatever its length
     */
    public boolean fits(PublicKey key) {
        return scheme == Scheme.ECDSA ? key instanceof ECPublicKey : key instanceof RSAPublicKey;
    }

    /**
     * Hashes what is to be signed.
     *
     * @param content read to its end, not closed, never held in memory
     * @return the digest
     * @throws IOException as the content threw it
     */
    public Bytes digest(InputStream content) throws IOException {
        MessageDigest state = digest.newDigest();
        byte[] buffer = new byte[BUFFER];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            state.update(buffer, 0, count);
        }
        return Bytes.of(state.digest());
    }

    SignatureAlgorithm signature() {
        return new SignatureAlgorithm(scheme.family, digest);
    }
}
