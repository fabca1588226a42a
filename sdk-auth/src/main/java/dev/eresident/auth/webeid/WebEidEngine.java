package dev.eresident.auth.webeid;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.once.OneUse;
import dev.eresident.auth.webeid.bound.BoundEngine;
import dev.eresident.core.BugException;
import dev.eresident.core.Proof;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What logins and authorisations have in common: the guard first, then the token; each for its own purpose only. */
final class WebEidEngine implements BoundEngine {
    private final List<String> origins;
    private final TrustPolicy trust;
    private final OneUse once;
    private final Step9Status status;
    private final Clock clock;
    private final RandomGenerator random;
    private final Step6Policy policy;

    WebEidEngine(WebEidBuilder settings) {
        this.origins = List.copyOf(settings.origins);
        this.trust = settings.trust;
        this.once = new OneUse(
                settings.guard,
                settings.clock,
                "challenges",
                () -> new BugException(
                        "NONCE_REPEATED",
                        "The random source gave the same nonce twice; replace it, for example by a new SecureRandom"));
        this.status = settings.status;
        this.clock = settings.clock;
        this.random = settings.random;
        this.policy = new Step6Policy(settings.blocked, settings.allowed);
    }

    TrustPolicy trust() {
        return trust;
    }

    Step6Policy policy() {
        return policy;
    }

    Step9Status status() {
        return status;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public byte[] random(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public WebEidChallenge register(WebEidChallenge challenge, SessionBinding binding) {
        register(challenge.id(), challenge.purpose(), challenge.expiresAt(), binding);
        return challenge;
    }

    void register(String id, Purpose purpose, Instant expiresAt, SessionBinding binding) {
        once.register(id, purpose, binding, expiresAt);
    }

    @Override
    public Optional<WebEidOutcome.Rejected> consume(WebEidChallenge challenge, SessionBinding binding) {
        return consume(challenge, Purpose.AUTHORISE, binding);
    }

    Optional<WebEidOutcome.Rejected> consume(WebEidChallenge challenge, Purpose purpose, SessionBinding binding) {
        return consume(challenge.id(), challenge.purpose(), purpose, challenge.expiresAt(), binding);
    }

    /**
     * Uses an id up.
     *
     * @param startedFor the purpose that stands in the value that came back
     * @param usedFor the purpose that it is used for
     */
    Optional<WebEidOutcome.Rejected> consume(
            String id, Purpose startedFor, Purpose usedFor, Instant expiresAt, SessionBinding binding) {
        return switch (once.consume(id, usedFor, binding, expiresAt, startedFor == usedFor)) {
            case FIRST -> Optional.empty();
            case NOT_FOUND -> refused(WebEidRefusal.CHALLENGE_NOT_FOUND);
            case ALREADY_USED -> refused(WebEidRefusal.CHALLENGE_ALREADY_USED);
            case EXPIRED -> refused(WebEidRefusal.NONCE_EXPIRED);
            case WRONG_PURPOSE, NOT_AS_STARTED -> refused(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
            case WRONG_SESSION -> refused(WebEidRefusal.CHALLENGE_WRONG_SESSION);
        };
    }

    @Override
    public WebEidOutcome verify(WebEidChallenge challenge, @Nullable String tokenJson) {
        return verify(challenge, tokenJson, Duration.ZERO);
    }

    WebEidOutcome verify(WebEidChallenge challenge, @Nullable String tokenJson, Duration lifetime) {
        return new Verification(
                        origins, trust, policy, challenge.purpose(), challenge.nonce(), clock.instant(), lifetime)
                .verify(tokenJson == null ? "" : tokenJson, status);
    }

    @Override
    public WebEidOutcome reverify(Proof proof, String nonce, TrustPolicy policy) {
        LoginProof stored = LoginProof.read(proof, Purpose.AUTHORISE).orElse(null);
        if (stored != null && !stored.nonce().equals(nonce)) {
            return WebEidOutcome.Rejected.of(WebEidRefusal.SIGNATURE_INVALID);
        }
        return reverify(proof, Purpose.AUTHORISE, policy);
    }

    WebEidOutcome reverify(Proof proof, Purpose purpose, TrustPolicy then) {
        Objects.requireNonNull(then, "policy");
        LoginProof stored = LoginProof.read(proof, purpose).orElse(null);
        if (stored == null || !origins.contains(stored.origin())) {
            return WebEidOutcome.Rejected.of(
                    stored == null ? WebEidRefusal.PROOF_INCOMPLETE : WebEidRefusal.SIGNATURE_INVALID);
        }
        Step9Status again = new Step9Status(status.source().stored(stored.answers(), then, proof.verifiedAt()));
        return new Verification(
                        List.of(stored.origin()),
                        then,
                        policy,
                        purpose,
                        stored.nonce(),
                        proof.verifiedAt(),
                        Duration.ZERO)
                .verify(stored.token(), again);
    }

    private static Optional<WebEidOutcome.Rejected> refused(WebEidRefusal code) {
        return Optional.of(WebEidOutcome.Rejected.of(code));
    }

    /** Shows the origins and the trust in use. */
    @Override
    public String toString() {
        return String.join(", ", origins) + ", trust " + trust.anchors().id();
    }
}
