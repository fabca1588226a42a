package dev.eresident.auth.webeid;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** A bank, its Web eID and the sandbox's state, all on one clock. */
final class WebEidWorld implements AutoCloseable {
    static final String ORIGIN = "https://bank.example";
    static final String SESSION = "session-before-login";

    final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final SecureRandom random = new SecureRandom();
    final TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(
            sandbox.pki().cardAuthorities().stream().map(Certificate::of).toList()));
    final OcspClient ocsp = OcspClient.builder(Transport.standard(), trust, clock, random)
            .timeout(Duration.ofSeconds(2))
            .build();
    final ReplayGuard guard = ReplayGuard.inMemory(clock, 1000);
    final WebEid webEid = settings().build();

    WebEidBuilder settings() {
        return WebEid.builder()
                .origin(ORIGIN)
                .trust(trust)
                .replayGuard(guard)
                .ocsp(ocsp)
                .clock(clock)
                .random(random);
    }

    WebEid withoutOcsp() {
        return WebEid.builder()
                .origin(ORIGIN)
                .trust(trust)
                .replayGuard(guard)
                .withoutOcsp()
                .clock(clock)
                .random(random)
                .build();
    }

    WebEidChallenge start() {
        return webEid.start(Purpose.LOGIN, SESSION);
    }

    WebEidOutcome login(IdCard card) {
        return login(webEid, card);
    }

    WebEidOutcome login(WebEid service, IdCard card) {
        WebEidChallenge challenge = service.start(Purpose.LOGIN, SESSION);
        return service.finish(challenge, card.webEidToken(ORIGIN, challenge.nonce()), SESSION);
    }

    static WebEidRefusal refusal(WebEidOutcome outcome) {
        return outcome.match(
                ok -> {
                    throw new AssertionError("Somebody was logged in");
                },
                WebEidOutcome.Rejected::code);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
