package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.EResidentException;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.ocsp.OcspFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last step, against the sandbox's responder over real sockets: only "good" logs anybody in. */
class WebEidOcspTest {
    private static WebEidWorld world;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void heal() {
        world.sandbox.ocsp().heal();
    }

    @Test
    void whenGood_thenAskedOnceAndTheAnswerIsInTheProof() {
        long before = world.sandbox.ocsp().requestCount();

        WebEidOutcome outcome = world.login(world.sandbox.eResident());

        assertThat(outcome.orElseThrow().toProof().materials()).containsKey("ocsp-response");
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before + 1);
    }

    @Test
    void whenRevoked_thenRejectedWithTheAnswer() {
        IdCard card = world.sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue();
        world.sandbox
                .ocsp()
                .revoke(card.authenticationCertificate(), world.clock.instant().minusSeconds(60), 1);

        WebEidOutcome outcome = world.login(card);

        assertThat(refusal(outcome)).isEqualTo(WebEidRefusal.CERTIFICATE_REVOKED);
        assertThat(((WebEidOutcome.Rejected) outcome).ocsp().orElseThrow()).isInstanceOf(OcspStatus.Revoked.class);
    }

    @Test
    void whenSuspendedAndActivatedAgain_thenRejectedAndThenAccepted() {
        IdCard card = world.sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue();
        world.sandbox
                .ocsp()
                .suspend(card.authenticationCertificate(), world.clock.instant().minusSeconds(60));
        assertThat(refusal(world.login(card))).isEqualTo(WebEidRefusal.CERTIFICATE_REVOKED);

        world.sandbox.ocsp().activate(card.authenticationCertificate());
        assertThat(world.login(card).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenUnknown_thenRejected() {
        IdCard card = world.sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue();
        world.sandbox.ocsp().forget(card.authenticationCertificate());

        assertThat(refusal(world.login(card))).isEqualTo(WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(OcspFault.class)
    void whenTheResponderMisbehaves_thenNobodyIsLoggedIn(OcspFault fault) {
        world.sandbox.ocsp().misbehave(fault);

        assertThat(failure(world.sandbox.eResident())).isNotEqualTo("AUTHENTICATED");
    }

    @ParameterizedTest
    @EnumSource(TransportFault.class)
    void whenTheNetworkFails_thenTypedErrorThatNamesTheServiceAndTheChallengeIsUsedUp(TransportFault fault) {
        WebEidChallenge challenge = world.start();
        String token = world.sandbox.eResident().webEidToken(ORIGIN, challenge.nonce());
        world.sandbox.ocsp().fail(fault);

        assertThatThrownBy(() -> world.webEid.finish(challenge, token, SESSION))
                .isInstanceOf(EResidentException.class)
                .hasMessageContaining("OCSP");
        world.sandbox.ocsp().heal();
        assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                .isEqualTo(WebEidRefusal.CHALLENGE_ALREADY_USED);
    }

    @Test
    void whenTheCertificateNamesNoResponder_thenRejected() {
        IdCard card = world.sandbox
                .orderCard(CardProfile.E_RESIDENT_2018)
                .authenticationCertificate(spec -> spec.ocspUri(null))
                .issue();

        assertThat(refusal(world.login(card))).isEqualTo(WebEidRefusal.OCSP_FAILED);
    }

    private static String failure(IdCard card) {
        try {
            WebEidOutcome outcome = world.login(card);
            return outcome.match(ok -> "AUTHENTICATED", rejected -> {
                assertThat(rejected.code()).isIn(WebEidRefusal.OCSP_FAILED, WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN);
                assertThat(rejected.ocsp()).isPresent();
                return rejected.code().name();
            });
        } catch (EResidentException e) {
            assertThat(e).hasMessageContaining("OCSP");
            return e.code();
        }
    }
}
