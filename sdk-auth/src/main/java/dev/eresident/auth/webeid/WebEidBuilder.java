package dev.eresident.auth.webeid;

import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.MethodTrust;
import dev.eresident.auth.internal.Durations;
import dev.eresident.auth.internal.StatusSource;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.trust.TrustPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the settings of {@link WebEid}: the required ones in a fixed order, one stage each, then the optional ones. Not thread-safe.
 */
public final class WebEidBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(WebEid.class);
    private static final int MOST_ORIGINS = 16;
    private static final Duration LONGEST_CHALLENGE = Duration.ofHours(1);
    private static final Duration LONGEST_PERSON = Duration.ofHours(24);

    final Set<String> origins;
    final TrustPolicy trust;
    final ReplayGuard guard;
    final Step9Status status;
    final Clock clock;
    final RandomGenerator random;
    final List<Oid> blocked = new ArrayList<>(Step6Policy.NO_CARDS);
    final List<Oid> allowed = new ArrayList<>();
    Duration challengeLifetime = Duration.ofMinutes(5);
    Duration personLifetime = Duration.ofMinutes(15);

    private WebEidBuilder(
            Set<String> origins,
            TrustPolicy trust,
            ReplayGuard guard,
            Step9Status status,
            Clock clock,
            RandomGenerator random) {
        this.origins = origins;
        this.trust = trust;
        this.guard = guard;
        this.status = status;
        this.clock = clock;
        this.random = Objects.requireNonNull(random, "random");
    }

    static OriginStage start() {
        return WebEidBuilder::withOrigins;
    }

    private static TrustStage withOrigins(Collection<String> texts) {
        Set<String> origins = new LinkedHashSet<>();
        for (String text : texts) {
            origins.add(Origin.normalise(text));
        }
        if (origins.isEmpty()) {
            Origin.normalise("");
        }
        if (origins.size() > MOST_ORIGINS) {
            throw new ConfigurationException(
                    "ORIGIN_INVALID", "There are more than 16 origins; build one instance per relying party");
        }
        return trust -> withTrust(origins, trust);
    }

    private static ReplayGuardStage withTrust(Set<String> origins, TrustPolicy trust) {
        if (trust.anchors().services().stream().noneMatch(service -> Step8Trust.AUTHORITIES.contains(service.type()))) {
            throw new ConfigurationException(
                    "NO_TRUSTED_CA", "The trust policy has no certification authority; add those that issue the cards");
        }
        return guard -> withGuard(origins, trust, guard);
    }

    private static OcspStage withGuard(Set<String> origins, TrustPolicy trust, ReplayGuard guard) {
        Objects.requireNonNull(guard, "guard");
        return new OcspStage() {
            @Override
            public ClockStage ocsp(OcspClient client) {
                return withStatus(new Step9Status(new StatusSource.Asked(Objects.requireNonNull(client, "client"))));
            }

            @Override
            public ClockStage withoutOcsp() {
                LOG.warn("Web eID is set up without OCSP: revoked and stolen cards are accepted. Not for production.");
                return withStatus(new Step9Status(new StatusSource.NotAsked()));
            }

            private ClockStage withStatus(Step9Status status) {
                return clock -> {
                    Objects.requireNonNull(clock, "clock");
                    return random -> new WebEidBuilder(origins, trust, guard, status, clock, random);
                };
            }
        };
    }

    /**
     * Refuses further kinds of documents, besides the default: Mobile-ID and Smart-ID certificates of all generations.
     *
     * @param arcs policies that must not occur, each with everything below it
     * @return this builder
     */
    public WebEidBuilder disallowPolicies(Oid... arcs) {
        blocked.addAll(List.of(arcs));
        return this;
    }

    /**
     * Accepts only certain kinds of documents, for login and for signing. The default is all that are not disallowed; what is disallowed stays so.
     *
     * @param arcs policies of which a certificate must have one: arcs of the document, which both certificates of a card carry, or one for each use, each with everything below it, for example {@code 1.3.6.1.4.1.51361}
     * @return this builder
     */
    public WebEidBuilder allowOnlyPolicies(Oid... arcs) {
        allowed.addAll(List.of(arcs));
        return this;
    }

    /**
     * Sets how long a challenge may stay open.
     *
     * @param lifetime longer than zero, at most an hour; the default is 5 minutes
     * @return this builder
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public WebEidBuilder challengeLifetime(Duration lifetime) {
        challengeLifetime = Durations.checked(lifetime, LONGEST_CHALLENGE, "lifetime of a challenge");
        return this;
    }

    /**
     * Sets for how long after the login the {@code AuthenticatedPerson} may be used to act, never beyond the certificate.
     *
     * @param lifetime longer than zero, at most 24 hours; the default is 15 minutes
     * @return this builder
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE} or {@code DURATION_TOO_LONG}
     */
    public WebEidBuilder personLifetime(Duration lifetime) {
        personLifetime = Durations.checked(lifetime, LONGEST_PERSON, "lifetime of an authenticated person");
        return this;
    }

    /**
     * Builds the service.
     *
     * @return an immutable service
     */
    public WebEid build() {
        return new WebEid(this);
    }

    /** Asks for the origins. */
    public interface OriginStage {
        /**
         * Sets the one origin of the login page.
         *
         * @param origin {@code https://host} or {@code https://host:port}; normalised: lower case, default port dropped,
         *     international names in
         *     Punycode
         * @return the next stage
         * @throws ConfigurationException {@code ORIGIN_MISSING} or {@code ORIGIN_INVALID}
         */
        default TrustStage origin(String origin) {
            return origins(List.of(origin));
        }

        /**
         * Sets several origins, at each of which people may log in.
         *
         * @param origins 1 to 16, each as in {@link #origin}
         * @return the next stage
         * @throws ConfigurationException {@code ORIGIN_MISSING} or {@code ORIGIN_INVALID}
         */
        TrustStage origins(Collection<String> origins);
    }

    /** Asks for the trust. */
    public interface TrustStage {
        /**
         * Sets whom to believe: the authorities that issue cards, and only those. Keep the trust of each method of
         * authentication apart, because
         * authorities of Mobile-ID and Smart-ID issue certificates that look like a card's.
         *
         * @param trust with at least one certification authority
         * @return the next stage
         * @throws ConfigurationException {@code NO_TRUSTED_CA}
         */
        ReplayGuardStage trust(TrustPolicy trust);

        /**
         * Sets whom to believe, out of the trust of all methods: what stands there for {@code WEB_EID}.
         *
         * @param trust of all methods
         * @return the next stage
         * @throws ConfigurationException {@code METHOD_TRUST_MISSING} or {@code NO_TRUSTED_CA}
         */
        default ReplayGuardStage trust(MethodTrust trust) {
            return trust(trust.of(AuthenticationMethod.WEB_EID));
        }
    }

    /** Asks for the replay guard. */
    public interface ReplayGuardStage {
        /**
         * Sets who remembers which challenges are open and used.
         *
         * @param guard shared by all nodes that serve the same origins
         * @return the next stage
         */
        OcspStage replayGuard(ReplayGuard guard);
    }

    /** Asks whether the status of certificates is checked. */
    public interface OcspStage {
        /**
         * Asks the OCSP responder at each login, last of all.
         *
         * @param client over the same trust
         * @return the next stage
         */
        ClockStage ocsp(OcspClient client);

        /**
         * <b>Accepts revoked and suspended cards</b>, and logs a warning that says so. For tests, and for checking tokens offline.
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

    /** Asks for the source of nonces. */
    public interface RandomStage {
        /**
         * Sets the source of nonces.
         *
         * @param random a {@link SecureRandom} outside tests; it must be thread-safe
         * @return the builder with the optional settings
         */
        WebEidBuilder random(RandomGenerator random);
    }
}
