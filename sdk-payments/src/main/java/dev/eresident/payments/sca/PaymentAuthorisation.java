package dev.eresident.payments.sca;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.auth.webeid.bound.BoundNonceDoor;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.Proof;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.sca.AuthorisationOutcome.Authorised;
import dev.eresident.payments.sca.AuthorisationOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a payer authorise exactly one order with their identity card, or takes note of an exemption. Start at {@link #over}.
 *
 * <p>Works with the origins, trust, replay guard, OCSP choice, clock and random source of one {@link WebEid}. Immutable and
 * thread-safe: build one and share it. The package's description shows it at work.
 */
public final class PaymentAuthorisation {
    private final BoundNonceDoor door;
    private final Duration challengeLifetime;
    private final Duration validity;

    private PaymentAuthorisation(Builder settings) {
        this.door = BoundNonceDoor.of(settings.webEid);
        this.challengeLifetime = settings.challengeLifetime;
        this.validity = settings.validity;
    }

    /**
     * Starts the builder.
     *
     * @param webEid whose pages, trust and guard apply
     * @return a builder
     */
    public static Builder over(WebEid webEid) {
        return new Builder(Objects.requireNonNull(webEid, "webEid"));
    }

    /**
     * Starts an authorisation by a person; see {@link #start(Order, AuthenticatedPerson, SessionBinding)}.
     *
     * @param order what is to be paid
     * @param payer who is to authorise it
     * @param sessionBinding what identifies the browser session, for example its session id; not empty
     * @return the pending authorisation
     */
    public PendingAuthorisation start(Order order, AuthenticatedPerson payer, String sessionBinding) {
        return start(order, payer, SessionBinding.of(sessionBinding));
    }

    /**
     * Starts an authorisation by a person, whose right to act for the order's company the caller knows by other means.
     *
     * <p>Derives a nonce from the order and registers it with the guard, for the purpose {@code AUTHORISE}. Show the payer
     * {@link OrderText#of} before their card is asked.
     *
     * @param order what is to be paid
     * @param payer who is to authorise it; the card proves them afresh, so an older login will do
     * @param sessionBinding the browser session
     * @return the pending authorisation: keep it in the session and send its nonce to the browser
     * @throws dev.eresident.core.ServiceException {@code REPLAY_GUARD_FULL} if too many challenges are open
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     */
    public PendingAuthorisation start(Order order, AuthenticatedPerson payer, SessionBinding sessionBinding) {
        return start(order, payer, Optional.empty(), sessionBinding);
    }

    /**
     * Starts an authorisation by a representative; see {@link #start(Order, ConfirmedRepresentation, SessionBinding)}.
     *
     * @param order what is to be paid
     * @param right of the person who is to authorise it
     * @param sessionBinding what identifies the browser session, for example its session id; not empty
     * @return the pending authorisation
     */
    public PendingAuthorisation start(Order order, ConfirmedRepresentation right, String sessionBinding) {
        return start(order, right, SessionBinding.of(sessionBinding));
    }

    /**
     * Starts an authorisation by a person who represents the order's company. The register's answer is bound into the nonce, too;
     * whether the right is for this company and still valid is judged by {@code finish}.
     *
     * @param order what is to be paid
     * @param right of the person who is to authorise it; give the same one to {@code finish}
     * @param sessionBinding the browser session
     * @return the pending authorisation: keep it in the session and send its nonce to the browser
     * @throws dev.eresident.core.ServiceException {@code REPLAY_GUARD_FULL} if too many challenges are open
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     */
    public PendingAuthorisation start(Order order, ConfirmedRepresentation right, SessionBinding sessionBinding) {
        return start(order, right.person(), Optional.of(OrderBinding.rightDigest(right)), sessionBinding);
    }

    private PendingAuthorisation start(
            Order order, AuthenticatedPerson payer, Optional<Bytes> right, SessionBinding sessionBinding) {
        Bytes salt = salt();
        Bytes payerDigest = OrderBinding.payerDigest(salt, payer.identifier(), right);
        Instant expiresAt = expiry();
        String nonce = OrderBinding.nonce(new CanonicalOrder(order, salt, expiresAt, Optional.of(payerDigest)));
        door.register(nonce, expiresAt, sessionBinding);
        return new PendingAuthorisation(nonce, salt, payerDigest, expiresAt);
    }

    /**
     * Finishes an authorisation by a person; see {@link #finish(PendingAuthorisation, Order, String, SessionBinding)}.
     *
     * @param pending what {@code start} returned
     * @param order what is to be paid
     * @param tokenJson the token as the browser posted it; null counts as missing
     * @param sessionBinding as given to {@code start}
     * @return what may be executed, or why not
     */
    public AuthorisationOutcome finish(
            PendingAuthorisation pending, Order order, @Nullable String tokenJson, String sessionBinding) {
        return finish(pending, order, tokenJson, SessionBinding.of(sessionBinding));
    }

    /**
     * Finishes an authorisation. Whatever comes out, also an exception of the OCSP responder: the challenge is used up, and the next
     * attempt needs a new one.
     *
     * <p>First the guard consumes the challenge; then the nonce is derived again from this order, so that any change since the start is
     * refused; then the token is verified as at a login; last, its holder must be the payer of the start.
     *
     * @param pending what {@code start} returned
     * @param order what is about to be executed
     * @param tokenJson the token as the browser posted it; null counts as missing
     * @param sessionBinding as given to {@code start}
     * @return what may be executed, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder cannot be reached, or the guard's store: nothing is authorised
     * @throws dev.eresident.core.ServiceException if the OCSP responder answered with an error: nothing is authorised
     * @throws dev.eresident.core.ProtocolException if what answered is no OCSP responder: nothing is authorised
     */
    public AuthorisationOutcome finish(
            PendingAuthorisation pending, Order order, @Nullable String tokenJson, SessionBinding sessionBinding) {
        return finish(pending, order, Optional.empty(), tokenJson, sessionBinding);
    }

    /**
     * Finishes an authorisation by a representative; see
     * {@link #finish(PendingAuthorisation, Order, ConfirmedRepresentation, String, SessionBinding)}.
     *
     * @param pending what {@code start} returned
     * @param order what is to be paid
     * @param right as given to {@code start}
     * @param tokenJson the token as the browser posted it; null counts as missing
     * @param sessionBinding as given to {@code start}
     * @return what may be executed, or why not
     */
    public AuthorisationOutcome finish(
            PendingAuthorisation pending,
            Order order,
            ConfirmedRepresentation right,
            @Nullable String tokenJson,
            String sessionBinding) {
        return finish(pending, order, right, tokenJson, SessionBinding.of(sessionBinding));
    }

    /**
     * Finishes an authorisation by a representative, as {@link #finish(PendingAuthorisation, Order, String, SessionBinding)} does; besides, the
     * right must be the one of the start, for the order's company, still valid, and the card that of its person.
     *
     * @param pending what {@code start} returned
     * @param order what is about to be executed
     * @param right as given to {@code start}
     * @param tokenJson the token as the browser posted it; null counts as missing
     * @param sessionBinding as given to {@code start}
     * @return what may be executed, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder cannot be reached, or the guard's store: nothing is authorised
     * @throws dev.eresident.core.ServiceException if the OCSP responder answered with an error: nothing is authorised
     * @throws dev.eresident.core.ProtocolException if what answered is no OCSP responder: nothing is authorised
     */
    public AuthorisationOutcome finish(
            PendingAuthorisation pending,
            Order order,
            ConfirmedRepresentation right,
            @Nullable String tokenJson,
            SessionBinding sessionBinding) {
        return finish(pending, order, Optional.of(right), tokenJson, sessionBinding);
    }

    private AuthorisationOutcome finish(
            PendingAuthorisation pending,
            Order order,
            Optional<ConfirmedRepresentation> right,
            @Nullable String tokenJson,
            SessionBinding sessionBinding) {
        Objects.requireNonNull(order, "order");
        Optional<WebEidOutcome.Rejected> unusable = door.consume(pending.nonce(), pending.expiresAt(), sessionBinding);
        if (unusable.isPresent()) {
            return Rejected.of(unusable.get());
        }
        Optional<CanonicalOrder> canonical = canonical(pending, order);
        if (canonical.isEmpty()) {
            return Rejected.of(AuthorisationRefusal.ORDER_CHANGED);
        }
        if (right.isPresent() && !right.get().company().equals(order.company())) {
            return Rejected.of(AuthorisationRefusal.REPRESENTATION_OTHER_COMPANY);
        }
        if (right.isPresent() && !right.get().isValidAt(door.now())) {
            return Rejected.of(AuthorisationRefusal.REPRESENTATION_STALE);
        }
        Payer payer = new Payer(canonical.get(), right, right.map(OrderBinding::rightDigest));
        return door.verify(pending.nonce(), pending.expiresAt(), tokenJson)
                .match(ok -> payer.judge(ok.person(), validity), Rejected::of);
    }

    /** The order, if the nonce was derived from it; the guard knows the nonce, so nothing else of the pending value is believed. */
    private static Optional<CanonicalOrder> canonical(PendingAuthorisation pending, Order order) {
        try {
            return Optional.of(new CanonicalOrder(
                            order, pending.salt(), pending.expiresAt(), Optional.of(pending.payerDigest())))
                    .filter(canonical -> OrderBinding.nonce(canonical).equals(pending.nonce()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes note that the institution claims an exemption for exactly this order. Whether it may is the institution's decision; what
     * the order itself shows to be outside the article is refused.
     *
     * @param order what is about to be executed
     * @param exemption the decision
     * @return what may be executed, or {@link AuthorisationRefusal#EXEMPTION_NOT_APPLICABLE}
     */
    public AuthorisationOutcome exempt(Order order, Exemption exemption) {
        Instant now = door.now();
        CanonicalOrder canonical = new CanonicalOrder(order, salt(), expiry(), Optional.empty());
        return exempted(canonical, exemption, AuthorisationProof.of(canonical, exemption, now), validity);
    }

    private static AuthorisationOutcome exempted(
            CanonicalOrder order, Exemption exemption, Proof proof, Duration validity) {
        if (!exemption.article().canCover(order.order())) {
            return Rejected.of(AuthorisationRefusal.EXEMPTION_NOT_APPLICABLE);
        }
        return new Authorised(
                new ExemptedPayment(order, exemption, proof.verifiedAt().plus(validity), proof));
    }

    /**
     * Verifies a stored authorisation again, offline, at the time at which it was made: the nonce is derived from the stored order and salt,
     * and the stored token is verified over it with the origins, policies and OCSP choice of the {@link WebEid} below.
     *
     * <p>An exemption holds no signature: its proof shows only that it is complete and can cover its order. That a challenge was used
     * once cannot be shown again, so the result is evidence and cannot be executed: {@code validUntil} equals {@code authorisedAt}.
     *
     * @param proof what {@link AuthorisedPayment#toProof()} returned
     * @param trust whom to believe about that time
     * @return the authorisation as of that time, or why not; without its right of representation, which has a proof of its own
     */
    public AuthorisationOutcome reverify(Proof proof, TrustPolicy trust) {
        return reverify(proof, trust, Optional.empty());
    }

    /**
     * Verifies a stored authorisation by a representative again, and that it was given by this right: the card signed the digest of the
     * register's question and answer.
     *
     * @param proof what {@link AuthorisedPayment#toProof()} returned
     * @param trust whom to believe about that time
     * @param right verified again from its own proof
     * @return the authorisation as of that time, or why not
     */
    public AuthorisationOutcome reverify(Proof proof, TrustPolicy trust, ConfirmedRepresentation right) {
        return reverify(proof, trust, Optional.of(right));
    }

    private AuthorisationOutcome reverify(Proof proof, TrustPolicy trust, Optional<ConfirmedRepresentation> right) {
        Objects.requireNonNull(trust, "trust");
        CanonicalOrder order = AuthorisationProof.order(proof).orElse(null);
        String signed = proof.facts().get("nonce");
        if (order != null && right.isEmpty() && proof.type().equals(AuthorisationProof.BY_EXEMPTION)) {
            return AuthorisationProof.exemption(proof)
                    .map(exemption -> exempted(order, exemption, proof, Duration.ZERO))
                    .orElseGet(() -> Rejected.of(AuthorisationRefusal.PROOF_INCOMPLETE));
        }
        if (order == null || signed == null || !proof.type().equals(AuthorisationProof.BY_PAYER)) {
            return Rejected.of(AuthorisationRefusal.PROOF_INCOMPLETE);
        }
        String nonce = OrderBinding.nonce(order);
        if (!nonce.equals(signed)) {
            return Rejected.of(AuthorisationRefusal.ORDER_CHANGED);
        }
        if (proof.verifiedAt().isAfter(order.expiresAt())) {
            return Rejected.of(AuthorisationRefusal.CHALLENGE_EXPIRED);
        }
        if (right.isPresent() && !right.get().company().equals(order.order().company())) {
            return Rejected.of(AuthorisationRefusal.REPRESENTATION_OTHER_COMPANY);
        }
        Optional<Bytes> digest = right.map(OrderBinding::rightDigest).or(() -> AuthorisationProof.right(proof));
        Payer payer = new Payer(order, right, digest);
        return door.reverify(AuthorisationProof.person(proof), nonce, trust)
                .match(ok -> payer.judge(ok.person(), Duration.ZERO), Rejected::of);
    }

    private Bytes salt() {
        return Bytes.of(door.random(OrderBinding.SALT_SIZE));
    }

    private Instant expiry() {
        return door.now().plus(challengeLifetime).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Collects the settings of a {@link PaymentAuthorisation}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LEAST = Duration.ofSeconds(10);
        private static final Duration LONGEST_CHALLENGE = Duration.ofMinutes(5);
        private static final Duration LONGEST_VALIDITY = Duration.ofMinutes(15);

        private final WebEid webEid;
        private Duration challengeLifetime = Duration.ofMinutes(5);
        private Duration validity = Duration.ofMinutes(5);

        private Builder(WebEid webEid) {
            this.webEid = webEid;
        }

        /**
         * Sets for how long the payer may take.
         *
         * @param lifetime 10 seconds to 5 minutes, which is the default (Delegated Regulation (EU) 2018/389, Article 4(3)(d))
         * @return this builder
         * @throws ConfigurationException {@code AUTHORISATION_DURATION}
         */
        public Builder challengeLifetime(Duration lifetime) {
            challengeLifetime = checked(lifetime, LONGEST_CHALLENGE);
            return this;
        }

        /**
         * Sets for how long after the authorisation the execution may be started.
         *
         * @param duration 10 seconds to 15 minutes; the default is 5 minutes
         * @return this builder
         * @throws ConfigurationException {@code AUTHORISATION_DURATION}
         */
        public Builder validity(Duration duration) {
            validity = checked(duration, LONGEST_VALIDITY);
            return this;
        }

        /**
         * Builds the service.
         *
         * @return an immutable service
         */
        public PaymentAuthorisation build() {
            return new PaymentAuthorisation(this);
        }

        private static Duration checked(Duration duration, Duration longest) {
            if (duration.compareTo(LEAST) < 0 || duration.compareTo(longest) > 0) {
                throw new ConfigurationException(
                        "AUTHORISATION_DURATION", "This duration of an authorisation is " + LEAST + " to " + longest);
            }
            return duration;
        }
    }
}
