package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.signing.ChosenCertificate;
import dev.eresident.auth.signing.SigningMethod;
import dev.eresident.auth.signing.SigningSession;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdSigning;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** Somebody signs while the page asks again and again whether they have: each request may reach another node. */
public final class SignInSteps {
    private SignInSteps() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     * @throws IOException never: the contract is in memory
     */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        SessionBinding browser = SessionBinding.of("the session id after the login");
        SessionStore store = SessionStore.inMemory(clock, 100_000); // for several nodes: JdbcSessionStore
        InputStream contract = new ByteArrayInputStream("the contract".getBytes(StandardCharsets.UTF_8));
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            SmartId smartId = SmartIdLogin.smartId(sandbox, transport, clock, ReplayGuard.inMemory(clock, 100_000));
            SigningMethod method = SmartIdSigning.byNotification(
                    smartId,
                    DocumentNumber.parse(sandbox.smartId().account().documentNumber()), // SmartId.documentOf(person)
                    Interactions.text("Sign the contract?"));
            String id = start(method, contract, store, browser);
            System.out.println(poll(method, id, store, browser));
            // prints: signed with RSA_PSS_SHA512
        }
    }

    // #region steps
    /** The first request: what it returns may go to the browser, with the verification code. */
    static String start(SigningMethod method, InputStream contract, SessionStore store, SessionBinding browser)
            throws IOException {
        ChosenCertificate certificate = method.chooseCertificate().orElseThrow();
        SigningSession started =
                method.startSigning(certificate.pending(contract), browser).orElseThrow();
        if (store.put(started.id(), browser, started.toText(), started.expiresAt()) != SessionStore.Storing.STORED) {
            throw new IllegalStateException("Too many sessions are open"); // answer 503
        }
        return started.id();
    }

    /** The page's question, once a second: the call returns as soon as there is an answer, at the latest after the wait. */
    static String poll(SigningMethod method, String id, SessionStore store, SessionBinding browser) {
        SigningSession session = SigningSession.fromText(store.find(id, browser).orElseThrow());
        return method.poll(session, Duration.ofSeconds(5))
                .match(
                        answer -> answer.map(given -> method.finish(session, given, browser) // uses the session up
                                        .match(
                                                value -> "signed with "
                                                        + value.signed().algorithm(),
                                                refused -> refused.code().userText()))
                                .orElse("still waiting"),
                        refused -> refused.code().userText());
    }
    // #endregion
}
