package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.EResidentException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.FallbackResponder;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.fault.TransportFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login over real sockets when the card's own responder fails; the rules of the fallback are tested with the OCSP client. */
class OcspFallbackLoginTest {
    private static WebEidWorld world;
    private static Transport transport;
    private static IdCard card;
    private static WebEid webEid;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        transport = Transport.standard();
        card = world.sandbox.card(CardProfile.E_RESIDENT_2025);
        webEid = WebEid.builder()
                .origin(ORIGIN)
                .trust(world.trust)
                .replayGuard(world.guard)
                .ocsp(OcspClient.builder(transport, world.trust, world.clock, world.random)
                        .fallback(
                                Certificate.of(card.issuer().certificate()),
                                FallbackResponder.at(world.sandbox.secondOcsp().uri()))
                        .build())
                .clock(world.clock)
                .random(world.random)
                .build();
    }

    @AfterAll
    static void stop() {
        transport.close();
        world.close();
    }

    @BeforeEach
    void heal() {
        world.sandbox.ocsp().heal();
        world.sandbox.secondOcsp().heal();
    }

    @Test
    void whenTheFirstResponderFails_thenTheProofSaysWhoAnswered() {
        world.sandbox.ocsp().fail(TransportFault.HTTP_503);

        WebEidOutcome outcome = world.login(webEid, card);

        assertThat(outcome.orElseThrow().toProof().facts())
                .containsEntry(
                        "ocsp-responder", world.sandbox.secondOcsp().uri().toString());
        assertThat(webEid.reverify(outcome.orElseThrow().toProof(), world.trust)
                        .orElseThrow()
                        .toProof())
                .isEqualTo(outcome.orElseThrow().toProof());
    }

    @Test
    void whenTheFirstResponderAnswers_thenTheSecondIsNotAsked() {
        long before = world.sandbox.secondOcsp().requestCount();

        assertThat(world.login(webEid, card).orElseThrow().toProof().facts())
                .containsEntry("ocsp-responder", card.issuer().ocspUri().toString());
        assertThat(world.sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheFirstSaysRevoked_thenTheSecondIsNotAsked() {
        IdCard lost = world.sandbox.orderCard(CardProfile.E_RESIDENT_2025).issue();
        world.sandbox
                .ocsp()
                .revoke(lost.authenticationCertificate(), world.clock.instant().minusSeconds(60), 1);
        long before = world.sandbox.secondOcsp().requestCount();

        assertThat(refusal(world.login(webEid, lost))).isEqualTo(WebEidRefusal.CERTIFICATE_REVOKED);
        assertThat(world.sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheTokenIsForged_thenNeitherIsAsked() {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, SESSION);
        world.sandbox.ocsp().fail(TransportFault.HTTP_503);
        long first = world.sandbox.ocsp().requestCount();
        long second = world.sandbox.secondOcsp().requestCount();
        String forged = card.webEid(ORIGIN, challenge.nonce())
                .withSignature(new byte[96])
                .json();

        assertThat(refusal(webEid.finish(challenge, forged, SESSION))).isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(first);
        assertThat(world.sandbox.secondOcsp().requestCount()).isEqualTo(second);
    }

    @Test
    void whenBothFail_thenNobodyIsLoggedIn() {
        world.sandbox.ocsp().fail(TransportFault.HTTP_503);
        world.sandbox.secondOcsp().fail(TransportFault.CONNECTION_RESET);

        assertThatThrownBy(() -> world.login(webEid, card))
                .isInstanceOf(EResidentException.class)
                .extracting(e -> ((EResidentException) e).code())
                .isEqualTo("HTTP_503");
    }

    @Test
    void whenTheCardNamesNoResponder_thenTheFallbackIsAsked() {
        IdCard silent = world.sandbox
                .orderCard(CardProfile.E_RESIDENT_2025)
                .authenticationCertificate(spec -> spec.ocspUri(null))
                .issue();

        assertThat(world.login(webEid, silent).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenTheCardIsOfAnotherIssuer_thenItHasNoFallback() {
        world.sandbox.ocsp().fail(TransportFault.HTTP_503);
        long before = world.sandbox.secondOcsp().requestCount();

        assertThatThrownBy(() -> world.login(webEid, world.sandbox.card(CardProfile.E_RESIDENT_2018)))
                .isInstanceOf(EResidentException.class);
        assertThat(world.sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }
}
