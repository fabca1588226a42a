package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdRelyingParty;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Somebody logs in with Smart-ID by a QR code. The sandbox plays the service and the phone. */
public final class SmartIdLogin {
    private SmartIdLogin() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        SessionBinding session = SessionBinding.of("the session id from the cookie");
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            SmartId smartId = smartId(sandbox, transport, clock, ReplayGuard.inMemory(clock, 100_000));
            System.out.println(logIn(smartId, session, clock, sandbox.smartId()));
            // prints: Welcome; e-resident: UNKNOWN
        }
    }

    static SmartId smartId(Sandbox sandbox, Transport transport, Clock clock, ReplayGuard guard) {
        TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(
                List.of(Certificate.of(sandbox.pki().smartId().certificate()))));
        SecureRandom random = new SecureRandom();
        return SmartId.builder() // once, at start-up; share it
                .relyingParty(new SmartIdRelyingParty(
                        SmartIdService.RELYING_PARTY_UUID,
                        SmartIdService.RELYING_PARTY_NAME,
                        Optional.empty(),
                        SmartIdService.SCHEME))
                .service(sandbox.smartId().uri(), transport) // in production one that pins the service's key
                .trust(trust) // the authorities of Smart-ID, nobody else's
                .replayGuard(guard)
                .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
    }

    // #region login
    static String logIn(SmartId smartId, SessionBinding session, Clock clock, SmartIdService phone) {
        SmartIdRequest request = SmartIdRequest.loginByQr(Interactions.text("Log in to the bank?"));
        SmartIdSession pending = smartId.start(request, session).orElseThrow(); // keep it on the server
        String link = smartId.deviceLink(pending, FlowType.QR, "eng"); // again every second, drawn as a QR code
        phone.open(link); // here the sandbox's phone reads it
        SmartIdAnswer answer = smartId.await(pending, clock.instant().plusSeconds(90), () -> false)
                .orElseThrow();
        return smartId.finishLogin(pending, answer, Optional.empty(), session) // uses the session up, whatever comes
                .match(
                        ok -> "Welcome; e-resident: " + ok.eResidency().kind(),
                        refused -> refused.code().userText());
    }
    // #endregion
}
