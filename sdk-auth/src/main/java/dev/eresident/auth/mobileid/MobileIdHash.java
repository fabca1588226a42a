package dev.eresident.auth.mobileid;

import dev.eresident.core.internal.crypto.DigestAlgorithm;

/** Which hash the SIM card signs. */
public enum MobileIdHash {
    /** 32 bytes. */
    SHA256(DigestAlgorithm.SHA256),
    /** 48 bytes. */
    SHA384(DigestAlgorithm.SHA384),
    /** 64 bytes. */
    SHA512(DigestAlgorithm.SHA512);

    private final DigestAlgorithm digest;

    MobileIdHash(DigestAlgorithm digest) {
        this.digest = digest;
    }

    /**
     * Returns the name in the JDK.
     *
     * @return for example {@code SHA-256}
     */
    public String hashName() {
        return digest.jcaName();
    }

    /**
     * Returns the length.
     *
     * @return bytes
     */
    public int length() {
        return digest.length();
    }

    DigestAlgorithm digest() {
        return digest;
    }
}
