/**
 * Login and signing with Mobile-ID (REST API of SK ID Solutions, Estonian and Lithuanian SIM cards). Start at
 * {@link dev.eresident.auth.mobileid.MobileId}.
 *
 * <pre>{@code
 * MobileId mobileId = MobileId.builder()
 *         .relyingParty(new MobileIdRelyingParty(uuid, "Bank"))
 *         .service(URI.create("https://mid.sk.ee/mid-api/"), transport)        // a transport that pins the service's key
 *         .trust(trustPolicy)                                  // the authorities of Mobile-ID, and only those
 *         .replayGuard(guard)
 *         .ocsp(ocspClient)
 *         .clock(clock)
 *         .random(new SecureRandom())
 *         .build();                                            // immutable, share it
 *
 * // a login
 * MobileIdUser user = MobileIdUser.tryParse(phone, personalCode).orElseThrow();            // from the login form
 * MobileIdSession session = mobileId.start(MobileIdRequest.login(user, MobileIdLanguage.ENG), binding);
 * page.show(session.verificationCode());                                                   // at once: the phone shows the same
 * MobileIdAnswer answer = mobileId.await(session, deadline, () -> false).orElseThrow();    // or poll, or awaitAsync
 * AuthenticatedPerson person = mobileId.finishLogin(session, answer, binding).orElseThrow();
 *
 * // a signature over a digest
 * MobileIdAccount account = mobileId.certificate(user).orElseThrow();                      // the digest may depend on its certificate
 * MobileIdSession signing = mobileId.start(MobileIdRequest.sign(account, digest, MobileIdHash.SHA256, language), binding);
 * MobileIdSignature signature = mobileId.finishSigning(signing, signed, binding).orElseThrow();
 * }</pre>
 *
 * <p>{@link dev.eresident.auth.mobileid.MobileIdSession} is the pending value: keep it on the server. The steps of the verification are
 * numbered classes: format, trust, policy, identity, signature, and last of all revocation, so that no one without a valid certificate can
 * make the server call anybody. Source: the Mobile-ID REST API's documentation (SK-EID/MID), in the reference, §8. E-residency is unknown
 * here, with the reason: certificates of Mobile-ID have not told it since 2019.
 *
 * <p>No public document lists the policies of all generations of Mobile-ID certificates. Those that are accepted are
 * {@code 1.3.6.1.4.1.10015.18.1} and {@code …10015.1.3}, in test environments also {@code …10015.3.18.1}, {@code …10015.3.3} and
 * {@code …10015.3.1.3}, each with what follows below it; {@link dev.eresident.auth.mobileid.MobileIdBuilder#policies} replaces them. The
 * extended key usage is not judged.
 *
 * <p>Everything is immutable and thread-safe except the builder. An answer of the service has at most 64 KiB.
 *
 * <p>This package does not limit how often a phone may be made to ring, does not hold sessions, and starts no thread.
 */
@NullMarked
package dev.eresident.auth.mobileid;

import org.jspecify.annotations.NullMarked;
