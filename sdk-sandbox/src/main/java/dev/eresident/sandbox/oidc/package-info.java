/**
 * Plays identity providers of OpenID Connect: eeID, TARA and GovSSO; start at {@link dev.eresident.sandbox.oidc.OidcService}.
 *
 * <p>Strict about requests: unknown parameters, a wrong code verifier, client secrets sent twice and codes older than 30 seconds are refused. One made-up person
 * logs in at once, as scripted. Thread-safe. It keeps no session of its own, and shows no pages.
 */
@NullMarked
package dev.eresident.sandbox.oidc;

import org.jspecify.annotations.NullMarked;
