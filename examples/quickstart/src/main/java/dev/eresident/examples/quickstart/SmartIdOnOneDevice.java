package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdCallback;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Somebody whose browser and app are on one phone logs in with Smart-ID (Web2App). The sandbox plays the service and the app. */
public final class SmartIdOnOneDevice {
    private SmartIdOnOneDevice() {}

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
            SmartId smartId = SmartIdLogin.smartId(sandbox, transport, clock, ReplayGuard.inMemory(clock, 100_000));
            System.out.println(logIn(smartId, session, clock, sandbox.smartId()));
            // prints: Welcome; e-resident: UNKNOWN
        }
    }

    // #region login
    static String logIn(SmartId smartId, SessionBinding session, Clock clock, SmartIdService app) {
        SmartIdRequest request = SmartIdRequest.loginByLink( // for an app of your own: APP2APP
                FlowType.WEB2APP, "https://bank.example/smart-id/back", Interactions.text("Log in to the bank?"));
        SmartIdSession pending = smartId.start(request, session).orElseThrow(); // keep it on the server
        String link = smartId.deviceLink(pending, FlowType.WEB2APP, "eng"); // the page's button leads there
        URI cameBackTo = app.open(link).orElseThrow(); // the app sends the browser back, with two parameters
        SmartIdAnswer answer = smartId.await(pending, clock.instant().plusSeconds(90), () -> false)
                .orElseThrow();
        SmartIdCallback callback = new SmartIdCallback(cameBackTo.toString()); // finish only now, in the same session
        return smartId.finishLogin(pending, answer, Optional.of(callback), session)
                .match(
                        ok -> "Welcome; e-resident: " + ok.eResidency().kind(),
                        refused -> refused.code().userText());
    }
    // #endregion
}
