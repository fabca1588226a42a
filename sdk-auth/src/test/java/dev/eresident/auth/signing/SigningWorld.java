package dev.eresident.auth.signing;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.mobileid.MobileId;
import dev.eresident.auth.mobileid.MobileIdLanguage;
import dev.eresident.auth.mobileid.MobileIdRelyingParty;
import dev.eresident.auth.mobileid.MobileIdSigning;
import dev.eresident.auth.mobileid.MobileIdUser;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdRelyingParty;
import dev.eresident.auth.smartid.SmartIdSigning;
import dev.eresident.auth.webeid.CardSigning;
import dev.eresident.auth.webeid.CardSigningMethod;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidApp;
import dev.eresident.sandbox.mobileid.MobileIdService;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A bank with three ways of signing, and somebody who has a card, a Smart-ID account and a Mobile-ID, all on one clock. */
final class SigningWorld implements AutoCloseable {
    static final SessionBinding BROWSER = SessionBinding.of("session-of-the-bank");
    static final String CALLBACK = "https://bank.example/smart-id/back";
    private static final String ORIGIN = "https://bank.example";
    private static final Interactions SCREEN = Interactions.text("Sign the contract?");

    final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final Transport transport = Transport.standard();
    final SmartId smartId;
    final CardSigningMethod card;
    private final SecureRandom random = new SecureRandom();
    private final MobileId mobileId;
    private final Map<String, String> posted = new ConcurrentHashMap<>();
    private final WebEidApp app;

    /** The ways of signing. */
    enum Way {
        SMART_ID,
        MOBILE_ID,
        CARD
    }

    SigningWorld() {
        TrustPolicy smartIds = trust(Stream.of(sandbox.pki().smartId().certificate()));
        this.smartId = SmartId.builder()
                .relyingParty(new SmartIdRelyingParty(
                        SmartIdService.RELYING_PARTY_UUID,
                        SmartIdService.RELYING_PARTY_NAME,
                        Optional.empty(),
                        SmartIdService.SCHEME))
                .service(sandbox.smartId().uri(), transport)
                .trust(smartIds)
                .replayGuard(ReplayGuard.inMemory(clock, 1000))
                .ocsp(ocsp(smartIds))
                .clock(clock)
                .random(random)
                .build();
        TrustPolicy phones = trust(Stream.of(sandbox.pki().mobileId().certificate()));
        this.mobileId = MobileId.builder()
                .relyingParty(new MobileIdRelyingParty(
                        MobileIdService.RELYING_PARTY_UUID, MobileIdService.RELYING_PARTY_NAME))
                .service(sandbox.mobileId().uri(), transport)
                .trust(phones)
                .replayGuard(ReplayGuard.inMemory(clock, 1000))
                .ocsp(ocsp(phones))
                .clock(clock)
                .random(random)
                .build();
        IdCard plastic = sandbox.card(CardProfile.E_RESIDENT_2025);
        this.app = WebEidApp.with(plastic).supporting(SignatureAlgorithm.ES384);
        TrustPolicy cards = trust(sandbox.pki().cardAuthorities().stream());
        WebEid webEid = WebEid.builder()
                .origin(ORIGIN)
                .trust(cards)
                .replayGuard(ReplayGuard.inMemory(clock, 1000))
                .ocsp(ocsp(cards))
                .clock(clock)
                .random(random)
                .build();
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, BROWSER);
        AuthenticatedPerson person = webEid.finish(challenge, plastic.webEidToken(ORIGIN, challenge.nonce()), BROWSER)
                .orElseThrow();
        this.card = CardSigningMethod.of(
                CardSigning.with(webEid), person, app.signingCertificate(), id -> Optional.ofNullable(posted.get(id)));
    }

    private static TrustPolicy trust(Stream<X509Certificate> authorities) {
        return TrustPolicy.test(
                TrustAnchors.ofCas(authorities.map(Certificate::of).toList()));
    }

    private OcspClient ocsp(TrustPolicy trust) {
        return OcspClient.builder(transport, trust, clock, random).build();
    }

    DocumentNumber document() {
        return DocumentNumber.parse(sandbox.smartId().account().documentNumber());
    }

    SigningMethod method(Way way) {
        return switch (way) {
            case SMART_ID -> SmartIdSigning.byNotification(smartId, document(), SCREEN);
            case MOBILE_ID ->
                MobileIdSigning.of(
                        mobileId,
                        MobileIdUser.tryParse(
                                        sandbox.mobileId().account().phoneNumber(),
                                        sandbox.mobileId().account().personalCode())
                                .orElseThrow(),
                        MobileIdLanguage.ENG);
            case CARD -> card;
        };
    }

    SmartIdSigning byLink() {
        return SmartIdSigning.byLink(smartId, FlowType.WEB2APP, CALLBACK, document(), SCREEN);
    }

    SmartIdSigning byQr() {
        return SmartIdSigning.byQr(smartId, document(), SCREEN);
    }

    RemoteSigner signer(Way way) {
        return RemoteSigner.over(method(way), transport, clock);
    }

    /** What the person at the page does; phones react by themselves. */
    void react(SigningSession session) {
        if (session.state().contains("certificate")
                && session.verificationCode().isEmpty()) {
            posted.put(session.id(), app.sign(card.requestJson(session)));
        }
    }

    /** From now on nobody reacts. */
    void staySilent() {
        sandbox.smartId().staySilent();
        sandbox.mobileId().staySilent();
    }

    /** From now on the person refuses on the phone. */
    void refuse() {
        sandbox.smartId().endWith("USER_REFUSED");
        sandbox.mobileId().endWith("USER_CANCELLED");
    }

    /** What the page posts. */
    void post(SigningSession session, String json) {
        posted.put(session.id(), json);
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
