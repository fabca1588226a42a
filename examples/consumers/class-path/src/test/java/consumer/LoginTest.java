package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an integrator tests the own login: with the published sandbox. */
@ExtendWith(SandboxExtension.class)
class LoginTest {
    @Test
    void whenTheCardIsGood_thenThePersonIsIn(Sandbox sandbox) {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(sandbox.pki().cardAuthorities().stream()
                .map(Certificate::of)
                .toList()));
        try (Transport transport = Transport.standard()) {
            WebEid webEid = WebEid.builder()
                    .origin("https://bank.example")
                    .trust(trust)
                    .replayGuard(ReplayGuard.inMemory(clock, 10))
                    .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                    .clock(clock)
                    .random(random)
                    .build();
            WebEidChallenge challenge = webEid.start(Purpose.LOGIN, "session");
            String token = sandbox.eResident().webEidToken("https://bank.example", challenge.nonce());

            AuthenticatedPerson person = webEid.finish(challenge, token, "session").orElseThrow();

            assertThat(person.eResidency().kind()).isEqualTo(EResidency.Kind.YES);
        }
    }
}
