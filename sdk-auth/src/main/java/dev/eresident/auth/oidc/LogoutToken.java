package dev.eresident.auth.oidc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps on a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6). Whether it was seen before is not asked: see {@link OidcLogoutOutcome.Requested}.
 *
 * @param issuer of the provider
 * @param clientId of this client
 */
record LogoutToken(String issuer, String clientId, Instant at, Duration skew) {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration LONGEST_AGE = Duration.ofMinutes(10);

    Step<OidcLogoutOutcome.Requested> verify(String token, Step4Signature.Keys keys, SignatureVerifier verifier) {
        return Step3Format.LOGOUT_TOKEN
                .parse(token)
                .then(new Step4Signature(keys, verifier)::check)
                .then(this::claims);
    }

    private Step<OidcLogoutOutcome.Requested> claims(VerifiedToken token) {
        try {
            return new Step6Issuer(issuer, clientId)
                    .check(token)
                    .then(new Step7Time(at, skew, at.minus(LONGEST_AGE))::checkIssued)
                    .then(judged -> request(judged.claims()));
        } catch (ProtocolException e) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "type of a claim");
        }
    }

    private static Step<OidcLogoutOutcome.Requested> request(JsonObject claims) {
        Optional<String> subject = claims.string("sub");
        Optional<String> session = claims.string("sid");
        boolean logout =
                claims.object("events").flatMap(events -> events.object(EVENT)).isPresent()
                        && claims.string("jti").filter(id -> !id.isBlank()).isPresent()
                        && claims.member("nonce").isEmpty();
        return logout && (subject.isPresent() || session.isPresent())
                ? Step.passed(new OidcLogoutOutcome.Requested(
                        subject, session, Step7Time.time(claims, "iat").orElseThrow()))
                : Step.refused(OidcRefusal.LOGOUT_MALFORMED);
    }
}
