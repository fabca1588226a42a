package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.Bytes;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A bank, the identity providers and the browser of an e-resident, all on one clock. */
final class OidcWorld implements AutoCloseable {
    static final SessionBinding BROWSER = SessionBinding.of("session-before-login");

    final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final OidcService service = sandbox.oidc();
    final Transport transport = Transport.standard();
    final OidcClient eeId = client(OidcFlavour.EEID);

    OidcProvider provider(OidcFlavour flavour) {
        OidcProvider preset = switch (flavour) {
            case EEID -> OidcProvider.eeId(Environment.TEST);
            case TARA -> OidcProvider.tara(Environment.TEST);
            case GOVSSO -> OidcProvider.govSso(Environment.TEST);
        };
        return preset.at(service.discovery(flavour), service.issuer(flavour));
    }

    static SecretBytes secret() {
        return SecretBytes.of(OidcService.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8));
    }

    OidcBuilder builder(OidcProvider provider) {
        return builder(provider, transport);
    }

    OidcBuilder builder(OidcProvider provider, Transport carrier) {
        return OidcClient.builder()
                .provider(provider, carrier)
                .credentials(OidcCredentials.basic(OidcService.CLIENT_ID, secret()))
                .redirectUri(OidcService.REDIRECT_URI)
                .replayGuard(ReplayGuard.inMemory(clock, 1000))
                .clock(clock)
                .random(new SecureRandom());
    }

    OidcClient client(OidcFlavour flavour) {
        return builder(provider(flavour)).build();
    }

    /** The person opens the address, and the browser brings back what the provider says. */
    OidcCallback browse(OidcSession session) {
        TransportResponse answer = transport.send(new TransportRequest(
                "browser",
                "GET",
                URI.create(session.loginUrl()),
                Map.of(),
                Bytes.empty(),
                Duration.ofSeconds(10),
                1024));
        assertThat(answer.status()).isEqualTo(302);
        return new OidcCallback(answer.header("location").orElseThrow());
    }

    OidcOutcome login(OidcClient client, OidcRequest request) {
        OidcSession session = client.start(request, BROWSER);
        return client.finish(session, browse(session), BROWSER);
    }

    /** A signed logout token, but that one member of its claims has another name. */
    String logout(OidcFlavour flavour, String renamed) {
        String claims = "{\"iss\":\"" + service.issuer(flavour) + "\",\"aud\":\"" + OidcService.CLIENT_ID
                + "\",\"iat\":" + clock.instant().getEpochSecond()
                + ",\"jti\":\"1\",\"sub\":\"EE48402290000\",\"events\":"
                + "{\"http://schemas.openid.net/event/backchannel-logout\":{}}}";
        return service.signed(claims.replace("\"" + renamed + "\":", "\"other\":"));
    }

    static OidcOutcome.Authenticated person(OidcOutcome outcome) {
        return outcome.match(ok -> ok, refused -> {
            throw new AssertionError(refused.text());
        });
    }

    static OidcRefusal refusal(OidcOutcome outcome) {
        return outcome.match(
                ok -> {
                    throw new AssertionError("It succeeded");
                },
                OidcOutcome.Rejected::code);
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
