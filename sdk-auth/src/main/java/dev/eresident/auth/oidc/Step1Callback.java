package dev.eresident.auth.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Step 1: the callback belongs to this login and provider, and brings a code (RFC 6749 §4.1.2; RFC 9207 §2.4). Its state is compared before anything in it is
 * believed, errors included.
 */
record Step1Callback(OidcSession session, Metadata metadata) {
    private static final Pattern CODE = Pattern.compile("[ -~]{1,4096}");

    Step<String> check(OidcCallback callback) {
        Optional<Map<String, String>> parsed = callback.parameters();
        if (parsed.isEmpty()) {
            return Step.refused(OidcRefusal.CALLBACK_MALFORMED);
        }
        Map<String, String> parameters = parsed.get();
        if (!same(parameters.getOrDefault("state", ""), session.state())) {
            return Step.refused(OidcRefusal.STATE_MISMATCH);
        }
        Optional<String> issuer = Optional.ofNullable(parameters.get("iss"));
        if (issuer.map(named -> !named.equals(session.issuer())).orElse(metadata.namesItself())) {
            return Step.refused(OidcRefusal.CALLBACK_ISSUER_WRONG);
        }
        Optional<String> error = Optional.ofNullable(parameters.get("error"));
        Optional<String> code = Optional.ofNullable(parameters.get("code"));
        if (error.isPresent() == code.isPresent()) {
            return Step.refused(OidcRefusal.CALLBACK_MALFORMED);
        }
        if (error.isPresent()) {
            return ProviderError.ofCallback(error.get()).refused(error.get());
        }
        return code.filter(text -> CODE.matcher(text).matches())
                .map(Step::passed)
                .orElseGet(() -> Step.refused(OidcRefusal.CALLBACK_MALFORMED));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
