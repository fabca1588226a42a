package dev.eresident.examples.quickstart;

import dev.eresident.auth.oidc.OidcCallback;
import dev.eresident.auth.oidc.OidcClient;
import dev.eresident.auth.oidc.OidcOutcome;
import dev.eresident.auth.oidc.OidcProvider;
import dev.eresident.auth.oidc.OidcRequest;
import dev.eresident.auth.oidc.OidcSession;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import java.time.Clock;
import java.util.Optional;

/** Somebody whose login the provider remembers (GovSSO) logs out, here or elsewhere. The sandbox plays provider and browser. */
public final class OidcLogout {
    private OidcLogout() {}

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
            OidcService service = sandbox.oidc();
            OidcProvider provider = OidcProvider.govSso(Environment.TEST)
                    .at(service.discovery(OidcFlavour.GOVSSO), service.issuer(OidcFlavour.GOVSSO));
            OidcClient govSso = OidcLogin.client(provider, transport, clock);
            OidcSession pending = govSso.start(OidcRequest.login(), session);
            OidcCallback back = new OidcCallback(service.logIn(pending.loginUrl()));
            OidcOutcome outcome = govSso.finish(pending, back, session);
            String idToken = ((OidcOutcome.Authenticated) outcome).idToken();
            System.out.println(logOut(govSso, idToken).startsWith(service.issuer(OidcFlavour.GOVSSO)));
            String posted = service.signed("{\"iss\":\"" + service.issuer(OidcFlavour.GOVSSO) + "\",\"aud\":\""
                    + OidcService.CLIENT_ID + "\",\"iat\":" + clock.instant().getEpochSecond()
                    + ",\"jti\":\"1\",\"sid\":\"" + OidcService.SESSION_ID
                    + "\",\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}");
            System.out.println(loggedOutElsewhere(govSso, posted));
            // prints: ended sandbox-session: HTTP 200
        }
    }

    // #region logout
    /** The person leaves: end your own session first, then send the browser to this address. */
    static String logOut(OidcClient govSso, String idToken) {
        return govSso.logoutUrl(idToken, Optional.of(OidcService.RETURN_URI), Optional.empty());
    }

    /** The provider posts that the person left elsewhere; anybody can post, so the token is verified. */
    static String loggedOutElsewhere(OidcClient govSso, String logoutToken) {
        return govSso.backChannelLogout(logoutToken)
                .match(
                        ok -> "ended " + ok.sessionId().orElse("all sessions of the person") + ": HTTP 200",
                        refused -> refused.code() + ": HTTP 400");
    }
    // #endregion
}
