package dev.eresident.auth.oidc;

import dev.eresident.auth.internal.Durations;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.transport.Transport;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Collects the settings of {@link OidcClient}: the required ones in a fixed order, one stage each, then the optional ones. Not thread-safe. */
public final class OidcBuilder {
    private static final Duration LONGEST_LOGIN = Duration.ofHours(1);
    private static final Duration LONGEST_PERSON = Duration.ofHours(24);
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(2);
    private static final Duration SHORTEST_CACHE = Duration.ofMinutes(5);

    final OidcProvider provider;
    final Transport transport;
    final OidcCredentials credentials;
    final String redirectUri;
    final ReplayGuard guard;
    final Clock clock;
    final RandomGenerator random;
    Duration timeout = Duration.ofSeconds(10);
    Duration loginLifetime = Duration.ofMinutes(15);
    Duration personLifetime = Duration.ofMinutes(15);
    Duration clockSkew = Duration.ofSeconds(10);
    Duration cacheLifetime = Duration.ofHours(1);
    CryptoChoice crypto = CryptoChoice.standard();

    private OidcBuilder(
            OidcProvider provider,
            Transport transport,
            OidcCredentials credentials,
            String redirectUri,
            ReplayGuard guard,
            Clock clock,
            RandomGenerator random) {
        this.provider = provider;
        this.transport = transport;
        this.credentials = credentials;
        this.redirectUri = redirectUri;
        this.guard = guard;
        this.clock = clock;
        this.random = random;
    }

    private OidcBuilder copy() {
        OidcBuilder copy = new OidcBuilder(provider, transport, credentials, redirectUri, guard, clock, random);
        copy.timeout = timeout;
        copy.loginLifetime = loginLifetime;
        copy.personLifetime = personLifetime;
        copy.clockSkew = clockSkew;
        copy.cacheLifetime = cacheLifetime;
        copy.crypto = crypto;
        return copy;
    }

    static ProviderStage start() {
        return (provider, transport) -> {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(transport, "transport");
            return credentials -> {
                Objects.requireNonNull(credentials, "credentials");
                return redirectUri -> {
                    requireRedirect(redirectUri);
                    return guard -> {
                        Objects.requireNonNull(guard, "guard");
                        return clock -> {
                            Objects.requireNonNull(clock, "clock");
                            return random -> new OidcBuilder(
                                    provider,
                                    transport,
                                    credentials,
                                    redirectUri,
                                    guard,
                                    clock,
                                    Objects.requireNonNull(random, "random"));
                        };
                    };
                };
            };
        };
    }

    private static void requireRedirect(String redirectUri) {
        if (Addresses.usable(redirectUri).isEmpty()) {
            throw new ConfigurationException(
                    "REDIRECT_UNUSABLE",
                    "The redirect address must be one of https without fragment, exactly as registered, for example https://bank.example/back");
        }
    }

    /**
     * Bounds each call to the provider.
     *
     * @param longest longer than zero, at most an hour; the default is 10 s
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public OidcBuilder timeout(Duration longest) {
        OidcBuilder copy = copy();
        copy.timeout = Durations.checked(longest, LONGEST_LOGIN);
        return copy;
    }

    /**
     * Sets how long a login may stay open.
     *
     * @param lifetime longer than zero, at most an hour; the default is 15 minutes
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public OidcBuilder loginLifetime(Duration lifetime) {
        OidcBuilder copy = copy();
        copy.loginLifetime = Durations.checked(lifetime, LONGEST_LOGIN);
        return copy;
    }

    /**
     * Sets for how long after the login the {@code AuthenticatedPerson} may be used to act.
     *
     * @param lifetime longer than zero, at most 24 hours; the default is 15 minutes
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public OidcBuilder personLifetime(Duration lifetime) {
        OidcBuilder copy = copy();
        copy.personLifetime = Durations.checked(lifetime, LONGEST_PERSON);
        return copy;
    }

    /**
     * Sets how far the provider's clock may be off.
     *
     * @param either longer than zero, at most 2 minutes, either way; the default is 10 s
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public OidcBuilder clockSkew(Duration either) {
        OidcBuilder copy = copy();
        copy.clockSkew = Durations.checked(either, LONGEST_SKEW);
        return copy;
    }

    /**
     * Sets for how long discovery document and keys are remembered. A key that is not known is looked for before that: at a login unless another
     * login led to a question in the last 5 seconds, for a posted logout token only when the keys are a minute old. Within 5 seconds after the provider failed nothing is asked.
     *
     * @param lifetime 5 minutes to 24 hours; the default is an hour
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_TOO_SHORT}, {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public OidcBuilder cacheLifetime(Duration lifetime) {
        OidcBuilder copy = copy();
        copy.cacheLifetime = Durations.checked(lifetime, LONGEST_PERSON);
        if (lifetime.compareTo(SHORTEST_CACHE) < 0) {
            throw new ConfigurationException("DURATION_TOO_SHORT", "The duration must be at least " + SHORTEST_CACHE);
        }
        return copy;
    }

    /**
     * Sets who does the arithmetic of signatures.
     *
     * @param choice the default is {@link CryptoChoice#standard()}
     * @return a builder with it
     */
    public OidcBuilder crypto(CryptoChoice choice) {
        OidcBuilder copy = copy();
        copy.crypto = Objects.requireNonNull(choice, "choice");
        return copy;
    }

    /**
     * Builds the client.
     *
     * @return a thread-safe client
     */
    public OidcClient build() {
        return new OidcClient(copy());
    }

    /** Asks for the provider. */
    public interface ProviderStage {
        /**
         * Sets the provider, and how to reach it.
         *
         * @param provider one of the presets
         * @param transport whose trust is the root of everything here: give one that trusts the authorities that the provider names, not
         *     the JVM's whole store
         * @return the next stage
         */
        CredentialsStage provider(OidcProvider provider, Transport transport);
    }

    /** Asks for the client's credentials. */
    public interface CredentialsStage {
        /**
         * Sets who asks.
         *
         * @param credentials as registered with the provider
         * @return the next stage
         */
        RedirectStage credentials(OidcCredentials credentials);
    }

    /** Asks for the redirect address. */
    public interface RedirectStage {
        /**
         * Sets where the person comes back to.
         *
         * @param address exactly as registered: https, or for tests http on the loopback interface; a query is allowed, a fragment is not
         * @return the next stage
         * @throws ConfigurationException {@code REDIRECT_UNUSABLE}
         */
        ReplayGuardStage redirectUri(String address);
    }

    /** Asks for the replay guard. */
    public interface ReplayGuardStage {
        /**
         * Sets who remembers which logins are open and used.
         *
         * @param guard shared by all nodes of the client
         * @return the next stage
         */
        ClockStage replayGuard(ReplayGuard guard);
    }

    /** Asks for the clock. */
    public interface ClockStage {
        /**
         * Sets the clock that decides what is valid and what has expired.
         *
         * @param clock for example {@code Clock.systemUTC()}
         * @return the next stage
         */
        RandomStage clock(Clock clock);
    }

    /** Asks for the source of challenges. */
    public interface RandomStage {
        /**
         * Sets the source of state, nonce and code verifier.
         *
         * @param random a {@link SecureRandom} outside tests; it must be thread-safe
         * @return the builder with the optional settings
         */
        OidcBuilder random(RandomGenerator random);
    }
}
