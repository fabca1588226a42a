package dev.eresident.auth.smartid;

import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.MethodTrust;
import dev.eresident.auth.internal.Durations;
import dev.eresident.auth.internal.StatusSource;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustPolicy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the settings of {@link SmartId}: the required ones in a fixed order, one stage each, then the optional ones. Not thread-safe. */
public final class SmartIdBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(SmartId.class);
    private static final Duration LONGEST_SESSION = Duration.ofHours(1);
    private static final Duration LONGEST_PERSON = Duration.ofHours(24);

    final SmartIdRelyingParty relyingParty;
    final URI base;
    final Transport transport;
    final TrustPolicy trust;
    final ReplayGuard guard;
    final Step6Revocation revocation;
    final Clock clock;
    final RandomGenerator random;
    final List<Certificate> intermediates;
    final Duration timeout;
    final Duration sessionLifetime;
    final Duration personLifetime;

    private SmartIdBuilder(
            SmartIdRelyingParty relyingParty,
            URI base,
            Transport transport,
            TrustPolicy trust,
            ReplayGuard guard,
            Step6Revocation revocation,
            Clock clock,
            RandomGenerator random,
            List<Certificate> intermediates,
            Duration timeout,
            Duration sessionLifetime,
            Duration personLifetime) {
        this.relyingParty = relyingParty;
        this.base = base;
        this.transport = transport;
        this.trust = trust;
        this.guard = guard;
        this.revocation = revocation;
        this.clock = clock;
        this.random = random;
        this.intermediates = intermediates;
        this.timeout = timeout;
        this.sessionLifetime = sessionLifetime;
        this.personLifetime = personLifetime;
    }

    static RelyingPartyStage start() {
        return relyingParty -> {
            Objects.requireNonNull(relyingParty, "relyingParty");
            return (base, transport) -> {
                requireBase(base);
                Objects.requireNonNull(transport, "transport");
                return trust -> {
                    requireAuthority(trust);
                    return guard -> {
                        Objects.requireNonNull(guard, "guard");
                        return new Revocation(relyingParty, base, transport, trust, guard);
                    };
                };
            };
        };
    }

    private static void requireBase(URI base) {
        boolean usable = base.isAbsolute()
                && ("https".equals(base.getScheme()) || "http".equals(base.getScheme()))
                && base.getHost() != null
                && base.getRawPath().endsWith("/")
                && base.getRawQuery() == null;
        if (!usable) {
            throw new ConfigurationException(
                    "ADDRESS_UNUSABLE",
                    "The address of the service must end with a slash, for example https://rp-api.smart-id.com/v3/");
        }
    }

    private static void requireAuthority(TrustPolicy trust) {
        if (trust.anchors().services().stream().noneMatch(service -> Step5Trust.AUTHORITIES.contains(service.type()))) {
            throw new ConfigurationException(
                    "NO_TRUSTED_CA", "The trust policy has no certification authority; add those of Smart-ID");
        }
    }

    private record Revocation(
            SmartIdRelyingParty relyingParty, URI base, Transport transport, TrustPolicy trust, ReplayGuard guard)
            implements OcspStage {
        @Override
        public ClockStage ocsp(OcspClient client) {
            return with(new Step6Revocation(new StatusSource.Asked(Objects.requireNonNull(client, "client"))));
        }

        @Override
        public ClockStage withoutOcsp() {
            LOG.warn("Smart-ID is set up without OCSP: revoked accounts are accepted. Not for production.");
            return with(new Step6Revocation(new StatusSource.NotAsked()));
        }

        private ClockStage with(Step6Revocation revocation) {
            return clock -> {
                Objects.requireNonNull(clock, "clock");
                return random -> new SmartIdBuilder(
                        relyingParty,
                        base,
                        transport,
                        trust,
                        guard,
                        revocation,
                        clock,
                        Objects.requireNonNull(random, "random"),
                        List.of(),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15));
            };
        }
    }

    private SmartIdBuilder with(List<Certificate> more, Duration call, Duration session, Duration person) {
        return new SmartIdBuilder(
                relyingParty, base, transport, trust, guard, revocation, clock, random, more, call, session, person);
    }

    /**
     * Adds authorities between the accounts and the trusted ones, which the service does not send. They are not believed by themselves.
     *
     * @param certificates any number
     * @return a builder with them
     */
    public SmartIdBuilder intermediates(Certificate... certificates) {
        List<Certificate> all = new ArrayList<>(intermediates);
        all.addAll(List.of(certificates));
        return with(List.copyOf(all), timeout, sessionLifetime, personLifetime);
    }

    /**
     * Bounds each call that starts something.
     *
     * @param longest longer than zero, at most an hour; the default is 10 s
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public SmartIdBuilder timeout(Duration longest) {
        return with(intermediates, Durations.checked(longest, LONGEST_SESSION), sessionLifetime, personLifetime);
    }

    /**
     * Sets how long a session may stay open.
     *
     * @param lifetime longer than zero, at most an hour; the default is 5 minutes
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public SmartIdBuilder sessionLifetime(Duration lifetime) {
        return with(intermediates, timeout, Durations.checked(lifetime, LONGEST_SESSION), personLifetime);
    }

    /**
     * Sets for how long after the login the {@code AuthenticatedPerson} may be used to act, never beyond the certificate.
     *
     * @param lifetime longer than zero, at most 24 hours; the default is 15 minutes
     * @return a builder with it
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public SmartIdBuilder personLifetime(Duration lifetime) {
        return with(intermediates, timeout, sessionLifetime, Durations.checked(lifetime, LONGEST_PERSON));
    }

    /**
     * Builds the service.
     *
     * @return an immutable service
     */
    public SmartId build() {
        return new SmartId(this);
    }

    /** Asks for the relying party. */
    public interface RelyingPartyStage {
        /**
         * Sets who asks.
         *
         * @param relyingParty as the contract says
         * @return the next stage
         */
        ServiceStage relyingParty(SmartIdRelyingParty relyingParty);
    }

    /** Asks for the service. */
    public interface ServiceStage {
        /**
         * Sets where the service is, and how to reach it. The contract obliges relying parties to pin the service's key or certificate:
         * give a transport that does, and rotate its pins every year.
         *
         * @param base ends with {@code /v3/}
         * @param transport for this service only
         * @return the next stage
         * @throws ConfigurationException {@code ADDRESS_UNUSABLE}
         */
        TrustStage service(URI base, Transport transport);
    }

    /** Asks for the trust. */
    public interface TrustStage {
        /**
         * Sets whom to believe: the authorities of Smart-ID, and only those. Keep the trust of each method of authentication apart.
         *
         * @param trust with at least one certification authority
         * @return the next stage
         * @throws ConfigurationException {@code NO_TRUSTED_CA}
         */
        ReplayGuardStage trust(TrustPolicy trust);

        /**
         * Sets whom to believe, out of the trust of all methods: what stands there for {@code SMART_ID}.
         *
         * @param trust of all methods
         * @return the next stage
         * @throws ConfigurationException {@code METHOD_TRUST_MISSING} or {@code NO_TRUSTED_CA}
         */
        default ReplayGuardStage trust(MethodTrust trust) {
            return trust(trust.of(AuthenticationMethod.SMART_ID));
        }
    }

    /** Asks for the replay guard. */
    public interface ReplayGuardStage {
        /**
         * Sets who remembers which sessions are open and used.
         *
         * @param guard shared by all nodes of the relying party
         * @return the next stage
         */
        OcspStage replayGuard(ReplayGuard guard);
    }

    /** Asks whether the status of certificates is checked. */
    public interface OcspStage {
        /**
         * Asks the OCSP responder each time, last of all.
         *
         * @param client over the same trust
         * @return the next stage
         */
        ClockStage ocsp(OcspClient client);

        /**
         * <b>Accepts revoked accounts</b>, and logs a warning that says so. For tests, and for checking answers offline.
         *
         * @return the next stage
         */
        ClockStage withoutOcsp();
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
         * Sets the source of challenges.
         *
         * @param random a {@link SecureRandom} outside tests; it must be thread-safe
         * @return the builder with the optional settings
         */
        SmartIdBuilder random(RandomGenerator random);
    }
}
