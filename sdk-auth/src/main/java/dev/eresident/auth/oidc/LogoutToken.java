package dev.eresident.auth.oidc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The steps on a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6). Whether it was seen before is not asked: see {@link OidcLogoutOutcome.Requested}.
 *
 * @param clientId of this client
 */
record LogoutToken(String clientId, Instant at, Duration skew) {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration LONGEST_AGE = Duration.ofMinutes(10);

    /**
     * Refuses what cannot be one, before anybody is asked for keys. Nothing is believed of what is left: anybody can write it.
     *
     * @param issuers which the provider may have
     */
    Step<SignedToken> plausible(String token, Predicate<String> issuers) {
        return Step3Format.LOGOUT_TOKEN
                .parse(token)
                .then(signed -> glance(signed, issuers).then(unproven -> Step.passed(signed)));
    }

    private Step<OidcLogoutOutcome.Requested> glance(SignedToken token, Predicate<String> issuers) {
        try {
            JsonObject claims = StrictJson.strict().parse(token.claims().toByteArray());
            Optional<String> issuer = claims.string("iss").filter(issuers);
            return issuer.isEmpty() ? Step.refused(OidcRefusal.ISSUER_WRONG) : judge(claims, issuer.get());
        } catch (ProtocolException e) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "not one JSON object, or type of a claim");
        }
    }

    Step<OidcLogoutOutcome.Requested> verify(
            SignedToken token, String issuer, Step4Signature.Keys keys, SignatureVerifier verifier) {
        return new Step4Signature(keys, verifier).check(token).then(verified -> claims(verified, issuer));
    }

    private Step<OidcLogoutOutcome.Requested> claims(VerifiedToken token, String issuer) {
        try {
            return judge(token.claims(), issuer);
        } catch (ProtocolException e) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "type of a claim");
        }
    }

    private Step<OidcLogoutOutcome.Requested> judge(JsonObject claims, String issuer) {
        return new Step6Issuer(issuer, clientId)
                .check(claims)
                .then(new Step7Time(at, skew, at.minus(LONGEST_AGE))::checkIssued)
                .then(LogoutToken::request);
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
