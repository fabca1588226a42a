/**
 * Login by an identity provider that speaks OpenID Connect: eeID for banks and other companies, TARA for the public sector, GovSSO. Start at
 * {@link dev.eresident.auth.oidc.OidcClient}.
 *
 * <pre>{@code
 * OidcClient eeId = OidcClient.builder()
 *         .provider(OidcProvider.eeId(Environment.PRODUCTION), transport)  // a transport that trusts the authorities the provider names
 *         .credentials(OidcCredentials.basic("client-id", secret))
 *         .redirectUri("https://bank.example/eeid/back")
 *         .replayGuard(guard)
 *         .clock(clock)
 *         .random(new SecureRandom())
 *         .build();                                                        // immutable, share it
 *
 * OidcSession session = eeId.start(OidcRequest.login(), binding);          // keep it on the server, send the browser to session.loginUrl()
 * AuthenticatedPerson person = eeId.finish(session, new OidcCallback(query), binding).orElseThrow();
 * }</pre>
 *
 * <p>{@link dev.eresident.auth.oidc.OidcSession} is the pending value: it holds a secret. The steps of the verification are classes in
 * the order in which they are done: the callback (RFC 6749 §4.1.2, RFC 9207), the code against the token (OpenID Connect Core 1.0
 * §3.1.3, with PKCE, RFC 7636), and then §3.1.3.7 on the ID token: form and algorithm, key, signature, and only after these its claims.
 * The identity is the {@code sub} claim alone; names are for display.
 *
 * <p>What the provider vouches for, it alone has seen: there is no certificate, no document, and e-residency is always unknown. Whom one
 * believes is the server that the transport reached over TLS: its discovery document names the issuer and the keys.
 *
 * <p>Everything is immutable and thread-safe except the builder; a client remembers the provider's discovery document and keys for an hour, asks for the
 * keys again when a token names one that it does not know (for a login at most once in 5 seconds, for a posted logout token not before the keys are a minute old), asks nothing
 * for 5 seconds after the provider failed, and starts no thread. An answer of a provider has at most 256 KiB, a token 64 KiB.
 *
 * <p>This package serves no pages, keeps no sessions and sets no cookies. It does not ask {@code userinfo}, and does not prolong GovSSO sessions with refresh tokens.
 */
@NullMarked
package dev.eresident.auth.oidc;

import org.jspecify.annotations.NullMarked;
