package dev.eresident.core.trust;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom to believe, in which environment, and who does the arithmetic. Immutable, thread-safe; share one, because it owns the cache of certificate signatures.
 *
 * <p>To change the anchors while running, build a new policy and swap the reference.
 */
public final class TrustPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(TrustPolicy.class);

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
     * Makes a policy for real certificates: test certificate policies are not recognised, and no anchor may be one of a test authority. Crypto is {@link
     * CryptoChoice#standard()}.
     *
     * <p>An anchor is recognised as a test one by what it says: a common name, of it or its issuer, that begins with the word TEST or DEMO or holds TEST in
     * capitals; the organisation of the sandbox; a certificate policy below 2.999. A test authority that says nothing of the kind is not recognised.
     *
     * @param anchors whom to believe
     * @return the policy
     * @throws ConfigurationException {@code TRUST_TEST_ANCHOR} if one of the anchors is of a test authority
     */
    public static TrustPolicy production(TrustAnchors anchors) {
        TestAuthorities.firstIn(anchors).ifPresent(certificate -> {
            throw new ConfigurationException(
                    "TRUST_TEST_ANCHOR",
                    "An anchor is of a test authority (" + shown(certificate)
                            + "): anyone can get a certificate of it. Take it out of the anchors of production, or take TrustPolicy.test in"
                            + " tests");
        });
        return new TrustPolicy(anchors, Environment.PRODUCTION, CryptoChoice.standard());
    }

    private static String shown(Certificate certificate) {
        String name = certificate.subject().commonName().orElse("unnamed");
        String printable = name.codePoints()
                .limit(80)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable + ", SHA-256 " + certificate.sha256().hex();
    }

    /**
     * Makes a policy with the rules of {@link #production} for anchors that the caller answers for one by one, whatever they call themselves: for a tool that
     * judges documents by a list that its user gives, and for a real authority with an unlucky name. An anchor of a test authority is logged once as a warning.
     *
     * @param anchors whom to believe
     * @return the policy
     */
    public static TrustPolicy productionWithoutTestCheck(TrustAnchors anchors) {
        TestAuthorities.firstIn(anchors)
                .ifPresent(certificate -> LOG.warn(
                        "An anchor is of a test authority and believed under the rules of production: {}",
                        shown(certificate)));
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
     * Returns the policy without the lists that have ended at a time, see {@link TrustAnchors#believedAt}. Nobody has to ask for it: lists end by their own clock, in every use of a policy.
     * {@code SignatureChecker} does, to have the same anchors from the beginning of a check to its end.
     *
     * @param now the time of use
     * @return this when all lists hold; otherwise a policy with an empty cache over the rest
     */
    public TrustPolicy believedAt(Instant now) {
        TrustAnchors believed = anchors.believedAt(now);
        return believed == anchors ? this : new TrustPolicy(believed, environment, crypto);
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
