package dev.eresident.auth.smartid;

import dev.eresident.core.Bytes;

/**
 * A verified signature value over the digest that was given, by a certificate that was valid then. Only verification makes it.
 * Instances are immutable. What the digest stands for is the caller's to know.
 */
public final class SmartIdSignature {
    private final Bytes value;
    private final SmartIdAlgorithm algorithm;
    private final SmartIdAccount account;

    SmartIdSignature(Bytes value, SmartIdAlgorithm algorithm, SmartIdAccount account) {
        this.value = value;
        this.algorithm = algorithm;
        this.account = account;
    }

    /**
     * Returns the signature value.
     *
     * @return as long as the key's modulus
     */
    public Bytes value() {
        return value;
    }

    /**
     * Returns with what it was made: always what was asked for.
     *
     * @return the algorithm
     */
    public SmartIdAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * Returns who signed.
     *
     * @return the account with its signing certificate
     */
    public SmartIdAccount account() {
        return account;
    }

    /** Shows the algorithm. */
    @Override
    public String toString() {
        return "SmartIdSignature[" + algorithm + "]";
    }
}
