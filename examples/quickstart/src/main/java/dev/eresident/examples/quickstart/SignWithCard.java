package dev.eresident.examples.quickstart;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.webeid.CardAlgorithm;
import dev.eresident.auth.webeid.CardSignature;
import dev.eresident.auth.webeid.CardSigning;
import dev.eresident.auth.webeid.PendingCardSignature;
import dev.eresident.auth.webeid.SigningCertificate;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.core.Bytes;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.WebEidApp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;

/** Somebody who is logged in signs with the card. The sandbox plays the browser, the card and the OCSP responder. */
public final class SignWithCard {
    private SignWithCard() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        String session = "the session id after the login";
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            WebEid webEid = LogIn.webEid(sandbox, transport, clock);
            AuthenticatedPerson person = LogIn.person(sandbox, webEid, session);
            byte[] toBeSigned = "what a container's signature covers".getBytes(StandardCharsets.UTF_8);
            WebEidApp browser = WebEidApp.with(sandbox.eResident());
            CardSignature signature = sign(webEid, person, toBeSigned, session, browser);
            System.out.println("signed over " + signature.algorithm().hash().wireName());
            // prints: signed over SHA-384
        }
    }

    // #region sign
    static CardSignature sign(
            WebEid webEid, AuthenticatedPerson person, byte[] toBeSigned, String session, WebEidApp browser) {
        CardSigning signing = CardSigning.with(webEid);
        SigningCertificate certificate = signing.certificate(person, browser.signingCertificate())
                .orElseThrow(); // what getSigningCertificate() of web-eid.js gave; must be this person's
        CardAlgorithm algorithm = certificate.negotiate().orElseThrow(); // among those that the card supports
        PendingCardSignature pending = signing.start(
                        person, certificate, algorithm, digest(algorithm, toBeSigned), session)
                .orElseThrow(); // keep it on the server
        String answer = browser.sign(pending.requestJson()); // the page calls sign(certificate, hash, hashFunction)
        return signing.finish(pending, answer, session).orElseThrow(); // uses it up, whatever comes
    }
    // #endregion

    private static Bytes digest(CardAlgorithm algorithm, byte[] toBeSigned) {
        try {
            return Bytes.of(
                    MessageDigest.getInstance(algorithm.hash().wireName()).digest(toBeSigned));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK does not have the hash", e);
        }
    }
}
