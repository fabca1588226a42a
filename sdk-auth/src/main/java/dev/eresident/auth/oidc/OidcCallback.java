package dev.eresident.auth.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the person came back from the provider: the query with which the redirect address was called.
 *
 * @param query as requested, still encoded: the whole address, or what follows its question mark; at most 8192 characters are looked at
 */
public record OidcCallback(String query) {
    private static final int LONGEST = 8192;

    /** The parameters, decoded; empty if the query is too long or badly encoded, or a parameter stands there twice (RFC 6749 §3.1). */
    Optional<Map<String, String>> parameters() {
        if (query.length() > LONGEST || query.indexOf('#') >= 0) {
            return Optional.empty();
        }
        // A question mark after the first parameter's name is part of a value.
        int mark = query.indexOf('?');
        int parameter = query.indexOf('=');
        String parameters = mark >= 0 && mark < parameter ? query.substring(mark + 1) : query;
        Map<String, String> found = new HashMap<>();
        for (String part : parameters.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                continue;
            }
            try {
                String name = URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
                if (found.put(name, value) != null) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "OidcCallback[redacted]";
    }
}
