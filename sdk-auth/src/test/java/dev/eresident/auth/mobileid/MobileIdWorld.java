package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.mobileid.MobileIdService;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A bank, Mobile-ID and the phone of an e-resident, all on one clock. */
final class MobileIdWorld implements AutoCloseable {
    static final SessionBinding BROWSER = SessionBinding.of("session-before-login");
    static final MobileIdLanguage ENGLISH = MobileIdLanguage.ENG;

    final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final MobileIdService service = sandbox.mobileId();
    final TrustPolicy trust = TrustPolicy.test(
            TrustAnchors.ofCas(List.of(Certificate.of(sandbox.pki().mobileId().certificate()))));
    final MobileIdRelyingParty bank =
            new MobileIdRelyingParty(MobileIdService.RELYING_PARTY_UUID, MobileIdService.RELYING_PARTY_NAME);
    final Transport transport = Transport.standard();
    final SecureRandom random = new SecureRandom();
    final MobileIdUser user = MobileIdUser.tryParse(
                    service.account().phoneNumber(), service.account().personalCode())
            .orElseThrow();
    final MobileId mobileId = settings(ReplayGuard.inMemory(clock, 1000)).build();

    MobileIdBuilder settings(ReplayGuard guard) {
        return MobileId.builder()
                .relyingParty(bank)
                .service(service.uri(), transport)
                .trust(trust)
                .replayGuard(guard)
                .ocsp(OcspClient.builder(transport, trust, clock, random)
                        .timeout(Duration.ofSeconds(5))
                        .build())
                .clock(clock)
                .random(random);
    }

    MobileId withoutOcsp() {
        return MobileId.builder()
                .relyingParty(bank)
                .service(service.uri(), transport)
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, 1000))
                .withoutOcsp()
                .clock(clock)
                .random(random)
                .build();
    }

    static Bytes digest(MobileIdHash hash) {
        return Bytes.of(hash.digest().digest("contract".getBytes(StandardCharsets.UTF_8)));
    }

    MobileIdRequest login() {
        return MobileIdRequest.login(user, ENGLISH);
    }

    MobileIdRequest signing(MobileIdHash hash) {
        return MobileIdRequest.sign(mobileId.certificate(user).orElseThrow(), digest(hash), hash, ENGLISH);
    }

    MobileIdSession start(MobileIdRequest request) {
        return mobileId.start(request, BROWSER);
    }

    MobileIdAnswer answer(MobileIdSession session) {
        return mobileId.poll(session, Duration.ofSeconds(1)).orElseThrow().orElseThrow();
    }

    static MobileIdRefusal refusal(Outcome<?, MobileIdRefusal> outcome) {
        return outcome.match(
                ok -> {
                    throw new AssertionError("It succeeded");
                },
                Outcome.Rejected::code);
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
