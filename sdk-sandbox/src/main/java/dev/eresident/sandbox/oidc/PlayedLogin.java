package dev.eresident.sandbox.oidc;

import java.time.Instant;
import java.util.Map;

/**
 * A code that was given out.
 *
 * @param flavour by whom
 * @param request the parameters of the authorise request
 * @param at when
 */
record PlayedLogin(OidcFlavour flavour, Map<String, String> request, Instant at) {
    String parameter(String name) {
        return request.getOrDefault(name, "");
    }
}
