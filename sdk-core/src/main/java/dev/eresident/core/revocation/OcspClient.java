package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import dev.eresident.core.trust.TrustPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an OCSP responder about a certificate (RFC 6960, RFC 8954). Immutable and thread-safe; share one.
 *
 * <p>Each question is one POST with one CertID and a nonce of 32 random bytes, which a transport with {@code Resilience} may send again to the same responder when no answer came. The CertID
 * is hashed with SHA-1, which all responders of SK understand and which is no weakness there, and with SHA-256 at the hosts of
 * {@code eidpki.ee}. Where the first responder gives no usable answer, those of {@link Builder#fallback} are asked.
 */
public final class OcspClient {
    private static final Logger LOG = LoggerFactory.getLogger(OcspClient.class);
    private static final String REQUEST_TYPE = "application/ocsp-request";
    private static final String RESPONSE_TYPE = "application/ocsp-response";
    private static final int NONCE_BYTES = 32;
    private static final int MOST_FALLBACKS = 3;

    private final Transport transport;
    private final Clock clock;
    private final RandomGenerator random;
    private final OcspCheck check;
    private final OcspRules rules;
    private final @Nullable URI responder;
    private final Set<URI> withoutNonce;
    private final Set<String> sha256Hosts;
    private final Map<OcspQuestion.Issuer, List<FallbackResponder>> fallbacks;
    private final Duration timeout;
    private final Set<URI> warned = ConcurrentHashMap.newKeySet();

    private OcspClient(Builder builder) {
        this.transport = builder.transport;
        this.clock = builder.clock;
        this.random = builder.random;
        this.check = OcspCheck.with(builder.policy);
        this.rules = builder.rules;
        this.responder = builder.responder;
        this.withoutNonce = Set.copyOf(builder.withoutNonce);
        this.sha256Hosts = Set.copyOf(builder.sha256Hosts);
        Map<OcspQuestion.Issuer, List<FallbackResponder>> copy = new HashMap<>();
        builder.fallbacks.forEach((issuer, responders) -> copy.put(issuer, List.copyOf(responders)));
        this.fallbacks = Map.copyOf(copy);
        this.timeout = builder.timeout;
    }

    /**
     * Starts a builder with the required inputs.
     *
     * @param transport carries the questions
     * @param policy whose OCSP services are believed besides issuers and those that they delegate
     * @param clock gives the time at which answers are judged
     * @param random makes the nonces; a {@link java.security.SecureRandom}
     * @return a builder with the defaults
     */
    public static Builder builder(Transport transport, TrustPolicy policy, Clock clock, RandomGenerator random) {
        return new Builder(transport, policy, clock, random);
    }

    /**
     * Asks and judges, like {@link #report}, for callers that need not know who answered.
     *
     * @param subject whose status is asked for; already found to be trusted, because its AIA address is followed
     * @param issuer its issuer
     * @return the verdict, with the answer as received for the audit
     * @throws dev.eresident.core.TransportException as {@link #report}
     * @throws ServiceException as {@link #report}
     * @throws ProtocolException as {@link #report}
     * @throws ConfigurationException as {@link #report}
     */
    public OcspStatus ask(Certificate subject, Certificate issuer) {
        return report(subject, issuer).status();
    }

    /**
     * Asks and judges. The first address is the one of {@link Builder#responder} when set, otherwise the certificate's own (AIA). The
     * issuer's fallbacks are asked, in order, after an exception, an answer that is not acceptable, and one that does not know the
     * certificate; never after one that says good or revoked, which includes one that is too old and revoked for ever
     * ({@link OcspCheck#checkLive}). When no responder decides, the first that does not know the certificate is
     * reported, else the first answer that is not acceptable; else the first exception is thrown, with the others suppressed in it.
     *
     * @param subject whose status is asked for; already found to be trusted, because its AIA address is followed
     * @param issuer its issuer
     * @return the verdict, with the answer as received for the audit, who gave it, and who was asked before
     * @throws dev.eresident.core.TransportException if the answer could not be read whole; see {@link Transport#send}
     * @throws ServiceException with code {@code HTTP_nnn} for a status other than 200, or {@code OCSP_TRY_LATER},
     *     {@code OCSP_INTERNAL_ERROR}, {@code OCSP_UNAUTHORIZED}, {@code OCSP_SIG_REQUIRED}, {@code OCSP_MALFORMED_REQUEST},
     *     {@code OCSP_UNKNOWN_STATUS}
     * @throws ProtocolException with code {@code OCSP_CONTENT_TYPE} or {@code OCSP_UNREADABLE} if the answer is not OCSP, or
     *     {@code OCSP_ADDRESS_UNUSABLE} if the certificate's address cannot be used
     * @throws ConfigurationException with code {@code OCSP_ADDRESS_MISSING} if neither the certificate nor the client has an address
     */
    public OcspReport report(Certificate subject, Certificate issuer) {
        return new OcspQuestion().ask(places(subject, issuer), place -> askAt(place, subject, issuer));
    }

    private OcspStatus askAt(OcspQuestion.Place place, Certificate subject, Certificate issuer) {
        URI uri = place.uri();
        byte[] nonceBytes = new byte[NONCE_BYTES];
        random.nextBytes(nonceBytes);
        Bytes nonce = Bytes.of(nonceBytes);
        TransportRequest request = request(uri, OcspRequest.encode(subject, issuer, digestFor(uri), nonce));
        Bytes body = body(transport.send(request), request.service());
        return check.checkLive(body, subject, issuer, Optional.of(nonce), warned(place), clock.instant());
    }

    private List<OcspQuestion.Place> places(Certificate subject, Certificate issuer) {
        List<OcspQuestion.Place> places = new ArrayList<>();
        first(subject)
                .ifPresent(uri -> places.add(
                        new OcspQuestion.Place(uri, withoutNonce.contains(uri) ? rules.withoutNonce() : rules)));
        for (FallbackResponder fallback : fallbacks.getOrDefault(OcspQuestion.Issuer.of(issuer), List.of())) {
            places.add(new OcspQuestion.Place(fallback.uri(), fallback.rules(rules)));
        }
        if (places.isEmpty()) {
            throw addressMissing();
        }
        return places;
    }

    private Optional<URI> first(Certificate subject) {
        return responder != null ? Optional.of(responder) : subject.ocspUri();
    }

    /**
     * Tells whether there is anybody to ask.
     *
     * @param subject whose status would be asked for
     * @param issuer its issuer
     * @return false if {@link #report} would throw {@code OCSP_ADDRESS_MISSING}
     */
    public boolean hasAddress(Certificate subject, Certificate issuer) {
        return first(subject).isPresent() || fallbacks.containsKey(OcspQuestion.Issuer.of(issuer));
    }

    /**
     * Tells which address {@link #ask} would use first, fallbacks aside.
     *
     * @param subject whose status would be asked for
     * @return the address
     * @throws ConfigurationException with code {@code OCSP_ADDRESS_MISSING}
     */
    public URI address(Certificate subject) {
        return first(subject).orElseThrow(OcspClient::addressMissing);
    }

    private static ConfigurationException addressMissing() {
        return new ConfigurationException(
                "OCSP_ADDRESS_MISSING",
                "The certificate names no OCSP responder, and none is configured; set one in the OCSP client's builder");
    }

    private TransportRequest request(URI uri, Bytes question) {
        try {
            String service = "OCSP " + uri.getScheme() + "://" + uri.getAuthority() + uri.getRawPath();
            return TransportRequest.post(
                            service, uri, REQUEST_TYPE, RESPONSE_TYPE, question, timeout, OcspAnswer.MAX_BYTES)
                    .asIdempotent();
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "OCSP_ADDRESS_UNUSABLE",
                    "The certificate names an OCSP address that cannot be used; configure another in the OCSP client's builder",
                    e);
        }
    }

    private static Bytes body(TransportResponse answer, String service) {
        if (answer.status() != 200) {
            String advice = answer.status() >= 500 || answer.status() == 429
                    ? "try again later"
                    : "check the address, and whether it needs a contract";
            throw new ServiceException(
                    "HTTP_" + answer.status(),
                    service,
                    service + " answered HTTP " + answer.status() + " instead of an OCSP answer; " + advice,
                    null);
        }
        if (!answer.hasMediaType(RESPONSE_TYPE)) {
            throw new ProtocolException(
                    "OCSP_CONTENT_TYPE",
                    service + " answered something other than " + RESPONSE_TYPE
                            + "; check the address and any proxy between");
        }
        int status;
        try {
            status = OcspAnswer.parse(answer.body().toByteArray()).status();
        } catch (ProtocolException e) {
            throw new ProtocolException(
                    "OCSP_UNREADABLE",
                    service + " answered bytes that are not an OCSP answer; check the address and any proxy between",
                    e);
        }
        if (status != 0) {
            ResponderError error = ResponderError.of(status);
            throw new ServiceException(error.code(), service, service + " answered " + error.text(), null);
        }
        return answer.body();
    }

    private OcspRules warned(OcspQuestion.Place place) {
        if (!place.rules().nonceRequired() && warned.add(place.uri())) {
            LOG.warn(
                    "Answers of OCSP {} are accepted without a nonce: they can be replayed while they are fresh",
                    place.uri());
        }
        return place.rules();
    }

    private DigestAlgorithm digestFor(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean sha256 = sha256Hosts.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
        return sha256 ? DigestAlgorithm.SHA256 : DigestAlgorithm.SHA1;
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private final Transport transport;
        private final TrustPolicy policy;
        private final Clock clock;
        private final RandomGenerator random;
        private OcspRules rules = OcspRules.standard();
        private @Nullable URI responder;
        private final Set<URI> withoutNonce = new LinkedHashSet<>();
        private final Set<String> sha256Hosts = new LinkedHashSet<>(Set.of("eidpki.ee"));
        private final Map<OcspQuestion.Issuer, List<FallbackResponder>> fallbacks = new HashMap<>();
        private Duration timeout = Duration.ofSeconds(5);

        private Builder(Transport transport, TrustPolicy policy, Clock clock, RandomGenerator random) {
            this.transport = Objects.requireNonNull(transport, "transport");
            this.policy = Objects.requireNonNull(policy, "policy");
            this.clock = Objects.requireNonNull(clock, "clock");
            this.random = Objects.requireNonNull(random, "random");
        }

        /**
         * Sets what an answer must satisfy.
         *
         * @param rules default {@link OcspRules#standard()}
         * @return this
         */
        public Builder rules(OcspRules rules) {
            this.rules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /**
         * Asks always at this address, instead of that of the certificate.
         *
         * @param uri http or https, for example {@code http://ocsp.sk.ee/}
         * @return this
         */
        public Builder responder(URI uri) {
            this.responder = Objects.requireNonNull(uri, "uri");
            return this;
        }

        /**
         * Names a responder that never returns a nonce: its presence is not required there, so answers can be replayed while they
         * are fresh. A present nonce must still be the right one. Logs WARN at its first use.
         *
         * @param uri the address as in the certificates
         * @return this
         */
        public Builder withoutNonceAt(URI uri) {
            withoutNonce.add(Objects.requireNonNull(uri, "uri"));
            return this;
        }

        /**
         * Names a host whose responders are asked with SHA-256 in the CertID; {@code eidpki.ee} is one already.
         *
         * @param host a host name; its subdomains are meant too
         * @return this
         */
        public Builder sha256CertIdAt(String host) {
            sha256Hosts.add(host.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Adds a responder for the certificates of one issuer, which is asked when those before it gave no usable answer; see
         * {@link OcspClient#report}. Each has the time-out of its own, so a question may last as many times longer.
         *
         * @param issuer who issued the certificates, recognised by name and key
         * @param responder asked after those added before; at most three per issuer
         * @return this
         * @throws ConfigurationException with code {@code OCSP_FALLBACKS_TOO_MANY}
         */
        public Builder fallback(Certificate issuer, FallbackResponder responder) {
            List<FallbackResponder> known =
                    fallbacks.computeIfAbsent(OcspQuestion.Issuer.of(issuer), none -> new ArrayList<>());
            if (known.size() >= MOST_FALLBACKS) {
                throw new ConfigurationException(
                        "OCSP_FALLBACKS_TOO_MANY",
                        "An issuer has at most " + MOST_FALLBACKS
                                + " fallback responders: somebody waits while they are asked one after the other");
            }
            known.add(Objects.requireNonNull(responder, "responder"));
            return this;
        }

        /**
         * Bounds the call to each responder.
         *
         * @param timeout positive; default 5 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Makes the client.
         *
         * @return an immutable client
         * @throws ConfigurationException with code {@code DURATION_NOT_POSITIVE}, {@code OCSP_ADDRESS_UNUSABLE}, or
         *     {@code OCSP_RESPONDER_NOT_MARKED} when the designated responder is not marked for OCSP signing
         */
        public OcspClient build() {
            OcspRules.requirePositive(timeout, "time-out");
            if (responder != null) {
                OcspRules.requireUsable(responder);
            }
            rules.designatedResponder().ifPresent(OcspRules::requireMarked);
            return new OcspClient(this);
        }
    }
}
