package dev.eresident.auth.oidc;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.once.OneUse;
import dev.eresident.core.BugException;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.Proof;
import dev.eresident.core.ServiceException;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Logs people in by an identity provider (OpenID Connect Core 1.0, code flow with PKCE). Start at {@link #builder()}.
 *
 * <p>Thread-safe: build one per provider and client, and share it. It changes only in what it remembers of the provider's discovery document and keys.
 * The package's description shows it at work.
 */
public final class OidcClient {
    private static final int RANDOM_BYTES = 32;

    private final OidcBuilder settings;
    private final ProviderApi api;
    private final ProviderCache cache;
    private final SignatureVerifier verifier;
    private final OneUse once;

    OidcClient(OidcBuilder settings) {
        this.settings = settings;
        this.api = new ProviderApi(settings.transport, settings.provider, settings.timeout);
        this.cache = new ProviderCache(api, settings.clock, settings.cacheLifetime);
        this.verifier = SignatureVerifier.ofRecurringKeys(settings.crypto);
        this.once = new OneUse(
                settings.guard,
                settings.clock,
                "logins",
                () -> new BugException(
                        "SESSION_REPEATED", "The same login was started twice; the random source repeats itself"));
    }

    /**
     * Starts the builder; each step offers the next required setting, then the optional ones.
     *
     * @return the first step
     */
    public static OidcBuilder.ProviderStage builder() {
        return OidcBuilder.start();
    }

    /**
     * Starts a login: registers it with the guard. Send the browser to {@link OidcSession#loginUrl()}.
     *
     * @param request what is asked
     * @param binding the browser session, as it is before the login
     * @return the pending login
     * @throws ConfigurationException {@code METHOD_NOT_OFFERED} or {@code COUNTRY_NOT_OFFERED} if the provider does not have what is asked
     * @throws ServiceException {@code REPLAY_GUARD_FULL} if too many logins are open; {@code HTTP_…} if the provider does not give its discovery document or keys
     * @throws dev.eresident.core.TransportException if the provider or the guard's store cannot be reached
     * @throws dev.eresident.core.TrustException {@code OIDC_ISSUER_MISMATCH} if the discovery document is that of another issuer
     * @throws dev.eresident.core.ProtocolException {@code OIDC_DISCOVERY_UNREADABLE} or {@code OIDC_KEYS_UNREADABLE} if what answered is no provider
     */
    public OidcSession start(OidcRequest request, SessionBinding binding) {
        OidcProvider provider = settings.provider;
        Set<OidcMethod> methods = provider.methods(request);
        AssuranceLevel level = provider.level(request);
        Metadata metadata = cache.metadata();
        String state = random();
        String nonce = random();
        String verifierOfCode = random();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", settings.credentials.clientId());
        parameters.put("redirect_uri", settings.redirectUri);
        parameters.put("scope", provider.scope(methods, request.country()));
        parameters.put("state", state);
        parameters.put("nonce", nonce);
        parameters.put(
                "code_challenge",
                Base64Url.encode(Step8Binding.hash(verifierOfCode).toByteArray()));
        parameters.put("code_challenge_method", "S256");
        provider.acrValues(level).ifPresent(value -> parameters.put("acr_values", value));
        request.language().ifPresent(value -> parameters.put("ui_locales", value));
        Instant now = settings.clock.instant();
        OidcSession session = new OidcSession(
                metadata.issuer(),
                settings.credentials.clientId(),
                settings.redirectUri,
                state,
                nonce,
                verifierOfCode,
                methods,
                level,
                ProviderApi.append(metadata.authorization(), parameters),
                now,
                now.plus(settings.loginLifetime));
        once.register(session.id(), Purpose.LOGIN, binding, session.expiresAt());
        return session;
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        settings.random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    /**
     * Finishes a login: exchanges the code, once, and verifies the ID token. Whatever comes out, exceptions included: the login is used up.
     *
     * @param session what {@link #start} returned
     * @param callback how the person came back
     * @param binding as given to {@code start}
     * @return the person, or why not
     * @throws dev.eresident.core.TransportException if the provider or the guard's store cannot be reached: nobody is logged in
     * @throws ServiceException {@code HTTP_…} if the provider failed: nobody is logged in
     * @throws dev.eresident.core.ProtocolException if what answered is no provider: nobody is logged in
     */
    public OidcOutcome finish(OidcSession session, OidcCallback callback, SessionBinding binding) {
        return consumed(session, binding)
                .then(mine -> {
                    Metadata metadata = cache.metadata();
                    return mine.issuer().equals(metadata.issuer())
                            ? Step.passed(metadata)
                            : Step.<Metadata>refused(OidcRefusal.CHALLENGE_NOT_FOUND);
                })
                .then(metadata -> new Step1Callback(session, metadata)
                        .check(callback)
                        .then(code -> api.exchange(metadata, settings.credentials, session, code)))
                .then(answer -> {
                    LoginProof login = LoginProof.of(session, settings.provider, answer);
                    Verification verification =
                            new Verification(cache::find, verifier, settings.clock.instant(), settings.clockSkew);
                    return verification
                            .verify(login)
                            .then(found -> Step.passed(verification.outcome(login, found, settings.personLifetime)));
                })
                .end(ok -> ok, refused -> new OidcOutcome.Rejected(refused.code(), refused.text()));
    }

    private Step<OidcSession> consumed(OidcSession session, SessionBinding binding) {
        boolean mine = session.clientId().equals(settings.credentials.clientId())
                && session.redirectUri().equals(settings.redirectUri);
        return switch (once.consume(session.id(), Purpose.LOGIN, binding, session.expiresAt(), mine)) {
            case FIRST -> Step.passed(session);
            case NOT_FOUND, NOT_AS_STARTED -> Step.refused(OidcRefusal.CHALLENGE_NOT_FOUND);
            case ALREADY_USED -> Step.refused(OidcRefusal.CHALLENGE_ALREADY_USED);
            case EXPIRED -> Step.refused(OidcRefusal.CHALLENGE_EXPIRED);
            case WRONG_PURPOSE -> Step.refused(OidcRefusal.CHALLENGE_WRONG_PURPOSE);
            case WRONG_SESSION -> Step.refused(OidcRefusal.CHALLENGE_WRONG_SESSION);
        };
    }

    /**
     * Builds the address that ends the provider's session too (OpenID Connect RP-Initiated Logout 1.0 §2). End your own session first, then
     * send the browser there. The address holds the ID token, and so personal data: keep it out of logs.
     *
     * @param idToken of the login
     * @param returnTo where to send the person afterwards, as registered with the provider
     * @param state comes back with the person
     * @return the address
     * @throws ConfigurationException {@code LOGOUT_NOT_OFFERED} if the provider has no such address: TARA and eeID keep no session
     * @throws IllegalArgumentException if the address to return to is not one of https
     */
    public String logoutUrl(String idToken, Optional<String> returnTo, Optional<String> state) {
        if (returnTo.isPresent() && Addresses.usable(returnTo.get()).isEmpty()) {
            throw new IllegalArgumentException("The address to return to must be one of https, without fragment");
        }
        URI address = cache.metadata()
                .endSession()
                .orElseThrow(() -> new ConfigurationException(
                        "LOGOUT_NOT_OFFERED",
                        settings.provider.name() + " names no address for logout; end your own session only"));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", idToken);
        returnTo.ifPresent(value -> parameters.put("post_logout_redirect_uri", value));
        state.ifPresent(value -> parameters.put("state", value));
        return ProviderApi.append(address, parameters);
    }

    /**
     * Checks a logout token that the provider posted (OpenID Connect Back-Channel Logout 1.0 §2.6). Anybody can post one: nothing is believed but what the provider signed in
     * the last ten minutes for this client. What cannot be such a token is refused before the provider is asked for anything.
     *
     * @param logoutToken the parameter {@code logout_token} of the form
     * @return whose sessions to end, or why the token must not be believed
     * @throws dev.eresident.core.TransportException if the provider's keys are needed and cannot be fetched, or could not in the last 5 seconds: answer HTTP 503
     * @throws ServiceException {@code HTTP_…} if the provider does not give its keys
     */
    public OidcLogoutOutcome backChannelLogout(String logoutToken) {
        LogoutToken rules =
                new LogoutToken(settings.credentials.clientId(), settings.clock.instant(), settings.clockSkew);
        return rules.plausible(logoutToken, settings.provider::mayBe)
                .then(token -> rules.verify(token, cache.metadata().issuer(), cache::findForPosted, verifier))
                .end(ok -> ok, refused -> new OidcLogoutOutcome.Rejected(refused.code(), refused.text()));
    }

    /**
     * Returns the thumbprints (RFC 7638, SHA-256) of the provider's present keys. Keep them with the day, apart from the proofs: {@link #reverify} needs to be told which
     * keys were the provider's.
     *
     * @return 43 characters of URL-safe Base64 each
     * @throws dev.eresident.core.TransportException if the provider cannot be reached
     * @throws ServiceException {@code HTTP_…} if the provider does not give its keys
     */
    public Set<String> keyThumbprints() {
        return cache.keys().stream().map(JsonWebKey::thumbprint).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Runs the verification of a stored login again, offline, at the time at which it was made.
     *
     * <p>The key in the proof was the provider's because its server said so, and nobody signed that: name the keys that you saw there then. That
     * the login was used once, and came back to the right browser, cannot be shown again: the person is evidence and cannot
     * act, {@code validUntil} equals {@code verifiedAt}. Keep proofs where nobody can change them.
     *
     * @param proof what {@link dev.eresident.auth.AuthenticatedPerson#toProof()} returned
     * @param trustedKeys thumbprints of the provider's keys, see {@link #keyThumbprints()}
     * @return the person as of that time, or why not
     */
    public OidcOutcome reverify(Proof proof, Set<String> trustedKeys) {
        Optional<LoginProof> read = LoginProof.read(proof)
                .filter(login -> login.clientId().equals(settings.credentials.clientId())
                        && login.provider().equals(settings.provider.name())
                        && settings.provider.mayBe(login.issuer()));
        Optional<JsonWebKey> key = LoginProof.key(proof);
        if (read.isEmpty() || key.isEmpty()) {
            return rejected(OidcRefusal.PROOF_INCOMPLETE);
        }
        if (!trustedKeys.contains(key.get().thumbprint())) {
            return rejected(OidcRefusal.KEY_NOT_TRUSTED);
        }
        List<JsonWebKey> keys = List.of(key.get());
        Verification again = new Verification(
                (id, algorithm) -> JsonWebKey.find(keys, id, algorithm),
                verifier,
                proof.verifiedAt(),
                settings.clockSkew);
        return again.verify(read.get())
                .then(found -> Step.passed(again.outcome(read.get(), found, Duration.ZERO)))
                .end(ok -> ok, refused -> new OidcOutcome.Rejected(refused.code(), refused.text()));
    }

    private static OidcOutcome rejected(OidcRefusal code) {
        return new OidcOutcome.Rejected(code, code.operatorText());
    }

    /** Shows provider and client id. */
    @Override
    public String toString() {
        return "OidcClient[" + settings.provider.name() + ", " + settings.credentials.clientId() + "]";
    }
}
