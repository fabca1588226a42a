package dev.eresident.core;

import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who does the signature arithmetic: contract, to be completed by its owner. */
public final class CryptoChoice {
    private static final CryptoChoice STANDARD = new CryptoChoice(null, false);
    private static final CryptoChoice JDK = new CryptoChoice(null, true);

    private final @Nullable Provider provider;
    private final boolean jdkOnly;

    private CryptoChoice(@Nullable Provider provider, boolean jdkOnly) {
        this.provider = provider;
        this.jdkOnly = jdkOnly;
    }

    /** Elliptic curves by BouncyCastle's lightweight API, RSA and digests by the JDK. */
    public static CryptoChoice standard() {
        return STANDARD;
    }

    /** Everything by the JDK's own providers. */
    public static CryptoChoice jdk() {
        return JDK;
    }

    /** Signatures by the given JCA provider. */
    public static CryptoChoice provider(Provider provider) {
        return new CryptoChoice(provider, false);
    }

    /** The chosen JCA provider, if one was given. */
    public Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /** Whether only the JDK's providers may be used. */
    public boolean jdkOnly() {
        return jdkOnly;
    }
}
