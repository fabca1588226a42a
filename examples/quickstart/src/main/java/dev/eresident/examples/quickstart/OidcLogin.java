package dev.eresident.examples.quickstart;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.oidc.OidcCallback;
import dev.eresident.auth.oidc.OidcClient;
import dev.eresident.auth.oidc.OidcCredentials;
import dev.eresident.auth.oidc.OidcProvider;
import dev.eresident.auth.oidc.OidcRequest;
import dev.eresident.auth.oidc.OidcSession;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Somebody logs in by eeID, the identity provider for banks. The sandbox plays the provider, and the person at the browser. */
public final class OidcLogin {
    private OidcLogin() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SessionBinding session = SessionBinding.of("the session id from the cookie");
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            OidcClient eeId = eeId(sandbox.oidc(), transport, Clock.systemUTC());
            System.out.println(logIn(eeId, session, sandbox.oidc()::logIn));
            // prints: Welcome; by [ID_CARD]; e-resident: UNKNOWN
        }
    }

    static OidcClient eeId(OidcService service, Transport transport, Clock clock) {
        OidcProvider provider = OidcProvider.eeId(Environment.TEST) // or tara, taraForPrivateClients, govSso
                .at(service.discovery(OidcFlavour.EEID), service.issuer(OidcFlavour.EEID)); // the sandbox's only
        return client(provider, transport, clock);
    }

    static OidcClient client(OidcProvider provider, Transport transport, Clock clock) {
        SecretBytes secret = SecretBytes.of(OidcService.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8));
        return OidcClient.builder() // once, at start-up; share it
                .provider(provider, transport) // in production one that trusts the provider's authorities only
                .credentials(OidcCredentials.basic(OidcService.CLIENT_ID, secret))
                .redirectUri(OidcService.REDIRECT_URI)
                .replayGuard(ReplayGuard.inMemory(clock, 100_000))
                .clock(clock)
                .random(new SecureRandom())
                .build();
    }

    // #region login
    static String logIn(OidcClient eeId, SessionBinding session, UnaryOperator<String> browser) {
        OidcRequest request = OidcRequest.login().atLeast(AssuranceLevel.HIGH).in("et");
        OidcSession pending = eeId.start(request, session); // keep it on the server
        String cameBackTo = browser.apply(pending.loginUrl()); // a redirect there, and later one back to you
        return eeId.finish(pending, new OidcCallback(cameBackTo), session) // uses the login up, whatever comes
                .match(
                        ok -> "Welcome; by " + ok.methods() + "; e-resident: "
                                + ok.person().eResidency().kind(), // always UNKNOWN: providers do not tell
                        refused -> refused.code().userText());
    }
    // #endregion
}
