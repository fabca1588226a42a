package dev.eresident.core.timestamp;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TrustException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import dev.eresident.core.trust.TrustPolicy;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Obtains time-stamps from an authority over HTTP (RFC 3161 §2.4, §3.4), and returns only those that pass {@link TimestampCheck}.
 * Immutable and thread-safe; share one.
 *
 * <p>Each request is one POST with a nonce of 160 random bits that asks for the authority's certificate; it is never repeated.
 */
public final class TimestampClient {
    private static final String REQUEST_TYPE = "application/timestamp-query";
    private static final String RESPONSE_TYPE = "application/timestamp-reply";
    private static final int NONCE_BYTES = 20;

    private final Transport transport;
    private final TimestampCheck check;
    private final Clock clock;
    private final RandomGenerator random;
    private final URI uri;
    private final String service;
    private final Optional<String> policyOid;
    private final Duration timeout;
    private final Duration allowedSkew;

    private TimestampClient(Builder builder) {
        this.transport = builder.transport;
        this.check = TimestampCheck.with(builder.policy);
        this.clock = builder.clock;
        this.random = builder.random;
        this.uri = builder.uri;
        this.service = "TSA " + uri.getScheme() + "://" + uri.getAuthority() + uri.getRawPath();
        this.policyOid = Optional.ofNullable(builder.policyOid);
        this.timeout = builder.timeout;
        this.allowedSkew = builder.allowedSkew;
    }

    /**
     * Starts a builder with the required inputs.
     *
     * @param transport carries the requests
     * @param policy whose time-stamping services are believed
     * @param clock gives the time with which the token's is compared
     * @param random makes the nonces; a {@link java.security.SecureRandom}
     * @param uri address of the authority, http or https
     * @return a builder with the defaults
     */
    public static Builder builder(
            Transport transport, TrustPolicy policy, Clock clock, RandomGenerator random, URI uri) {
        return new Builder(transport, policy, clock, random, uri);
    }

    /**
     * Stamps a SHA-256 digest.
     *
     * @param sha256 32 bytes
     * @return the token and what it proves
     * @throws RuntimeException as {@link #stamp(String, Bytes)}
     */
    public ProvenTimestamp stamp(Bytes sha256) {
        return stamp(DigestAlgorithm.SHA256.oid(), sha256);
    }

    /**
     * Stamps a digest. A transport that repeats may ask again when no answer came: the authority may then count two time-stamps.
     *
     * @param imprintAlgorithm OID of the digest algorithm in dotted decimal text; SHA-2 or SHA-3
     * @param imprint the digest of the data
     * @return the token and what it proves
     * @throws IllegalArgumentException if the algorithm is not one of these or the digest has another length
     * @throws dev.eresident.core.TransportException if the answer could not be read whole; see {@link Transport#send}
     * @throws ServiceException with code {@code HTTP_nnn} for a status other than 200, or {@code TSA_REJECTED} when the authority
     *     refuses
     * @throws ProtocolException with code {@code TSA_CONTENT_TYPE} or {@code TSA_UNREADABLE} if the answer is not a time-stamp reply;
     *     {@code TSA_IMPRINT_MISMATCH}, {@code TSA_NONCE_MISMATCH}, {@code TSA_POLICY_MISMATCH} or {@code TSA_TIME_IMPLAUSIBLE} if it
     *     is the reply to another request
     * @throws TrustException with code {@code TSA_TOKEN_UNACCEPTABLE} if the token does not pass its check
     */
    public ProvenTimestamp stamp(String imprintAlgorithm, Bytes imprint) {
        DigestAlgorithm digest = DigestAlgorithm.byOid(imprintAlgorithm)
                .filter(algorithm -> algorithm != DigestAlgorithm.SHA1)
                .orElseThrow(() -> new IllegalArgumentException("The imprint algorithm must be SHA-2 or SHA-3"));
        if (imprint.size() != digest.length()) {
            throw new IllegalArgumentException(
                    "A digest of " + digest.jcaName() + " has " + digest.length() + " bytes");
        }
        byte[] nonceBytes = new byte[NONCE_BYTES];
        random.nextBytes(nonceBytes);
        nonceBytes[0] |= 1;
        BigInteger nonce = new BigInteger(1, nonceBytes);
        Bytes request = TimestampMessages.request(digest, imprint, policyOid, nonce);
        TimestampToken token = token(transport.send(TransportRequest.post(
                        service, uri, REQUEST_TYPE, RESPONSE_TYPE, request, timeout, TimestampToken.MAX_BYTES)
                .asIdempotent()));
        requireAnswerToThis(token, digest, imprint, nonce);
        TimestampStatus status = check.check(token, imprint.toByteArray(), List.of());
        if (status instanceof TimestampStatus.Unacceptable refused) {
            throw new TrustException(
                    "TSA_TOKEN_UNACCEPTABLE",
                    service + " sent a time-stamp that proves nothing (" + refused.problem() + "): " + refused.text());
        }
        return new ProvenTimestamp(token, (TimestampStatus.Proven) status);
    }

    private TimestampToken token(TransportResponse answer) {
        if (answer.status() != 200) {
            throw new ServiceException(
                    "HTTP_" + answer.status(),
                    service,
                    service + " answered HTTP " + answer.status() + "; " + advice(answer.status()),
                    null);
        }
        if (!answer.hasMediaType(RESPONSE_TYPE)) {
            throw new ProtocolException(
                    "TSA_CONTENT_TYPE",
                    service + " answered something other than " + RESPONSE_TYPE
                            + "; check the address and any proxy between");
        }
        TimestampMessages.Reply reply;
        try {
            reply = TimestampMessages.reply(answer.body().toByteArray());
        } catch (ProtocolException e) {
            throw unreadable(e);
        }
        if (!reply.granted()) {
            throw new ServiceException(
                    "TSA_REJECTED",
                    service,
                    service + " refused the time-stamp with status " + reply.status() + " (" + reply.failure()
                            + "); check digest algorithm and policy, or try again later",
                    null);
        }
        try {
            return TimestampToken.parse(reply.token().orElseThrow(() -> TimestampToken.unreadable("there is none")));
        } catch (ProtocolException e) {
            throw unreadable(e);
        }
    }

    private ProtocolException unreadable(ProtocolException cause) {
        return new ProtocolException(
                "TSA_UNREADABLE",
                service + " answered bytes that are not a time-stamp reply; check the address and any proxy between",
                cause);
    }

    private static String advice(int status) {
        return switch (status) {
            case 403 -> "there is no contract for this address or account; ask the authority's operator";
            case 429 -> "too many requests; slow down, or ask the authority's operator for a larger quota";
            default -> status >= 500 ? "try again later" : "check the address";
        };
    }

    private void requireAnswerToThis(TimestampToken token, DigestAlgorithm digest, Bytes imprint, BigInteger nonce) {
        if (!token.imprintAlgorithm().equals(digest.oid()) || !token.imprint().equals(imprint)) {
            throw new ProtocolException(
                    "TSA_IMPRINT_MISMATCH", service + " stamped other data than it was sent; do not use it");
        }
        if (!token.nonce().equals(Optional.of(nonce))) {
            throw new ProtocolException(
                    "TSA_NONCE_MISMATCH", service + " sent the time-stamp of another request; it may be a replay");
        }
        if (policyOid.isPresent() && !policyOid.get().equals(token.policy())) {
            throw new ProtocolException(
                    "TSA_POLICY_MISMATCH", service + " stamped under another policy than the one asked for");
        }
        Instant now = clock.instant();
        Duration apart = Duration.between(token.generatedAt(), now).abs();
        if (apart.compareTo(allowedSkew) > 0) {
            throw new ProtocolException(
                    "TSA_TIME_IMPLAUSIBLE",
                    service + " stamped a time that is " + apart.toSeconds()
                            + " s away from this host's clock; check the clock, or allow more skew");
        }
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private final Transport transport;
        private final TrustPolicy policy;
        private final Clock clock;
        private final RandomGenerator random;
        private final URI uri;
        private @Nullable String policyOid;
        private Duration timeout = Duration.ofSeconds(10);
        private Duration allowedSkew = Duration.ofMinutes(15);

        private Builder(Transport transport, TrustPolicy policy, Clock clock, RandomGenerator random, URI uri) {
            this.transport = Objects.requireNonNull(transport, "transport");
            this.policy = Objects.requireNonNull(policy, "policy");
            this.clock = Objects.requireNonNull(clock, "clock");
            this.random = Objects.requireNonNull(random, "random");
            this.uri = Objects.requireNonNull(uri, "uri");
        }

        /**
         * Asks for a certain policy of the authority.
         *
         * @param oid dotted decimal text; default: the authority chooses
         * @return this
         */
        public Builder policy(String oid) {
            this.policyOid = Objects.requireNonNull(oid, "oid");
            return this;
        }

        /**
         * Bounds the whole call.
         *
         * @param timeout positive; default 10 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets how far the token's time may be from this host's.
         *
         * @param skew positive; default 15 minutes
         * @return this
         */
        public Builder allowedSkew(Duration skew) {
            this.allowedSkew = Objects.requireNonNull(skew, "skew");
            return this;
        }

        /**
         * Makes the client.
         *
         * @return an immutable client
         * @throws ConfigurationException with code {@code DURATION_NOT_POSITIVE}, {@code TSA_ADDRESS_UNUSABLE} or
         *     {@code TSA_POLICY_UNUSABLE}
         */
        public TimestampClient build() {
            for (Duration duration : List.of(timeout, allowedSkew)) {
                if (duration.isZero() || duration.isNegative()) {
                    throw new ConfigurationException(
                            "DURATION_NOT_POSITIVE",
                            "Time-out and skew of the time-stamp client must be longer than zero");
                }
            }
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new ConfigurationException(
                        "TSA_ADDRESS_UNUSABLE",
                        "The time-stamp address must begin with http:// or https:// and name a host, without user information");
            }
            if (policyOid != null && !policyOid.matches("[0-2](\\.(0|[1-9][0-9]{0,18})){1,31}")) {
                throw new ConfigurationException(
                        "TSA_POLICY_UNUSABLE", "The time-stamp policy must be an OID in dotted decimal text");
            }
            return new TimestampClient(this);
        }
    }
}
