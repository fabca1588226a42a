package dev.eresident.examples.quickstart;

import dev.eresident.auth.mobileid.MobileId;
import dev.eresident.auth.mobileid.MobileIdAnswer;
import dev.eresident.auth.mobileid.MobileIdLanguage;
import dev.eresident.auth.mobileid.MobileIdRelyingParty;
import dev.eresident.auth.mobileid.MobileIdRequest;
import dev.eresident.auth.mobileid.MobileIdSession;
import dev.eresident.auth.mobileid.MobileIdUser;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.mobileid.MobileIdAccount;
import dev.eresident.sandbox.mobileid.MobileIdService;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Somebody logs in with Mobile-ID. The sandbox plays the service and the phone. */
public final class MobileIdLogin {
    private MobileIdLogin() {}

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
            MobileIdAccount sim = sandbox.mobileId().account(); // in production the two fields of a form
            MobileIdUser user =
                    MobileIdUser.tryParse(sim.phoneNumber(), sim.personalCode()).orElseThrow();
            System.out.println(logIn(mobileId(sandbox, transport, clock), user, session, clock));
            // prints: Welcome; e-resident: UNKNOWN
        }
    }

    static MobileId mobileId(Sandbox sandbox, Transport transport, Clock clock) {
        TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(
                List.of(Certificate.of(sandbox.pki().mobileId().certificate()))));
        SecureRandom random = new SecureRandom();
        return MobileId.builder() // once, at start-up; share it
                .relyingParty(new MobileIdRelyingParty(
                        MobileIdService.RELYING_PARTY_UUID, MobileIdService.RELYING_PARTY_NAME))
                .service(sandbox.mobileId().uri(), transport) // in production one that pins the service's key
                .trust(trust) // the authorities of Mobile-ID, nobody else's
                .replayGuard(ReplayGuard.inMemory(clock, 100_000))
                .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
    }

    // #region login
    static String logIn(MobileId mobileId, MobileIdUser user, SessionBinding session, Clock clock) {
        MobileIdRequest request = MobileIdRequest.login(user, MobileIdLanguage.ENG);
        MobileIdSession pending = mobileId.start(request, session); // keep it on the server
        System.out.println("Your phone shows " + pending.verificationCode()); // on the page, before it does
        MobileIdAnswer answer = mobileId.await(pending, clock.instant().plusSeconds(150), () -> false)
                .orElseThrow();
        return mobileId.finishLogin(pending, answer, session) // uses the session up, whatever comes
                .match(
                        ok -> "Welcome; e-resident: " + ok.eResidency().kind(),
                        refused -> refused.code().userText());
    }
    // #endregion
}
