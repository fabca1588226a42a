package dev.eresident.payments.register;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.xroad.XRoadClient;
import dev.eresident.core.xroad.XRoadClientId;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A bank with both doors to the sandbox's register, all on one clock. */
final class RegisterWorld implements AutoCloseable {
    private static final String ORIGIN = "https://bank.example";
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    /** Stands still until it is told. */
    static final class Watch extends Clock {
        private volatile Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    final Watch clock = new Watch();
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final SecureRandom random = new SecureRandom();
    final Transport transport = Transport.standard();
    final TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(
            sandbox.pki().cardAuthorities().stream().map(Certificate::of).toList()));
    final WebEid webEid = WebEid.builder()
            .origin(ORIGIN)
            .trust(trust)
            .replayGuard(ReplayGuard.inMemory(clock, 100))
            .withoutOcsp()
            .clock(clock)
            .random(random)
            .build();

    XRoadClient client(String id) {
        return XRoadClient.builder(transport, sandbox.securityServer().uri(), XRoadClientId.parse(id), clock, random)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    BusinessRegister overXRoad() {
        return BusinessRegister.over(client(sandbox.securityServer().client()), RegisterCredentials.none());
    }

    BusinessRegister direct() {
        return direct(sandbox.register().password());
    }

    BusinessRegister direct(String password) {
        return BusinessRegister.direct(transport, sandbox.register().uri(), credentials(password), clock);
    }

    RegisterCredentials credentials(String password) {
        return RegisterCredentials.of(
                sandbox.register().userName(), SecretBytes.of(password.getBytes(StandardCharsets.UTF_8)));
    }

    AuthenticatedPerson login(IdCard card) {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, "session");
        return webEid.finish(challenge, card.webEidToken(ORIGIN, challenge.nonce()), "session")
                .orElseThrow();
    }

    static RegistryCode code(dev.eresident.sandbox.register.Company company) {
        return RegistryCode.parse(company.code());
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
