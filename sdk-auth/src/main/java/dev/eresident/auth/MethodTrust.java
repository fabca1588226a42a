package dev.eresident.auth;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustPolicy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom to believe, for each way in by itself: the authorities of Smart-ID do not vouch for cards, nor those of cards for Smart-ID. Start
 * at {@link #builder()}, and give the result to the builder of each method.
 *
 * <p>The certificates of one method often pass the checks of another: a Mobile-ID certificate looks like a card's (Web eID reference
 * §7.4). So one authority under two methods is refused, unless the caller says that it really serves both. Immutable.
 */
public final class MethodTrust {
    private final Map<AuthenticationMethod, TrustPolicy> policies;

    private MethodTrust(Map<AuthenticationMethod, TrustPolicy> policies) {
        this.policies = new EnumMap<>(policies);
    }

    /**
     * Starts a builder that believes nobody.
     *
     * @return a fresh builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns whom to believe in one way in.
     *
     * @param method the way in
     * @return its policy, and never another one
     * @throws ConfigurationException {@code METHOD_TRUST_MISSING} if none was given
     */
    public TrustPolicy of(AuthenticationMethod method) {
        TrustPolicy policy = policies.get(Objects.requireNonNull(method, "method"));
        if (policy == null) {
            throw new ConfigurationException(
                    "METHOD_TRUST_MISSING",
                    "Nobody is believed for " + method + "; give its authorities with believe(" + method + ", …)");
        }
        return policy;
    }

    /** Shows the methods and the id of the trust of each. */
    @Override
    public String toString() {
        return policies.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().anchors().id())
                .collect(Collectors.joining(", ", "MethodTrust[", "]"));
    }

    /** Collects the trust of each method; not thread-safe. */
    public static final class Builder {
        private final Map<AuthenticationMethod, TrustPolicy> policies = new EnumMap<>(AuthenticationMethod.class);
        private final Set<Certificate> shared = new HashSet<>();

        private Builder() {}

        /**
         * Sets whom to believe in one way in.
         *
         * @param method the way in
         * @param policy its authorities, and only those
         * @return this
         */
        public Builder believe(AuthenticationMethod method, TrustPolicy policy) {
            policies.put(Objects.requireNonNull(method, "method"), Objects.requireNonNull(policy, "policy"));
            return this;
        }

        /**
         * Says that an authority serves more than one method, as the Estonian ones before 2018 issued cards and Mobile-ID. The methods that
         * believe it are then told apart by the policies of the certificates alone.
         *
         * @param authority may stand under several methods
         * @return this
         */
        public Builder sharedOnPurpose(Certificate authority) {
            shared.add(Objects.requireNonNull(authority, "authority"));
            return this;
        }

        /**
         * Makes the trust.
         *
         * @return the trust of all methods
         * @throws ConfigurationException {@code METHOD_TRUST_SHARED} if an authority stands under two methods and was not declared
         */
        public MethodTrust build() {
            Map<Certificate, AuthenticationMethod> seen = new HashMap<>();
            policies.forEach((method, policy) -> policy.anchors().services().stream()
                    .filter(service -> service.type().issuesCertificates())
                    .flatMap(service -> service.certificates().stream())
                    .filter(authority -> !shared.contains(authority))
                    .forEach(authority -> {
                        AuthenticationMethod other = seen.putIfAbsent(authority, method);
                        if (other != null && other != method) {
                            throw new ConfigurationException(
                                    "METHOD_TRUST_SHARED",
                                    "The authority with SHA-256 "
                                            + authority.sha256().hex() + " is believed for "
                                            + other + " and for " + method
                                            + ": give each method its own authorities, or declare this one with sharedOnPurpose");
                        }
                    }));
            return new MethodTrust(policies);
        }
    }
}
