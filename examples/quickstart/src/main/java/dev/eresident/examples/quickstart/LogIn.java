package dev.eresident.examples.quickstart;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import java.security.SecureRandom;
import java.time.Clock;

/** An e-resident logs in with the card. The sandbox plays the browser, the card and the OCSP responder. */
public final class LogIn {
    static final String ORIGIN = "https://bank.example";

    private LogIn() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        String session = "the session id from the cookie";
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            WebEid webEid = webEid(sandbox, transport, clock);
            WebEidChallenge challenge = webEid.start(Purpose.LOGIN, session);
            String token = sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());
            System.out.println(answer(webEid, challenge, token, session));
            // prints: Welcome; e-resident: YES
        }
    }

    static WebEid webEid(Sandbox sandbox, Transport transport, Clock clock) {
        TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(
                sandbox.pki().cardAuthorities().stream().map(Certificate::of).toList()));
        // #region setup
        SecureRandom random = new SecureRandom();
        return WebEid.builder() // once, at start-up; share it
                .origin("https://bank.example")
                .trust(trust) // the card authorities, nobody else's
                .replayGuard(ReplayGuard.inMemory(clock, 100_000))
                .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
        // #endregion
    }

    static AuthenticatedPerson person(Sandbox sandbox, WebEid webEid, String session) {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, session);
        return webEid.finish(challenge, sandbox.eResident().webEidToken(ORIGIN, challenge.nonce()), session)
                .orElseThrow();
    }

    // #region login
    static String answer(WebEid webEid, WebEidChallenge challenge, String token, String session) {
        WebEidOutcome outcome = webEid.finish(challenge, token, session); // uses the challenge up, whatever comes
        return outcome.match(
                ok -> {
                    AuthenticatedPerson person = ok.person(); // only verification can make one
                    return "Welcome; e-resident: " + person.eResidency().kind(); // YES, NO or UNKNOWN, with a reason
                },
                refused -> refused.code().userText());
    }
    // #endregion
}
