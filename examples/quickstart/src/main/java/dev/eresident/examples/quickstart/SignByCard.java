package dev.eresident.examples.quickstart;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.signing.RemoteSigner;
import dev.eresident.auth.signing.SigningSession;
import dev.eresident.auth.webeid.CardSigning;
import dev.eresident.auth.webeid.CardSigningMethod;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.WebEidApp;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Somebody who is logged in signs with their card in the shape of all ways, while no thread waits. The sandbox plays page and card. */
public final class SignByCard {
    private static final String SESSION = "the session id after the login";

    private SignByCard() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        Map<String, String> posted = new ConcurrentHashMap<>(); // where your page's handler keeps what is posted
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            WebEid webEid = LogIn.webEid(sandbox, transport, clock);
            AuthenticatedPerson person = LogIn.person(sandbox, webEid, SESSION);
            WebEidApp page = WebEidApp.with(sandbox.eResident());
            CardSigningMethod method = CardSigningMethod.of(
                    CardSigning.with(webEid),
                    person,
                    page.signingCertificate(), // what getSigningCertificate() of web-eid.js gave
                    id -> Optional.ofNullable(posted.get(id)));
            RemoteSigner signer = RemoteSigner.over(method, transport, clock);
            Consumer<SigningSession> toThePage = // here it signs at once; in production it is told by its next question
                    session -> posted.put(session.id(), page.sign(method.requestJson(session)));
            System.out.println(sign(signer, toThePage, clock, executor).join());
            // prints: signed with ECDSA_SHA384
        } finally {
            executor.shutdown();
        }
    }

    // #region sign
    static CompletableFuture<String> sign(
            RemoteSigner signer, Consumer<SigningSession> toThePage, Clock clock, ScheduledExecutorService executor) {
        byte[] contract = "the contract".getBytes(StandardCharsets.UTF_8);
        return signer.signAsync(
                        certificate -> certificate.pending(new ByteArrayInputStream(contract)),
                        SessionBinding.of(SESSION),
                        toThePage, // calls sign(certificate, hash, hashFunction) there, and posts what came
                        clock.instant().plusSeconds(150),
                        executor)
                .thenApply(outcome -> outcome.match(
                        value -> "signed with " + value.signed().algorithm(),
                        refused -> refused.code().userText())); // also what the card's software reported
    }
    // #endregion
}
