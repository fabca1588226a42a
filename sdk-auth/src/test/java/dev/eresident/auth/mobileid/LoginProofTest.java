package dev.eresident.auth.mobileid;

import static dev.eresident.auth.mobileid.MobileIdWorld.BROWSER;
import static dev.eresident.auth.mobileid.MobileIdWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored login is verified again from its proof alone. */
class LoginProofTest {
    private static MobileIdWorld world;
    private static Proof proof;

    @BeforeAll
    static void logIn() {
        world = new MobileIdWorld();
        MobileIdSession session = world.start(world.login());
        AuthenticatedPerson person = world.mobileId
                .finishLogin(session, world.answer(session), BROWSER)
                .orElseThrow();
        proof = Proof.fromBytes(person.toProof().toBytes());
        world.clock.advance(Duration.ofDays(3));
        world.sandbox.ocsp().revoke(world.service.account().login().certificate(), world.clock.instant(), 1);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static Proof with(String name, UnaryOperator<String> change) {
        Map<String, Bytes> materials = new HashMap<>(proof.materials());
        String before = new String(Objects.requireNonNull(materials.get(name)).toByteArray(), StandardCharsets.UTF_8);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        materials.put(name, Bytes.of(after.getBytes(StandardCharsets.UTF_8)));
        return Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials);
    }

    private static MobileIdRefusal refused(Proof changed) {
        return refusal(world.mobileId.reverify(changed, world.trust));
    }

    @Test
    void whenTheProofIsVerifiedAgain_thenTheSamePersonWhoCannotAct() {
        AuthenticatedPerson again = world.mobileId.reverify(proof, world.trust).orElseThrow();

        assertThat(again.identifier()).isEqualTo(world.user.person());
        assertThat(again.validUntil()).isEqualTo(again.verifiedAt()).isEqualTo(proof.verifiedAt());
        assertThat(again.toProof()).isEqualTo(proof);
    }

    @Test
    void whenItIsSaidToBeOfAnotherTime_thenTheStatusIsNotOfThatTime() {
        Proof later =
                Proof.of(proof.type(), proof.verifiedAt().plus(Duration.ofDays(2)), proof.facts(), proof.materials());

        assertThat(refused(later)).isEqualTo(MobileIdRefusal.OCSP_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "session-status", "ocsp-response"})
    void whenAMaterialIsMissing_thenTheProofIsIncomplete(String name) {
        Map<String, Bytes> materials = new HashMap<>(proof.materials());
        assertThat(materials.remove(name)).isNotNull();

        assertThat(refused(Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials)))
                .isEqualTo(MobileIdRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenItIsOfAnotherMethod_thenTheProofIsIncomplete() {
        assertThat(refused(Proof.of("smart-id-login", proof.verifiedAt(), proof.facts(), proof.materials())))
                .isEqualTo(MobileIdRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenTheHashWasChanged_thenTheSignatureIsInvalid() {
        assertThat(refused(with(
                        "session",
                        text -> text.replaceFirst("\"hash\":\"[^\"]+", "\"hash\":\"" + "A".repeat(43) + "="))))
                .isEqualTo(MobileIdRefusal.SIGNATURE_INVALID);
    }

    @Test
    void whenTheHashIsNoBase64_thenTheAnswerIsMalformed() {
        assertThat(refused(with("session", text -> text.replaceFirst("\"hash\":\"[^\"]+", "\"hash\":\"?"))))
                .isEqualTo(MobileIdRefusal.ANSWER_MALFORMED);
    }

    @Test
    void whenThePersonWasChanged_thenItIsAnotherThanInTheCertificate() {
        assertThat(refused(with("session", text -> text.replace("\"PNOEE-", "\"PNOLT-"))))
                .isEqualTo(MobileIdRefusal.IDENTITY_MISMATCH);
    }

    @Test
    void whenItIsTurnedIntoASignature_thenTheProofIsIncomplete() {
        assertThat(refused(with("session", text -> text.replace("\"kind\":\"LOGIN\"", "\"kind\":\"SIGNATURE\""))))
                .isEqualTo(MobileIdRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenTheAuthorityIsNotTrusted_thenItIsRefused() {
        TrustPolicy others = TrustPolicy.test(TrustAnchors.ofCas(
                List.of(Certificate.of(world.sandbox.pki().smartId().certificate()))));

        assertThat(refusal(world.mobileId.reverify(proof, others))).isEqualTo(MobileIdRefusal.CERTIFICATE_NOT_TRUSTED);
    }
}
