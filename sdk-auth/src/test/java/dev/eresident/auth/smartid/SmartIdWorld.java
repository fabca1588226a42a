package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A bank, Smart-ID and the phone of an e-resident, all on one clock. */
final class SmartIdWorld implements AutoCloseable {
    static final SessionBinding BROWSER = SessionBinding.of("session-before-login");
    static final Interactions SCREEN = Interactions.text("Log in to the bank?");
    static final String CALLBACK = "https://bank.example/smart-id/back";

    final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final SmartIdService service = sandbox.smartId();
    final TrustPolicy trust = TrustPolicy.test(
            TrustAnchors.ofCas(List.of(Certificate.of(sandbox.pki().smartId().certificate()))));
    final SmartIdRelyingParty bank = new SmartIdRelyingParty(
            SmartIdService.RELYING_PARTY_UUID,
            SmartIdService.RELYING_PARTY_NAME,
            Optional.empty(),
            SmartIdService.SCHEME);
    final Transport transport = Transport.standard();
    final SmartId smartId = of(bank);

    SmartId of(SmartIdRelyingParty relyingParty) {
        return of(relyingParty, transport);
    }

    SmartId of(SmartIdRelyingParty relyingParty, Transport carrier) {
        return of(relyingParty, carrier, trust);
    }

    SmartId of(SmartIdRelyingParty relyingParty, TrustPolicy trust) {
        return of(relyingParty, transport, trust);
    }

    private SmartId of(SmartIdRelyingParty relyingParty, Transport carrier, TrustPolicy trust) {
        SecureRandom random = new SecureRandom();
        return SmartId.builder()
                .relyingParty(relyingParty)
                .service(service.uri(), carrier)
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, 1000))
                .ocsp(OcspClient.builder(transport, trust, clock, random)
                        .timeout(Duration.ofSeconds(5))
                        .build())
                .clock(clock)
                .random(random)
                .build();
    }

    DocumentNumber document() {
        return DocumentNumber.parse(service.account().documentNumber());
    }

    static Bytes digest(SmartIdAlgorithm algorithm) {
        DigestAlgorithm digest = algorithm.signature().digest();
        return Bytes.of(digest.digest("contract".getBytes(StandardCharsets.UTF_8)));
    }

    SmartIdSession start(SmartIdRequest request) {
        return smartId.start(request, BROWSER).orElseThrow();
    }

    SmartIdAnswer answer(SmartIdSession session) {
        return smartId.poll(session, Duration.ofSeconds(1)).orElseThrow().orElseThrow();
    }

    /** Lets the phone open the link, if the session has one, as it is now. */
    Optional<SmartIdCallback> open(SmartIdSession session, FlowType flow) {
        return service.open(smartId.deviceLink(session, flow, "eng"))
                .map(address -> new SmartIdCallback(address.toString()));
    }

    static SmartIdRefusal refusal(Outcome<?, SmartIdRefusal> outcome) {
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
