package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.FallbackResponder;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidApp;
import dev.eresident.sandbox.card.WebEidToken;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only the root is trusted; the token brings the authority between, which is believed nothing by itself. */
class IntermediatesTest {
    private static WebEidWorld world;
    private static IdCard card;
    private static Authority issuer;
    private static Authority root;
    private static TrustPolicy rootOnly;
    private static Transport transport;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        card = world.sandbox.card(CardProfile.E_RESIDENT_2025);
        issuer = card.issuer();
        root = issuer.parent().orElseThrow();
        rootOnly = TrustPolicy.test(TrustAnchors.ofCas(List.of(Certificate.of(root.certificate()))));
        transport = Transport.standard();
    }

    @AfterAll
    static void stop() {
        transport.close();
        world.close();
    }

    @BeforeEach
    void heal() {
        world.sandbox.secondOcsp().heal();
        world.sandbox.secondOcsp().activate(issuer.certificate());
    }

    private static WebEid service(OcspClient client) {
        return WebEid.builder()
                .origin(ORIGIN)
                .trust(rootOnly)
                .replayGuard(world.guard)
                .ocsp(client)
                .clock(world.clock)
                .random(world.random)
                .build();
    }

    /** The certificate of the authority names no responder, so one is configured for its issuer. */
    private static WebEid askingAboutTheAuthority() {
        return service(OcspClient.builder(transport, rootOnly, world.clock, world.random)
                .fallback(
                        Certificate.of(root.certificate()),
                        FallbackResponder.at(world.sandbox.secondOcsp().uri()))
                .build());
    }

    private static WebEidOutcome login(WebEid service, X509Certificate... intermediates) {
        WebEidChallenge challenge = service.start(Purpose.LOGIN, SESSION);
        WebEidToken token = card.webEid(ORIGIN, challenge.nonce()).withSigningCertificateOf(card);
        String json = intermediates.length == 0
                ? token.json()
                : token.withIntermediates(intermediates).json();
        return service.finish(challenge, json, SESSION);
    }

    @Test
    void whenTheTokenBringsTheAuthority_thenItsStatusIsAskedAndEverythingIsInTheProof() {
        long before = world.sandbox.secondOcsp().requestCount();
        WebEid service = askingAboutTheAuthority();

        WebEidOutcome outcome = login(service, issuer.certificate());

        assertThat(outcome.kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        assertThat(world.sandbox.secondOcsp().requestCount()).isEqualTo(before + 1);
        assertThat(outcome.orElseThrow().toProof().materials()).containsKeys("ocsp-response", "ocsp-response-2");
        assertThat(service.reverify(outcome.orElseThrow().toProof(), rootOnly)
                        .orElseThrow()
                        .toProof())
                .isEqualTo(outcome.orElseThrow().toProof());
    }

    @Test
    void whenTheSigningCertificateBringsTheAuthorityAgain_thenItIsAskedAboutOnce() {
        long before = world.sandbox.secondOcsp().requestCount();
        WebEid service = askingAboutTheAuthority();
        WebEidChallenge challenge = service.start(Purpose.LOGIN, SESSION);
        String json = card.webEid(ORIGIN, challenge.nonce())
                .withIntermediates(issuer.certificate())
                .withSigningCertificates(
                        WebEidToken.offer(card.signingCertificate(), SignatureAlgorithm.ES384, issuer.certificate()))
                .json();

        assertThat(service.finish(challenge, json, SESSION).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        assertThat(world.sandbox.secondOcsp().requestCount()).isEqualTo(before + 1);
    }

    private static SigningCertificate brought(WebEidOutcome outcome) {
        return outcome.match(ok -> ok.signingCertificates().get(0), refused -> {
            throw new AssertionError(refused.text());
        });
    }

    @Test
    void whenOnlyTheTokenBroughtTheAuthority_thenTheCardCanStillSign() {
        WebEid service = askingAboutTheAuthority();
        WebEidOutcome outcome = login(service, issuer.certificate());
        SigningCertificate certificate = brought(outcome);
        CardAlgorithm algorithm = certificate.negotiate().orElseThrow();
        CardSigning signing = CardSigning.with(service);
        PendingCardSignature pending = signing.start(
                        outcome.orElseThrow(),
                        certificate,
                        algorithm,
                        Bytes.of(new byte[algorithm.hash().length()]),
                        SESSION)
                .orElseThrow();

        assertThat(signing.finish(pending, WebEidApp.with(card).sign(pending.requestJson()), SESSION)
                        .kind())
                .isEqualTo(Outcome.Kind.SUCCEEDED);
    }

    @Test
    void whenNobodyCanBeAskedAboutTheAuthority_thenRefused() {
        OcspClient client = OcspClient.builder(transport, rootOnly, world.clock, world.random)
                .build();

        assertThat(refusal(login(service(client), issuer.certificate()))).isEqualTo(WebEidRefusal.OCSP_FAILED);
    }

    @Test
    void whenTheAuthorityIsRevoked_thenNotTrusted() {
        world.sandbox
                .secondOcsp()
                .revoke(issuer.certificate(), world.clock.instant().minusSeconds(60), 2);

        WebEidOutcome outcome = login(askingAboutTheAuthority(), issuer.certificate());

        assertThat(refusal(outcome)).isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        assertThat(((WebEidOutcome.Rejected) outcome).ocsp()).isPresent();
    }

    @Test
    void whenTheResponderDoesNotKnowTheAuthority_thenRefused() {
        world.sandbox.secondOcsp().forget(issuer.certificate());

        assertThat(refusal(login(askingAboutTheAuthority(), issuer.certificate())))
                .isEqualTo(WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN);
    }

    @Test
    void whenTheTokenDoesNotBringTheAuthority_thenNotTrustedAndNobodyIsAsked() {
        long before = world.sandbox.ocsp().requestCount();

        assertThat(refusal(login(askingAboutTheAuthority()))).isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        assertThat(refusal(login(
                        askingAboutTheAuthority(),
                        world.sandbox.pki().esteid2018().certificate())))
                .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheTokenBringsAStranger_thenItIsNoAnchor() {
        IdCard forged = world.sandbox
                .orderCard(CardProfile.E_RESIDENT_2025)
                .issuer(world.sandbox.pki().stranger())
                .issue();
        WebEid service = askingAboutTheAuthority();
        WebEidChallenge challenge = service.start(Purpose.LOGIN, SESSION);
        long before = world.sandbox.ocsp().requestCount();
        String json = forged.webEid(ORIGIN, challenge.nonce())
                .withIntermediates(world.sandbox.pki().stranger().certificate())
                .json();

        assertThat(refusal(service.finish(challenge, json, SESSION))).isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheProofLacksTheAnswerAboutTheAuthority_thenIncomplete() {
        WebEid service = askingAboutTheAuthority();
        Proof proof = login(service, issuer.certificate()).orElseThrow().toProof();
        Map<String, Bytes> materials = new HashMap<>(proof.materials());
        materials.remove("ocsp-response-2");

        assertThat(refusal(service.reverify(
                        Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials), rootOnly)))
                .isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
    }
}
