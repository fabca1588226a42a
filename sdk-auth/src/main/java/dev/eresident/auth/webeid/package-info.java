/**
 * Login with the state's identity card through Web eID. Start at {@link dev.eresident.auth.webeid.WebEid}.
 *
 * <pre>{@code
 * WebEid webEid = WebEid.builder()
 *         .origin("https://bank.example")
 *         .trust(trustPolicy)                                 // the card authorities, and only those
 *         .replayGuard(ReplayGuard.inMemory(clock, 100_000))
 *         .ocsp(ocspClient)
 *         .clock(clock)
 *         .random(new SecureRandom())
 *         .build();                                           // immutable, share it
 *
 * // GET /auth/challenge
 * WebEidChallenge challenge = webEid.start(Purpose.LOGIN, sessionId);
 * // keep the challenge in the session, answer {"nonce": challenge.nonce()}
 *
 * // POST /auth/login, with CSRF protection; the body is the token
 * WebEidOutcome outcome = webEid.finish(challenge, tokenJson, sessionId);
 * AuthenticatedPerson person = outcome.orElseThrow();         // or outcome.match(…)
 * // now change the session id, then decide what this person may do
 * }</pre>
 *
 * <p>A person who is logged in signs with {@link dev.eresident.auth.webeid.CardSigning}. On a phone,
 * {@link dev.eresident.auth.webeid.MobileLinks} makes the links that open the app and {@link dev.eresident.auth.webeid.MobileAnswer}
 * reads what comes back; the rest is the same.
 *
 * <p>The steps of the verification are classes named after the numbers of the Web eID reference, §4: parse, format, certificate,
 * purpose, policy, validity, trust, signature, in format 1.1 the signing certificates; and last of all the OCSP status, so that no one without a valid card can make the
 * server call anybody. The first step that fails decides the {@link dev.eresident.auth.webeid.WebEidRefusal}.
 *
 * <p>Everything is immutable and thread-safe except the builder. Sizes are bounded: a token has 100 to 10 000 characters, in format 1.1 up to 65 536.
 *
 * <p>This package does not serve HTTP, hold sessions, unwrap {@code {"auth-token": …}}, make signed
 * documents, or fetch revocation lists: an authority brought by a token must name an OCSP responder. It does not decide whether the holder of a card may be a customer.
 */
@NullMarked
package dev.eresident.auth.webeid;

import org.jspecify.annotations.NullMarked;
