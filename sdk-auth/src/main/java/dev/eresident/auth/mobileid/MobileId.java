package dev.eresident.auth.mobileid;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Polling;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.once.OneUse;
import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Logs people in, and lets them sign, with Mobile-ID. Start at {@link #builder()}.
 *
 * <p>Immutable and thread-safe: build one per relying party and share it. The package's description shows it at work.
 */
public final class MobileId {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final List<Oid> LIVE = List.of(Oid.of("1.3.6.1.4.1.10015.1.3"), Oid.of("1.3.6.1.4.1.10015.18.1"));
    private static final List<Oid> TEST = List.of(
            Oid.of("1.3.6.1.4.1.10015.3.3"), Oid.of("1.3.6.1.4.1.10015.3.1.3"), Oid.of("1.3.6.1.4.1.10015.3.18.1"));

    private final MobileIdBuilder settings;
    private final MobileIdApi api;
    private final OneUse once;

    MobileId(MobileIdBuilder settings) {
        this.settings = settings;
        this.api = new MobileIdApi(settings.transport, settings.base, settings.relyingParty, settings.timeout);
        this.once = new OneUse(
                settings.guard,
                settings.clock,
                "sessions",
                () -> new BugException(
                        "SESSION_REPEATED",
                        "The same session was started twice; the service or the random source repeats itself"));
    }

    /**
     * Starts the builder; each step offers the next required setting, then the optional ones.
     *
     * @return the first step
     */
    public static MobileIdBuilder.RelyingPartyStage builder() {
        return MobileIdBuilder.start();
    }

    /**
     * Starts a login or signature: asks the service, and registers the session with the guard. The phone reacts some seconds later: show
     * the session's verification code at once, so that the person can compare.
     *
     * @param request what is asked
     * @param binding the browser session, as it is before a login
     * @return the pending session
     * @throws ServiceException {@code REPLAY_GUARD_FULL} if too many sessions are open; {@code MOBILE_ID_UNAUTHORISED},
     *     {@code MOBILE_ID_REQUEST_REFUSED} or {@code HTTP_…} as the service answered
     * @throws dev.eresident.core.TransportException if the service or the guard's store cannot be reached
     * @throws ProtocolException {@code MOBILE_ID_ANSWER_UNREADABLE} if what answered is no Mobile-ID service
     */
    public MobileIdSession start(MobileIdRequest request, SessionBinding binding) {
        Bytes hash = request.digest().orElseGet(() -> random(request.hash().length()));
        String id = api.start(request, hash);
        Instant now = settings.clock.instant();
        MobileIdSession session = new MobileIdSession(
                id,
                request.purpose(),
                request.kind(),
                hash.base64(),
                request.hash(),
                request.user().person().text(),
                request.certificate().map(certificate -> certificate.der().base64()),
                VerificationCode.of(hash.toByteArray()),
                now,
                now.plus(settings.sessionLifetime));
        once.register(session.id(), session.purpose(), binding, session.expiresAt());
        return session;
    }

    private Bytes random(int size) {
        byte[] bytes = new byte[size];
        settings.random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /**
     * Asks once how a session stands; the service waits a while before it answers that it still runs. Ask again only after the answer.
     *
     * @param session what was started
     * @param wait 1 s to 60 s
     * @return the answer to finish with, empty while the session runs, or {@code SESSION_NOT_FOUND}
     * @throws IllegalArgumentException if the wait is outside its limits
     * @throws ServiceException as {@link #start}
     * @throws dev.eresident.core.TransportException if the service cannot be reached: poll again
     */
    public Outcome<Optional<MobileIdAnswer>, MobileIdRefusal> poll(MobileIdSession session, Duration wait) {
        if (wait.compareTo(Polling.SHORTEST) < 0 || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("The service waits 1 to 60 seconds");
        }
        return api.status(session, wait);
    }

    /**
     * Polls in the calling thread until the session ends, at most one call a second, waiting longer after failures that may pass.
     *
     * @param session what was started
     * @param deadline until when, by the clock of this instance
     * @param cancelled asked between two polls; true ends the waiting
     * @return the answer to finish with; or {@code NO_ANSWER_IN_TIME}, {@code CANCELLED} (also by interruption, which a call that is under way does not notice) or
     *     {@code SESSION_NOT_FOUND}
     * @throws ServiceException as {@link #start}
     * @throws dev.eresident.core.TransportException if the service cannot be reached for good
     */
    public Outcome<MobileIdAnswer, MobileIdRefusal> await(
            MobileIdSession session, Instant deadline, BooleanSupplier cancelled) {
        return polling(session).await(deadline, cancelled);
    }

    /**
     * Polls on the caller's executor until the session ends. A poll holds one of its threads for about a second; between two polls none
     * is held, so few threads serve many sessions.
     *
     * @param session what was started
     * @param deadline until when, by the clock of this instance
     * @param executor does the work
     * @return as {@link #await}; cancelling it ends the polling
     */
    public CompletableFuture<Outcome<MobileIdAnswer, MobileIdRefusal>> awaitAsync(
            MobileIdSession session, Instant deadline, ScheduledExecutorService executor) {
        return polling(session).awaitAsync(deadline, executor);
    }

    private Polling<Outcome<MobileIdAnswer, MobileIdRefusal>> polling(MobileIdSession session) {
        return new Polling<>(
                wait -> poll(session, wait)
                        .match(
                                running -> running.map(Outcome.Succeeded::new),
                                refused -> Optional.of(
                                        new Outcome.Rejected<>(refused.code(), refused.text(), refused.ocsp()))),
                Outcome.<MobileIdAnswer, MobileIdRefusal>refused(MobileIdRefusal.NO_ANSWER_IN_TIME),
                Outcome.<MobileIdAnswer, MobileIdRefusal>refused(MobileIdRefusal.CANCELLED),
                settings.transport,
                settings.clock);
    }

    /**
     * Finishes a login. Whatever comes out, also an exception of the OCSP responder: the session is used up.
     *
     * @param session what {@code start} returned
     * @param answer what polling returned
     * @param binding as given to {@code start}
     * @return the person, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder or the guard's store cannot be reached: nobody is logged in
     * @throws ServiceException if the OCSP responder answered with an error: nobody is logged in
     * @throws ProtocolException if what answered is no OCSP responder: nobody is logged in
     */
    public Outcome<AuthenticatedPerson, MobileIdRefusal> finishLogin(
            MobileIdSession session, MobileIdAnswer answer, SessionBinding binding) {
        Verification verification = now();
        return finish(verification, MobileIdSession.Kind.LOGIN, session, answer, binding)
                .then(result ->
                        Outcome.succeeded(verification.person(session, answer, result, settings.personLifetime)));
    }

    /**
     * Finishes a signature; otherwise as {@link #finishLogin}.
     *
     * @param session what {@code start} returned
     * @param answer what polling returned
     * @param binding as given to {@code start}
     * @return the verified value, or why not
     */
    public Outcome<MobileIdSignature, MobileIdRefusal> finishSigning(
            MobileIdSession session, MobileIdAnswer answer, SessionBinding binding) {
        Verification verification = now();
        return finish(verification, MobileIdSession.Kind.SIGNATURE, session, answer, binding)
                .then(result -> Outcome.succeeded(verification.signature(session, result)));
    }

    private Outcome<Verification.Result, MobileIdRefusal> finish(
            Verification verification,
            MobileIdSession.Kind kind,
            MobileIdSession session,
            MobileIdAnswer answer,
            SessionBinding binding) {
        boolean asStarted = session.kind() == kind && session.purpose() == kind.purpose();
        return switch (once.consume(session.id(), kind.purpose(), binding, session.expiresAt(), asStarted)) {
            case FIRST -> verification.verify(session, answer, settings.revocation);
            case NOT_FOUND -> Outcome.refused(MobileIdRefusal.CHALLENGE_NOT_FOUND);
            case ALREADY_USED -> Outcome.refused(MobileIdRefusal.CHALLENGE_ALREADY_USED);
            case EXPIRED -> Outcome.refused(MobileIdRefusal.CHALLENGE_EXPIRED);
            case WRONG_PURPOSE, NOT_AS_STARTED -> Outcome.refused(MobileIdRefusal.CHALLENGE_WRONG_PURPOSE);
            case WRONG_SESSION -> Outcome.refused(MobileIdRefusal.CHALLENGE_WRONG_SESSION);
        };
    }

    /**
     * Asks for the signing certificate of a phone, without bothering the person.
     *
     * @param user who, on which phone
     * @return the account with its verified certificate, or why not
     * @throws ServiceException as {@link #start}
     * @throws dev.eresident.core.TransportException if the service or the OCSP responder cannot be reached
     */
    public Outcome<MobileIdAccount, MobileIdRefusal> certificate(MobileIdUser user) {
        Verification verification = now();
        return api.certificate(user)
                .then(MobileId::read)
                .then(read -> verification.verify(user.person().text(), read, settings.revocation))
                .then(result -> Outcome.succeeded(
                        new MobileIdAccount(user, result.trusted().path(), verification.at())));
    }

    private static Outcome<Answer, MobileIdRefusal> read(Bytes der) {
        try {
            return Outcome.succeeded(new Answer(
                    Certificate.read(der.toByteArray()),
                    Bytes.empty(),
                    Bytes.empty(),
                    SignatureAlgorithm.Family.ECDSA));
        } catch (ProtocolException e) {
            return Outcome.refused(MobileIdRefusal.ANSWER_MALFORMED, "certificate");
        }
    }

    /**
     * Runs the verification of a stored login again, offline, at the time at which it was made: with the relying party, policies and
     * OCSP choice of this instance, and the trust given.
     *
     * <p>That the session was used once cannot be shown again: the person is evidence and cannot act, {@code validUntil} equals
     * {@code verifiedAt}. Keep proofs where nobody can change them: nothing in an answer binds it to a time.
     *
     * @param proof what {@link AuthenticatedPerson#toProof()} returned
     * @param policy whom to believe about that time
     * @return the person as of that time, or why not
     */
    public Outcome<AuthenticatedPerson, MobileIdRefusal> reverify(Proof proof, TrustPolicy policy) {
        Optional<LoginProof> read = LoginProof.read(proof);
        if (read.isEmpty()) {
            return Outcome.<AuthenticatedPerson, MobileIdRefusal>refused(MobileIdRefusal.PROOF_INCOMPLETE);
        }
        LoginProof stored = read.get();
        Verification again = verification(policy, proof.verifiedAt());
        Step6Revocation revocation = settings.revocation.stored(stored.ocsp(), policy, proof.verifiedAt());
        return again.verify(stored.session(), stored.answer(), revocation)
                .then(result ->
                        Outcome.succeeded(again.person(stored.session(), stored.answer(), result, Duration.ZERO)));
    }

    /** Who does the arithmetic. */
    CryptoChoice crypto() {
        return settings.trust.crypto();
    }

    private Verification now() {
        return verification(settings.trust, settings.clock.instant());
    }

    private Verification verification(TrustPolicy trust, Instant at) {
        List<Oid> policies = new ArrayList<>(settings.policies.isEmpty() ? LIVE : settings.policies);
        if (settings.policies.isEmpty() && trust.environment() == Environment.TEST) {
            policies.addAll(TEST);
        }
        return new Verification(
                settings.relyingParty, trust, List.copyOf(settings.intermediates), List.copyOf(policies), at);
    }

    /** Shows the relying party and the trust in use. */
    @Override
    public String toString() {
        return "MobileId[" + settings.relyingParty.name() + ", trust "
                + settings.trust.anchors().id() + "]";
    }
}
