package dev.eresident.auth.oidc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Step 7: valid now, and issued not before the login was started (OpenID Connect Core 1.0 §3.1.3.7, 9–10; RFC 7519 §4.1.4–4.1.6).
 *
 * @param at now
 * @param skew how far the provider's clock may be off, either way
 * @param earliest the token must not be older
 */
record Step7Time(Instant at, Duration skew, Instant earliest) {
    private static final BigDecimal LAST = BigDecimal.valueOf(253_402_300_799L);

    /** Of ID tokens, which must say when they end. */
    Step<JsonObject> check(JsonObject claims) {
        return time(claims, "exp").isEmpty() ? Step.refused(OidcRefusal.CLAIMS_MALFORMED, "exp") : checkIssued(claims);
    }

    /** Of logout tokens too, some of which do not say it. */
    Step<JsonObject> checkIssued(JsonObject claims) {
        Optional<Instant> issued = time(claims, "iat");
        if (issued.isEmpty()) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "iat");
        }
        if (time(claims, "exp").filter(end -> !at.isBefore(end.plus(skew))).isPresent()) {
            return Step.refused(OidcRefusal.TOKEN_EXPIRED);
        }
        boolean future = issued.get().isAfter(at.plus(skew))
                || time(claims, "nbf")
                        .filter(begin -> begin.isAfter(at.plus(skew)))
                        .isPresent();
        if (future) {
            return Step.refused(OidcRefusal.TOKEN_NOT_YET_VALID);
        }
        return issued.get().isBefore(earliest.minus(skew))
                ? Step.refused(OidcRefusal.TOKEN_TOO_OLD)
                : Step.passed(claims);
    }

    /** Reads seconds since 1970; parts of a second are cut off. */
    static Optional<Instant> time(JsonObject claims, String name) {
        return claims.number(name).map(seconds -> {
            if (seconds.signum() < 0 || seconds.compareTo(LAST) > 0) {
                throw new ProtocolException("OIDC_TIME", "A time is outside of the years 1970 to 9999");
            }
            return Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.DOWN).longValueExact());
        });
    }
}
