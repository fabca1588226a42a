package dev.eresident.core;

import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who does the signature arithmetic: a value that is given to trust policies and passed on from there.
 *
 * <p>Nothing is ever registered with {@link java.security.Security}. Immutable and thread-safe.
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
     * Returns the default: elliptic curves by BouncyCastle's lightweight API, which is several times faster there, RSA and digests
     * by the JDK.
     *
     * @return a shared value
     */
    public static CryptoChoice standard() {
        return STANDARD;
    }

    /**
     * Returns the choice of the JDK's own providers for everything.
     *
     * @return a shared value
     */
    public static CryptoChoice jdk() {
        return JDK;
    }

    /**
     * Chooses a JCA provider for signatures, for example BC-FIPS or the Corretto provider; what it lacks fails.
     *
     * @param provider the provider, which need not be registered
     * @return the choice
     */
    public static CryptoChoice provider(Provider provider) {
        return new CryptoChoice(provider, false);
    }

    /**
     * Returns the chosen JCA provider.
     *
     * @return the provider, empty for the other two choices
     */
    public Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /**
     * Tells whether only the JDK's own providers may be used.
     *
     * @return true for {@link #jdk()}
     */
    public boolean jdkOnly() {
        return jdkOnly;
    }
}
