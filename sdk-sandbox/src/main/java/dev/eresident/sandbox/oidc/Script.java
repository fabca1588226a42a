package dev.eresident.sandbox.oidc;

import dev.eresident.sandbox.pki.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What person and provider do from now on.
 *
 * @param method how the person identifies themselves, as in {@code amr}
 * @param level as in {@code acr}
 * @param algorithm what tokens are signed with
 * @param callbackError comes back instead of a code; empty text for none
 * @param tokenError answers a code; empty text for none
 * @param status of every answer, 200 for the right one
 * @param fault what is wrong
 */
record Script(
        String method,
        String level,
        SignatureAlgorithm algorithm,
        String callbackError,
        String tokenError,
        int status,
        @Nullable OidcFault fault) {
    static final Script GOOD = new Script("idcard", "high", SignatureAlgorithm.RS256, "", "", 200, null);
}
