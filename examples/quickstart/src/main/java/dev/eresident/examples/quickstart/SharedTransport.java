package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.transport.HealthReport;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportListener;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.fault.TransportFault;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** A login succeeds although the OCSP responder fails at first; metrics hear of it. */
public final class SharedTransport {
    private SharedTransport() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        String session = "the session id from the cookie";
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = transport(new SecureRandom(), new Metrics())) {
            WebEid webEid = LogIn.webEid(sandbox, transport, Clock.systemUTC());
            WebEidChallenge challenge = webEid.start(Purpose.LOGIN, session);
            String token = sandbox.eResident().webEidToken(LogIn.ORIGIN, challenge.nonce());
            sandbox.ocsp().failNext(TransportFault.CONNECTION_RESET);
            System.out.println(
                    logIn(transport, webEid, challenge, token, session).kind());
            HealthReport health = transport.health(); // what is known of the peers; calls nobody
            System.out.println("healthy: " + health.isHealthy());
            // prints: healthy: true
        }
    }

    // #region build
    static Transport transport(SecureRandom random, TransportListener metrics) {
        return Transport.builder() // once, at start-up; share it among the clients
                .resilience(Resilience.standard(random)) // repeats questions, never what moves money
                .listener(metrics) // calls, retries, circuits, and your traceparent
                .build();
    }

    static WebEidOutcome logIn(
            Transport transport, WebEid webEid, WebEidChallenge challenge, String token, String session) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(8)); // as long as your user waits
        return transport.within(deadline, () -> webEid.finish(challenge, token, session));
    }
    // #endregion

    /** Prints what a bank would count. */
    private static final class Metrics implements TransportListener {
        @Override
        public void retrying(Call call, Retry retry) {
            System.out.println(call.service() + " again after " + retry.reason());
        }
    }
}
