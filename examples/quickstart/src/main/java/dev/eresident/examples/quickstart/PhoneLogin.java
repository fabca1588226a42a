package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.webeid.MobileAnswer;
import dev.eresident.auth.webeid.MobileLinks;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.WebEidApp;
import java.net.URI;
import java.time.Clock;

/** An e-resident holds the card to the phone. The sandbox plays the app, the card and the OCSP responder. */
public final class PhoneLogin {
    private PhoneLogin() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            WebEid webEid = LogIn.webEid(sandbox, transport, clock);
            WebEidApp app = WebEidApp.with(sandbox.eResident());
            System.out.println(logIn(webEid, "the session id from the cookie", app));
            // prints: Welcome; can sign: true
        }
    }

    // #region login
    static String logIn(WebEid webEid, String session, WebEidApp app) {
        MobileLinks links = MobileLinks.withCustomScheme("https://bank.example");
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, session);
        URI link = links.login(challenge, "/auth/mobile/login", true); // the page opens it; here the sandbox's app does
        String fragment = app.open(link).getRawFragment(); // the app opens our page, which posts what stands behind #
        if (MobileAnswer.read(fragment) instanceof MobileAnswer.Token token) {
            return webEid.finish(challenge, token.json(), session)
                    .match(
                            ok -> "Welcome; can sign: "
                                    + !ok.signingCertificates().isEmpty(),
                            refused -> refused.code().userText());
        }
        return "The app was closed without a login.";
    }
    // #endregion
}
