package dev.eresident.core.trust;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Environment;

/** Whom to believe, in which environment, and who does the arithmetic. Immutable, thread-safe; share one. */
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

    /** Production rules over these anchors, standard crypto. */
    public static TrustPolicy production(TrustAnchors anchors) {
        return new TrustPolicy(anchors, Environment.PRODUCTION, CryptoChoice.standard());
    }

    /** Test rules over these anchors, standard crypto: test certificate policies are recognised. */
    public static TrustPolicy test(TrustAnchors anchors) {
        return new TrustPolicy(anchors, Environment.TEST, CryptoChoice.standard());
    }

    /** The same policy with another choice of crypto. */
    public TrustPolicy withCrypto(CryptoChoice choice) {
        return new TrustPolicy(anchors, environment, choice);
    }

    public TrustAnchors anchors() {
        return anchors;
    }

    public Environment environment() {
        return environment;
    }

    public CryptoChoice crypto() {
        return crypto;
    }

    /** The path builder over these anchors, with its bounded cache of certificate signatures. */
    public CertificatePaths paths() {
        return paths;
    }
}
