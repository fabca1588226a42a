package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidToken;
import dev.eresident.sandbox.pki.CertificateSpec;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One fault in an otherwise good token at a time; none of them may make the server ask the OCSP responder. */
abstract class OneFault {
    static WebEidWorld world;
    static IdCard good;
    private long callsBefore;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        good = world.sandbox.card(CardProfile.E_RESIDENT_2025);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void count() {
        callsBefore = world.sandbox.ocsp().requestCount();
    }

    @AfterEach
    void whenRefusedBeforeTheStatus_thenNobodyWasAsked() {
        assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(callsBefore);
    }

    static WebEidRefusal refusalOf(UnaryOperator<WebEidToken> fault) {
        WebEidChallenge challenge = world.start();
        String json = fault.apply(good.webEid(ORIGIN, challenge.nonce())).json();
        return refusal(world.webEid.finish(challenge, json, SESSION));
    }

    static WebEidRefusal refusalOfText(String json) {
        return refusal(world.webEid.finish(world.start(), json, SESSION));
    }

    static WebEidRefusal refusalOfCard(IdCard card) {
        return refusal(world.login(card));
    }

    static IdCard card(UnaryOperator<CertificateSpec> change) {
        return world.sandbox
                .orderCard(CardProfile.E_RESIDENT_2025)
                .authenticationCertificate(change)
                .issue();
    }
}
