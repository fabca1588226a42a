package dev.eresident.auth.smartid;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Polling;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.once.OneUse;
import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Logs people in, and lets them sign, with Smart-ID. Start at {@link #builder()}.
 *
 * <p>Immutable and thread-safe: build one per relying party and share it. The package's description shows it at work.
 */
public final class SmartId {
    private static final int CHALLENGE_BYTES = 64;
    private static final int NONCE_BYTES = 15;
    private static final int CALLBACK_BYTES = 32;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}");

    private final SmartIdBuilder settings;
    private final SmartIdApi api;
    private final DeviceLinks links;
    private final OneUse once;

    SmartId(SmartIdBuilder settings) {
        this.settings = settings;
        this.api = new SmartIdApi(settings.transport, settings.base, settings.relyingParty, settings.timeout);
        this.links = new DeviceLinks(settings.relyingParty);
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
    public static SmartIdBuilder.RelyingPartyStage builder() {
        return SmartIdBuilder.start();
    }

    /**
     * Starts a login, signature or choice of certificate: asks the service, and registers the session with the guard.
     *
     * @param request what is asked
     * @param binding the browser session, as it is before a login
     * @return the pending session, or that there is no usable account: tell the person the same in each case
     * @throws ServiceException {@code REPLAY_GUARD_FULL} if too many sessions are open; {@code SMART_ID_UNAUTHORISED},
     *     {@code SMART_ID_FORBIDDEN}, {@code SMART_ID_REQUEST_REFUSED}, {@code SMART_ID_CLIENT_TOO_OLD}, {@code SMART_ID_MAINTENANCE} or
     *     {@code HTTP_…} as the service answered
     * @throws dev.eresident.core.TransportException if the service or the guard's store cannot be reached
     * @throws ProtocolException {@code SMART_ID_ANSWER_UNREADABLE} if what answered is no Smart-ID service
     */
    public Outcome<SmartIdSession, SmartIdRefusal> start(SmartIdRequest request, SessionBinding binding) {
        byte[] random = random(CHALLENGE_BYTES);
        String challenge = switch (request.kind()) {
            case LOGIN -> Base64.getEncoder().encodeToString(random);
            case SIGNATURE -> request.digest().orElse(Bytes.empty()).base64();
            case CERTIFICATE -> "";
        };
        Optional<String> callback = request.callback()
                .map(url -> url + (url.indexOf('?') < 0 ? "?" : "&") + "value="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(random(CALLBACK_BYTES)));
        StartedSession started = new StartedSession(request, challenge, callback, Bytes.of(random));
        return api.start(request, challenge, callback, HexFormat.of().formatHex(random(NONCE_BYTES)))
                .then(json -> Outcome.succeeded(
                        register(started.read(json, settings.clock.instant(), settings.sessionLifetime), binding)));
    }

    private SmartIdSession register(SmartIdSession session, SessionBinding binding) {
        once.register(session.id(), session.purpose(), binding, session.expiresAt());
        return session;
    }

    private byte[] random(int size) {
        byte[] bytes = new byte[size];
        settings.random.nextBytes(bytes);
        return bytes;
    }

    /**
     * Builds the device link of this second. A QR code must be drawn anew each second; for Web2App and App2App it may be built once.
     * Build it on the server: what it is made of is secret.
     *
     * @param session started with this flow
     * @param flow QR, Web2App or App2App
     * @param language of the page that a phone without the app sees: three letters of ISO 639-2, for example {@code est}
     * @return the link, to be shown exactly as it is
     * @throws IllegalArgumentException if the session has no such link, or the language has another form
     */
    public String deviceLink(SmartIdSession session, FlowType flow, String language) {
        if (flow == FlowType.NOTIFICATION
                || session.link().isEmpty()
                || !session.flows().contains(flow)) {
            throw new IllegalArgumentException("The session was not started with a link for " + flow);
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException("The language must be three letters of ISO 639-2");
        }
        long elapsed =
                Duration.between(session.startedAt(), settings.clock.instant()).toSeconds();
        return links.link(session, session.link().get(), flow, language, Math.max(0, elapsed));
    }

    /**
     * Asks once how a session stands; the service waits a while before it answers that it still runs.
     *
     * @param session what was started
     * @param wait 1 s to 120 s
     * @return the answer to finish with, empty while the session runs, or {@code SESSION_NOT_FOUND}
     * @throws IllegalArgumentException if the wait is outside its limits
     * @throws ServiceException as {@link #start}
     * @throws dev.eresident.core.TransportException if the service cannot be reached: poll again
     */
    public Outcome<Optional<SmartIdAnswer>, SmartIdRefusal> poll(SmartIdSession session, Duration wait) {
        if (wait.compareTo(Polling.SHORTEST) < 0 || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("The service waits 1 to 120 seconds");
        }
        return api.status(session.sessionId(), wait);
    }

    /**
     * Polls in the calling thread until the session ends, at most one call a second, also over failures that may pass.
     *
     * @param session what was started
     * @param deadline until when, by the clock of this instance
     * @param cancelled asked between two polls; true ends the waiting
     * @return the answer to finish with; or {@code NO_ANSWER_IN_TIME}, {@code CANCELLED} (also by interruption, which a call that is under way does not notice) or
     *     {@code SESSION_NOT_FOUND}
     * @throws ServiceException as {@link #start}
     * @throws dev.eresident.core.TransportException if the service cannot be reached for good
     */
    public Outcome<SmartIdAnswer, SmartIdRefusal> await(
            SmartIdSession session, Instant deadline, BooleanSupplier cancelled) {
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
    public CompletableFuture<Outcome<SmartIdAnswer, SmartIdRefusal>> awaitAsync(
            SmartIdSession session, Instant deadline, ScheduledExecutorService executor) {
        return polling(session).awaitAsync(deadline, executor);
    }

    private Polling<Outcome<SmartIdAnswer, SmartIdRefusal>> polling(SmartIdSession session) {
        return new Polling<>(
                wait -> poll(session, wait)
                        .match(
                                running -> running.map(Outcome.Succeeded::new),
                                refused -> Optional.of(
                                        new Outcome.Rejected<>(refused.code(), refused.text(), refused.ocsp()))),
                Outcome.<SmartIdAnswer, SmartIdRefusal>refused(SmartIdRefusal.NO_ANSWER_IN_TIME),
                Outcome.<SmartIdAnswer, SmartIdRefusal>refused(SmartIdRefusal.CANCELLED),
                settings.transport,
                settings.clock);
    }

    /**
     * Finishes a login. Whatever comes out, also an exception of the OCSP responder: the session is used up.
     *
     * @param session what {@code start} returned
     * @param answer what polling returned
     * @param callback how the person came back, for Web2App and App2App; not before they did
     * @param binding as given to {@code start}
     * @return the person, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder or the guard's store cannot be reached: nobody is logged in
     * @throws ServiceException if the OCSP responder answered with an error: nobody is logged in
     * @throws ProtocolException if what answered is no OCSP responder: nobody is logged in
     */
    public Outcome<AuthenticatedPerson, SmartIdRefusal> finishLogin(
            SmartIdSession session, SmartIdAnswer answer, Optional<SmartIdCallback> callback, SessionBinding binding) {
        Verification verification = now();
        return finish(verification, SmartIdSession.Kind.LOGIN, session, answer, callback, binding)
                .then(result -> Outcome.succeeded(
                        verification.person(session, answer, callback, result, settings.personLifetime)));
    }

    /**
     * Finishes a signature; otherwise as {@link #finishLogin}.
     *
     * @param session what {@code start} returned
     * @param answer what polling returned
     * @param callback how the person came back, for Web2App and App2App
     * @param binding as given to {@code start}
     * @return the verified signature value, or why not
     */
    public Outcome<SmartIdSignature, SmartIdRefusal> finishSigning(
            SmartIdSession session, SmartIdAnswer answer, Optional<SmartIdCallback> callback, SessionBinding binding) {
        Verification verification = now();
        return finish(verification, SmartIdSession.Kind.SIGNATURE, session, answer, callback, binding)
                .then(result -> Outcome.succeeded(new SmartIdSignature(
                        result.trusted().answer().signature(),
                        session.algorithm(),
                        verification.account(session, result))));
    }

    /**
     * Finishes a choice of certificate; otherwise as {@link #finishLogin}.
     *
     * @param session what {@code start} returned
     * @param answer what polling returned
     * @param binding as given to {@code start}
     * @return the account, or why not
     */
    public Outcome<SmartIdAccount, SmartIdRefusal> finishCertificate(
            SmartIdSession session, SmartIdAnswer answer, SessionBinding binding) {
        Verification verification = now();
        return finish(verification, SmartIdSession.Kind.CERTIFICATE, session, answer, Optional.empty(), binding)
                .then(result -> Outcome.succeeded(verification.account(session, result)));
    }

    private Outcome<Verification.Result, SmartIdRefusal> finish(
            Verification verification,
            SmartIdSession.Kind kind,
            SmartIdSession session,
            SmartIdAnswer answer,
            Optional<SmartIdCallback> callback,
            SessionBinding binding) {
        Purpose purpose = kind == SmartIdSession.Kind.LOGIN ? Purpose.LOGIN : Purpose.SIGN;
        boolean asStarted = session.kind() == kind && session.purpose() == purpose;
        return switch (once.consume(session.id(), purpose, binding, session.expiresAt(), asStarted)) {
            case FIRST -> verification.verify(session, answer, callback, settings.revocation);
            case NOT_FOUND -> Outcome.refused(SmartIdRefusal.CHALLENGE_NOT_FOUND);
            case ALREADY_USED -> Outcome.refused(SmartIdRefusal.CHALLENGE_ALREADY_USED);
            case EXPIRED -> Outcome.refused(SmartIdRefusal.CHALLENGE_EXPIRED);
            case WRONG_PURPOSE, NOT_AS_STARTED -> Outcome.refused(SmartIdRefusal.CHALLENGE_WRONG_PURPOSE);
            case WRONG_SESSION -> Outcome.refused(SmartIdRefusal.CHALLENGE_WRONG_SESSION);
        };
    }

    /**
     * Asks for the signing certificate of a known account, without bothering the person.
     *
     * @param document which account, known from a login
     * @param level the least level that is accepted
     * @return the account with its verified certificate, or why not
     * @throws ServiceException as {@link #start}
     * @throws dev.eresident.core.TransportException if the service or the OCSP responder cannot be reached
     */
    public Outcome<SmartIdAccount, SmartIdRefusal> certificate(DocumentNumber document, SmartIdLevel level) {
        Verification verification = now();
        SmartIdSession asked = new SmartIdSession(
                "",
                Purpose.SIGN,
                SmartIdSession.Kind.CERTIFICATE,
                "",
                "",
                level,
                SmartIdAlgorithm.PSS_SHA512,
                Set.of(FlowType.NOTIFICATION),
                Optional.empty(),
                Optional.empty(),
                Optional.of(document.text()),
                Optional.empty(),
                Optional.empty(),
                verification.at(),
                verification.at());
        return api.certificate(document.text(), level)
                .then(json -> certificateIn(json, document))
                .then(new Step3FlowType(asked)::checkLevel)
                .then(read -> verification.verify(asked, read, settings.revocation))
                .then(result -> Outcome.succeeded(verification.account(asked, result)));
    }

    private static Outcome<Answer, SmartIdRefusal> certificateIn(JsonObject json, DocumentNumber document) {
        String state = json.requiredString("state");
        if (!state.equals("OK")) {
            return Outcome.refused(
                    state.equals("DOCUMENT_UNUSABLE")
                            ? SmartIdRefusal.DOCUMENT_UNUSABLE
                            : SmartIdRefusal.UNKNOWN_END_RESULT);
        }
        try {
            JsonObject cert = json.requiredObject("cert");
            Certificate certificate = Certificate.read(
                    Bytes.fromBase64(cert.requiredString("value")).toByteArray());
            SmartIdLevel level = SmartIdLevel.valueOf(cert.requiredString("certificateLevel"));
            return Outcome.succeeded(
                    new Answer(document.text(), certificate, level, Optional.empty(), "", Bytes.empty(), "", ""));
        } catch (ProtocolException | IllegalArgumentException e) {
            return Outcome.refused(SmartIdRefusal.ANSWER_MALFORMED, "certificate");
        }
    }

    /**
     * Runs the verification of a stored login again, offline, at the time at which it was made: with the relying party and OCSP choice of
     * this instance, and the trust given.
     *
     * <p>The secret of the session is not kept, so of a callback only address and verifier are checked again. That the session was used
     * once cannot be shown again: the person is evidence and cannot act, {@code validUntil} equals {@code verifiedAt}. Keep
     * proofs where nobody can change them: nothing in an answer binds it to a time.
     *
     * @param proof what {@link AuthenticatedPerson#toProof()} returned
     * @param policy whom to believe about that time
     * @return the person as of that time, or why not
     */
    public Outcome<AuthenticatedPerson, SmartIdRefusal> reverify(Proof proof, TrustPolicy policy) {
        Optional<LoginProof> read = LoginProof.read(proof);
        if (read.isEmpty()) {
            return Outcome.<AuthenticatedPerson, SmartIdRefusal>refused(SmartIdRefusal.PROOF_INCOMPLETE);
        }
        LoginProof stored = read.get();
        Verification again = new Verification(
                settings.relyingParty, policy, List.copyOf(settings.intermediates), proof.verifiedAt(), true);
        Step6Revocation revocation = settings.revocation.stored(stored.ocsp(), policy, proof.verifiedAt());
        return again.verify(stored.session(), stored.answer(), stored.callback(), revocation)
                .then(result -> Outcome.succeeded(
                        again.person(stored.session(), stored.answer(), stored.callback(), result, Duration.ZERO)));
    }

    /**
     * Returns the number of the account with which somebody logged in, for later requests to the same account.
     *
     * @param person of {@link #finishLogin}, or unsealed
     * @return as the verified certificate names it; empty for people who logged in by another method
     */
    public static Optional<DocumentNumber> documentOf(AuthenticatedPerson person) {
        return person.certificate()
                .filter(certificate -> person.method() == AuthenticationMethod.SMART_ID)
                .map(Step9Identity::numbers)
                .filter(numbers -> numbers.size() == 1)
                .map(numbers -> DocumentNumber.parse(numbers.get(0)));
    }

    /** Who does the arithmetic. */
    CryptoChoice crypto() {
        return settings.trust.crypto();
    }

    private Verification now() {
        return new Verification(
                settings.relyingParty,
                settings.trust,
                List.copyOf(settings.intermediates),
                settings.clock.instant(),
                false);
    }

    /** Shows scheme and trust in use. */
    @Override
    public String toString() {
        return "SmartId[" + settings.relyingParty.schemeName() + ", trust "
                + settings.trust.anchors().id() + "]";
    }
}
