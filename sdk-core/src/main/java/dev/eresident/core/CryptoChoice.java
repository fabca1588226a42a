package dev.eresident.core;

import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who does the arithmetic of signature checks. Immutable and thread-safe; hashing is the JDK's under {@link #standard()} and {@link #jdk()}.
 *
 * <p>Whoever is chosen, the SDK itself checks key, curve, lengths, encodings and ranges beforehand, so that the verdicts are the same; Project Wycheproof's vectors are run against every choice. No
 * provider is ever registered in the JVM, and the order of registered providers does not matter.
 *
 * <table>
 *   <caption>Time of one verification, measured on JDK 17 and one core</caption>
 *   <tr><th>operation</th><th>standard</th><th>jdk</th><th>Amazon Corretto Crypto Provider</th></tr>
 *   <tr><td>ECDSA P-256</td><td>0.06 to 0.2 ms</td><td>0.7 ms</td><td>0.04 ms</td></tr>
 *   <tr><td>ECDSA P-384 (Estonian cards)</td><td>0.2 to 0.5 ms</td><td>1.6 ms</td><td>0.15 ms</td></tr>
 *   <tr><td>ECDSA P-521 (ESTEID2018)</td><td>0.5 to 1.1 ms</td><td>4.4 ms</td><td>0.26 ms</td></tr>
 *   <tr><td>RSA 2048</td><td>0.03 ms</td><td>0.03 ms</td><td>0.01 ms</td></tr>
 * </table>
 */
public final class CryptoChoice {
    private static final CryptoChoice STANDARD = new CryptoChoice(null, false);
    private static final CryptoChoice JDK = new CryptoChoice(null, true);

    private final @Nullable Provider provider;
    private final boolean jdkOnly;

    private CryptoChoice(@Nullable Provider provider, boolean jdkOnly) {
        this.provider = provider;
        this.jdkOnly = jdkOnly;
    }

    /**
     * Elliptic curves by BouncyCastle's lightweight classes and RSA by the SDK over the JDK's big integers, both without a provider, because providers are slow to load. The default.
     *
     * @return the choice
     */
    public static CryptoChoice standard() {
        return STANDARD;
    }

    /**
     * Everything by SunEC and SunRsaSign: nothing but the JDK to review, at several times the cost for elliptic curves.
     *
     * <p>One exception: SunEC refuses good ECDSA values whose first number is tiny. These, which chance never makes, are computed a second time as under {@link #standard()}.
     *
     * @return the choice
     */
    public static CryptoChoice jdk() {
        return JDK;
    }

    /**
     * Signatures, with the digests in them, by a JCA provider of the caller, registered or not.
     *
     * <p>For BC-FIPS pass {@code new BouncyCastleFipsProvider()} (artifact {@code org.bouncycastle:bc-fips}, which shares package names with {@code bcprov} and therefore needs a class loader of its own); for Corretto pass
     * {@code com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider.INSTANCE} (artifact {@code software.amazon.cryptools:AmazonCorrettoCryptoProvider}). The provider must know {@code NONEwithECDSA}, {@code SHA…withECDSA},
     * {@code SHA…withRSA} and {@code RSASSA-PSS}; one that is missing gives a {@link ConfigurationException} {@code CRYPTO_ALGORITHM_MISSING} when it is first needed. What stays with the SDK: digests of documents, and the comparison of RSA PKCS#1 v1.5 encodings,
     * which comes on top of the provider's verdict.
     *
     * @param provider the provider
     * @return the choice
     */
    public static CryptoChoice provider(Provider provider) {
        return new CryptoChoice(provider, false);
    }

    /**
     * Returns the provider of {@link #provider(Provider)}.
     *
     * @return the provider; empty for the other choices
     */
    public Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /**
     * Tells whether this is {@link #jdk()}.
     *
     * @return true for that choice only
     */
    public boolean jdkOnly() {
        return jdkOnly;
    }
}
