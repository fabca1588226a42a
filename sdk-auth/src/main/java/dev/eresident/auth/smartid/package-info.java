/**
 * Login and signing with Smart-ID (RP API v3). Start at {@link dev.eresident.auth.smartid.SmartId}.
 *
 * <pre>{@code
 * SmartId smartId = SmartId.builder()
 *         .relyingParty(new SmartIdRelyingParty(uuid, "Bank", Optional.empty(), "smart-id"))
 *         .service(URI.create("https://rp-api.smart-id.com/v3/"), transport)    // a transport that pins the service's key
 *         .trust(trustPolicy)                                  // the authorities of Smart-ID, and only those
 *         .replayGuard(guard)
 *         .ocsp(ocspClient)
 *         .clock(clock)
 *         .random(new SecureRandom())
 *         .build();                                            // immutable, share it
 *
 * // a login by QR code
 * SmartIdSession session = smartId.start(SmartIdRequest.loginByQr(Interactions.text("Log in to Bank")), binding).orElseThrow();
 * String link = smartId.deviceLink(session, FlowType.QR, "eng");       // again every second, for the page's QR code
 * SmartIdAnswer answer = smartId.await(session, deadline, () -> false).orElseThrow();      // or poll, or awaitAsync
 * AuthenticatedPerson person = smartId.finishLogin(session, answer, Optional.empty(), binding).orElseThrow();
 *
 * // a signature over a digest
 * SmartIdRequest request = SmartIdRequest.signByNotification(SmartId.documentOf(person).orElseThrow(), digest, SmartIdAlgorithm.PSS_SHA256, interactions);
 * SmartIdSession signing = smartId.start(request, binding).orElseThrow();                  // show signing.verificationCode()
 * SmartIdAnswer signed = smartId.await(signing, deadline, () -> false).orElseThrow();
 * SmartIdSignature signature = smartId.finishSigning(signing, signed, Optional.empty(), binding).orElseThrow();
 * }</pre>
 *
 * <p>{@link dev.eresident.auth.smartid.SmartIdSession} is the pending value: keep it on the server, it holds a secret. The steps of
 * the verification are classes named after the numbers of the reference, §5.2 (Smart-ID RP API 3.2.3): callback, format, flow type,
 * level, trust, policy, purpose, identity, signature, and last of all revocation, so that no one without a valid account can make the
 * server call anybody. E-residency is always unknown here: an account of an e-resident looks like any other.
 *
 * <p>Everything is immutable and thread-safe except the builder. An answer of the service has at most 64 KiB.
 *
 * <p>This package does not draw QR codes, serve callbacks or hold sessions, and starts no thread. It speaks version 3 of the protocol
 * only. How a broker tells the service in whose name it acts is not published; the name enters what is verified.
 */
@NullMarked
package dev.eresident.auth.smartid;

import org.jspecify.annotations.NullMarked;
