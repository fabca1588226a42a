package dev.eresident.core.trust;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Environment;

/**
 * Whom to believe, in which environment, and who does the arithmetic. Immutable, thread-safe; share one, because it owns the cache of certificate signatures.
 *
 * <p>To change the anchors while running, build a new policy and swap the reference.
 */
public final class TrustPolicy {
    private final TrustAnchors anchors;
    private final Environment environment;
    private final CryptoChoice crypto;
    private final CertificatePaths paths;

    private TrustPolicy(TrustAnchors anchors, Environment environment, CryptoChoice crypto) {
        this.anchors = anchors;
        this.environment = environment;
        this.crypto = crypto;
        this.paths = new CertificatePaths(anchors, crypto);
    }

    /**
     * Makes a policy for real certificates: test certificate policies are not recognised. Crypto is {@link CryptoChoice#standard()}.
     *
     * @param anchors whom to believe
     * @return the policy
     */
    public static TrustPolicy production(TrustAnchors anchors) {
        return new TrustPolicy(anchors, Environment.PRODUCTION, CryptoChoice.standard());
    }

    /**
     * Makes a policy for test certificates: their policies are recognised too. Crypto is {@link CryptoChoice#standard()}.
     *
     * @param anchors whom to believe; never mix test and production anchors
     * @return the policy
     */
    public static TrustPolicy test(TrustAnchors anchors) {
        return new TrustPolicy(anchors, Environment.TEST, CryptoChoice.standard());
    }

    /**
     * Makes the same policy with another choice of crypto and an empty cache.
     *
     * @param choice who does the arithmetic
     * @return the policy
     */
    public TrustPolicy withCrypto(CryptoChoice choice) {
        return new TrustPolicy(anchors, environment, choice);
    }

    /**
     * Returns whom this policy believes.
     *
     * @return the snapshot
     */
    public TrustAnchors anchors() {
        return anchors;
    }

    /**
     * Returns whose certificates are expected.
     *
     * @return production or test
     */
    public Environment environment() {
        return environment;
    }

    /**
     * Returns who does the arithmetic.
     *
     * @return the choice
     */
    public CryptoChoice crypto() {
        return crypto;
    }

    /**
     * Returns the path builder over these anchors, with its bounded cache of certificate signatures.
     *
     * @return the same one each time
     */
    public CertificatePaths paths() {
        return paths;
    }
}
