package dev.eresident.auth.oidc;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.internal.VerifiedPerson;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;

/**
 * Steps 3 to 10 on one ID token at one instant: the signature before the claims.
 *
 * @param keys of the provider
 * @param verifier does the arithmetic
 * @param at the instant at which everything must be valid
 * @param skew how far the provider's clock may be off
 */
record Verification(Step4Signature.Keys keys, SignatureVerifier verifier, Instant at, Duration skew) {

    Step<Step10Person.Found> verify(LoginProof login) {
        return Step3Format.ID_TOKEN
                .parse(login.idToken())
                .then(new Step4Signature(keys, verifier)::check)
                .then(token -> claims(login, token, at, skew));
    }

    /** Steps 6 to 10, on a token whose signature was verified. */
    static Step<Step10Person.Found> claims(LoginProof login, VerifiedToken token, Instant at, Duration skew) {
        try {
            return new Step6Issuer(login.issuer(), login.clientId())
                    .check(token.claims())
                    .then(new Step7Time(at, skew, login.startedAt())::check)
                    .then(judged -> Step.passed(token))
                    .then(new Step8Binding(login.nonceHash(), login.accessTokenHash())::check)
                    .then(new Step9Method(login.methods(), login.level())::check)
                    .then(new Step10Person(login.nestedProfile())::check);
        } catch (ProtocolException e) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "type of a claim");
        }
    }

    OidcOutcome.Authenticated outcome(LoginProof login, Step10Person.Found found, Duration lifetime) {
        AuthenticatedPerson person = VerifiedPerson.ofProvider(
                AuthenticationMethod.OIDC,
                Step9Method.level(found.token().claims()).orElseThrow(),
                found.holder(),
                found.birthDate(),
                at.plus(lifetime),
                login.write(at, found.token()));
        return new OidcOutcome.Authenticated(
                person, Step9Method.used(found.token().claims()), login.idToken(), found.sessionId());
    }
}
