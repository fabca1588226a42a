package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAccount;
import dev.eresident.auth.smartid.SmartIdAlgorithm;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.core.Bytes;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Somebody who is not logged in chooses their Smart-ID certificate and signs with it at once. The sandbox plays service and app. */
public final class SignWithoutLogin {
    private SignWithoutLogin() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        Bytes digest = Bytes.fromHex("ab".repeat(64)); // in production the digest that the container's signature covers
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            SmartId smartId = SmartIdLogin.smartId(sandbox, transport, clock, ReplayGuard.inMemory(clock, 100_000));
            System.out.println(sign(smartId, digest, clock.instant().plusSeconds(90), sandbox.smartId()));
            // prints: signed with PSS_SHA512
        }
    }

    // #region sign
    static String sign(SmartId smartId, Bytes digest, Instant deadline, SmartIdService phone) {
        SessionBinding session = SessionBinding.of("the session id from the cookie");
        SmartIdSession choice =
                smartId.start(SmartIdRequest.certificateByQr(), session).orElseThrow();
        phone.open(smartId.deviceLink(choice, FlowType.QR, "eng")); // the phone reads the code; the app then waits
        SmartIdAccount account = smartId.await(choice, deadline, () -> false)
                .match(chosen -> smartId.finishCertificate(choice, chosen, session), refused -> {
                    throw new IllegalStateException(refused.code().userText());
                })
                .orElseThrow(); // make the digest now: formats such as XAdES cover account.certificate()
        SmartIdRequest request = SmartIdRequest.signLinked(
                choice, account, digest, SmartIdAlgorithm.PSS_SHA512, Interactions.text("Sign the contract?"));
        SmartIdSession pending =
                smartId.start(request, session).orElseThrow(); // no code to compare: it is the same app
        return smartId.await(pending, deadline, () -> false)
                .match(
                        signed -> smartId.finishSigning(pending, signed, Optional.empty(), session)
                                .match(
                                        ok -> "signed with " + ok.algorithm(),
                                        refused -> refused.code().userText()),
                        refused -> refused.code().userText());
    }
    // #endregion
}
