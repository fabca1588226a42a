package dev.eresident.auth.oidc;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.core.internal.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Step 9: by the methods that were asked for, each of them, and at the level at least (OpenID Connect Core 1.0 §3.1.3.7, 12; TARA, verification of the ID token). */
record Step9Method(Set<OidcMethod> asked, AssuranceLevel least) {
    Step<VerifiedToken> check(VerifiedToken token) {
        Set<OidcMethod> used = used(token.claims());
        if (used.isEmpty() || !asked.containsAll(used)) {
            return Step.refused(OidcRefusal.METHOD_NOT_REQUESTED);
        }
        Optional<AssuranceLevel> level = level(token.claims());
        if (level.isEmpty()) {
            return Step.refused(OidcRefusal.LEVEL_NOT_STATED);
        }
        return level.get().compareTo(least) < 0 ? Step.refused(OidcRefusal.LEVEL_TOO_LOW) : Step.passed(token);
    }

    /** Empty if one of them is not known. */
    static Set<OidcMethod> used(JsonObject claims) {
        List<String> named = claims.strings("amr").orElse(List.of());
        Set<OidcMethod> used = EnumSet.noneOf(OidcMethod.class);
        for (String name : named) {
            Optional<OidcMethod> method = OidcMethod.ofClaim(name);
            if (method.isEmpty()) {
                return Set.of();
            }
            used.add(method.get());
        }
        return used;
    }

    static Optional<AssuranceLevel> level(JsonObject claims) {
        Optional<String> stated = claims.string("acr");
        for (AssuranceLevel level : AssuranceLevel.values()) {
            if (stated.equals(Optional.of(level.name().toLowerCase(Locale.ROOT)))) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
