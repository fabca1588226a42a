package dev.eresident.auth.webeid;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.bound.BoundNonce;
import dev.eresident.core.Proof;
import dev.eresident.core.ServiceException;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Logs people in with their identity card through Web eID (token formats 1.0 and 1.1). Start at {@link #builder()}.
 *
 * <p>Immutable and thread-safe: build one per relying party and share it. The package's description shows it at work.
 */
@SuppressWarnings("exports") // the superclass shows callers nothing, and only dev.eresident.payments is to see it
public final class WebEid extends BoundNonce {
    private static final int NONCE_BYTES = 32;

    private final WebEidEngine engine;
    private final Duration challengeLifetime;
    private final Duration personLifetime;

    WebEid(WebEidBuilder settings) {
        this(new WebEidEngine(settings), settings);
    }

    private WebEid(WebEidEngine engine, WebEidBuilder settings) {
        super(engine);
        this.engine = engine;
        this.challengeLifetime = settings.challengeLifetime;
        this.personLifetime = settings.personLifetime;
    }

    /**
     * Starts the builder; each step offers the next required setting, then the optional ones.
     *
     * @return the first step
     */
    public static WebEidBuilder.OriginStage builder() {
        return WebEidBuilder.start();
    }

    /**
     * Starts a login for a session known by text; see {@link #start(Purpose, SessionBinding)}.
     *
     * @param purpose {@link Purpose#LOGIN}
     * @param sessionBinding what identifies the browser session, for example its session id; not empty
     * @return the pending login
     */
    public WebEidChallenge start(Purpose purpose, String sessionBinding) {
        return start(purpose, SessionBinding.of(sessionBinding));
    }

    /**
     * Starts a login: makes a nonce and registers it with the guard.
     *
     * @param purpose {@link Purpose#LOGIN}; the other purposes have doors of their own
     * @param sessionBinding the browser session, as it is before the login
     * @return the pending login: keep it in the session and send its nonce to the browser
     * @throws ServiceException {@code REPLAY_GUARD_FULL} if too many challenges are open: answer 503 and let the person try again
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     * @throws IllegalArgumentException for another purpose
     */
    public WebEidChallenge start(Purpose purpose, SessionBinding sessionBinding) {
        if (Objects.requireNonNull(purpose, "purpose") != Purpose.LOGIN) {
            throw new IllegalArgumentException("Only logins are started here, not " + purpose);
        }
        WebEidChallenge challenge = new WebEidChallenge(
                Base64.getEncoder().encodeToString(engine.random(NONCE_BYTES)),
                purpose,
                engine.now().plus(challengeLifetime));
        return engine.register(challenge, sessionBinding);
    }

    /**
     * Finishes a login for a session known by text; see {@link #finish(WebEidChallenge, String, SessionBinding)}.
     *
     * @param challenge what {@code start} returned
     * @param tokenJson the token as the browser posted it; null counts as missing
     * @param sessionBinding as given to {@code start}
     * @return the person, or why not
     */
    public WebEidOutcome finish(WebEidChallenge challenge, @Nullable String tokenJson, String sessionBinding) {
        return finish(challenge, tokenJson, SessionBinding.of(sessionBinding));
    }

    /**
     * Finishes a login. Whatever comes out, also an exception of the OCSP responder: the challenge is used up, and the next
     * attempt needs a new one.
     *
     * <p>First the guard consumes the challenge; then the token is checked step by step, the signature before the status;
     * nothing is asked over
     * the network about a token that a trusted card did not sign.
     *
     * @param challenge what {@code start} returned
     * @param tokenJson the token as the browser posted it: the JSON object itself, taken out of any wrapper such as {@code
     *     {"auth-token": …}}; null
     *     counts as missing
     * @param sessionBinding as given to {@code start}
     * @return the person, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder cannot be reached, or the guard's store: nobody is logged in
     * @throws ServiceException if the OCSP responder answered with an error: nobody is logged in
     * @throws dev.eresident.core.ProtocolException if what answered is no OCSP responder: nobody is logged in
     */
    public WebEidOutcome finish(WebEidChallenge challenge, @Nullable String tokenJson, SessionBinding sessionBinding) {
        return engine.consume(challenge, Purpose.LOGIN, sessionBinding)
                .<WebEidOutcome>map(refused -> refused)
                .orElseGet(() -> engine.verify(challenge, tokenJson, personLifetime));
    }

    /**
     * Runs the verification of a stored login again, offline, at the time at which it was made: with the origins, policies and OCSP
     * choice of this instance, and the trust given.
     *
     * <p>Without OCSP in this instance, a stored answer is not looked at; with OCSP, a proof without one is refused, and its
     * answer must be of the
     * time of the login: produced at most a day before, or 15 minutes after. That the challenge was fresh and used once cannot
     * be shown again,
     * so the person is evidence and cannot act: {@code validUntil} equals {@code verifiedAt}. The time and the nonce are taken from
     * the proof, and nothing in a token binds it to a time: keep proofs where nobody can change them, because somebody who can may
     * move a login by about a day, for example to before the loss of a card.
     *
     * @param proof what {@link dev.eresident.auth.AuthenticatedPerson#toProof()} returned
     * @param policy whom to believe about that time
     * @return the person as of that time, or why not
     */
    public WebEidOutcome reverify(Proof proof, TrustPolicy policy) {
        return engine.reverify(proof, Purpose.LOGIN, policy);
    }

    WebEidEngine cards() {
        return engine;
    }

    Duration challengeLifetime() {
        return challengeLifetime;
    }

    /** Shows the origins and the trust in use. */
    @Override
    public String toString() {
        return "WebEid[" + engine + "]";
    }
}
