package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.TestClock;
import dev.eresident.auth.UnsealOutcome;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The two ways in which a person comes back: sealed by the bank, or verified again. */
class AuthenticatedPersonTest {
    private static WebEidWorld world;
    private static AuthenticatedPerson person;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        person = world.login(world.sandbox.eResident()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void whenAProofType_thenNotSerializable() {
        assertThat(person).isNotInstanceOf(Serializable.class);
        assertThat(AuthenticatedPerson.class.isSealed()).isTrue();
    }

    @Nested
    class Sealing {
        private static final String PURPOSE = "bank-session";
        private final TestClock clock = new TestClock(world.clock.instant());
        private final ProofSeal seal = seal("k1");

        private ProofSeal seal(String id) {
            return ProofSeal.builder(clock, new SecureRandom())
                    .activeKey(id, SecretBytes.random(32, new SecureRandom()))
                    .build();
        }

        @Test
        void whenSealedAndOpened_thenTheSamePerson() {
            String sealed = person.seal(seal, PURPOSE, "session-9");

            AuthenticatedPerson opened = AuthenticatedPerson.unseal(seal, sealed, PURPOSE, "session-9")
                    .orElseThrow();

            assertThat(opened.identifier()).isEqualTo(person.identifier());
            assertThat(opened.fullName()).isEqualTo(person.fullName());
            assertThat(opened.document()).isEqualTo(person.document());
            assertThat(opened.method()).isEqualTo(person.method());
            assertThat(opened.assuranceLevel()).isEqualTo(person.assuranceLevel());
            assertThat(opened.certificate()).isEqualTo(person.certificate());
            assertThat(opened.verifiedAt()).isEqualTo(person.verifiedAt());
            assertThat(opened.validUntil()).isEqualTo(person.validUntil());
            assertThat(opened.toProof()).isEqualTo(person.toProof());
            assertThat(sealed)
                    .doesNotContain(person.personalCode().orElseThrow().digits());
        }

        @Test
        void whenForAnotherSession_thenWrongSubject() {
            assertThat(reason(person.seal(seal, PURPOSE, "session-9"), PURPOSE, "session-8"))
                    .isEqualTo(ProofSeal.Rejection.WRONG_SUBJECT);
        }

        @Test
        void whenForAnotherPurpose_thenWrongPurpose() {
            assertThat(reason(person.seal(seal, PURPOSE, "s"), "other", "s"))
                    .isEqualTo(ProofSeal.Rejection.WRONG_PURPOSE);
        }

        @Test
        void whenThePersonIsNotValidAnyMore_thenExpired() {
            String sealed = person.seal(seal, PURPOSE, "s");
            clock.advance(Duration.ofMinutes(15).plusMillis(1));

            assertThat(reason(sealed, PURPOSE, "s")).isEqualTo(ProofSeal.Rejection.EXPIRED);
        }

        @Test
        void whenSealedByAnotherKey_thenRejected() {
            assertThat(reason(person.seal(seal("k1"), PURPOSE, "s"), PURPOSE, "s"))
                    .isEqualTo(ProofSeal.Rejection.TAMPERED);
            assertThat(reason(person.seal(seal("k2"), PURPOSE, "s"), PURPOSE, "s"))
                    .isEqualTo(ProofSeal.Rejection.UNKNOWN_KEY);
        }

        @Test
        void whenGarbage_thenTypedException() {
            UnsealOutcome outcome = AuthenticatedPerson.unseal(seal, "garbage", PURPOSE, "s");

            assertThat(outcome.kind()).isEqualTo(UnsealOutcome.Kind.REJECTED);
            assertThatThrownBy(outcome::orElseThrow)
                    .isInstanceOf(TrustException.class)
                    .extracting(e -> ((TrustException) e).code())
                    .isEqualTo("SEAL_MALFORMED");
        }

        private ProofSeal.Rejection reason(String sealed, String purpose, String subject) {
            return AuthenticatedPerson.unseal(seal, sealed, purpose, subject)
                    .match(
                            ok -> {
                                throw new AssertionError("The text was opened");
                            },
                            UnsealOutcome.Rejected::reason);
        }
    }

    @Nested
    class Reverifying {
        private final Proof proof = person.toProof();

        @Test
        void whenYearsLater_thenTheSamePersonAsOfThen() {
            long before = world.sandbox.ocsp().requestCount();
            Proof stored = Proof.fromBytes(proof.toBytes());

            AuthenticatedPerson again =
                    world.webEid.reverify(stored, world.trust).orElseThrow();

            assertThat(again.identifier()).isEqualTo(person.identifier());
            assertThat(again.verifiedAt()).isEqualTo(person.verifiedAt());
            assertThat(again.toProof()).isEqualTo(proof);
            assertThat(world.sandbox.ocsp().requestCount()).isEqualTo(before);
        }

        @Test
        void whenVerifiedAgain_thenThePersonCannotAct() {
            AuthenticatedPerson again =
                    world.webEid.reverify(proof, world.trust).orElseThrow();

            assertThat(again.validUntil()).isEqualTo(again.verifiedAt());
            assertThat(again.isValidAt(again.verifiedAt().plusMillis(1))).isFalse();
        }

        @Test
        void whenTheTokenWasChanged_thenRefused() {
            Bytes token = person.toProof().materials().get("token");
            byte[] changed = token == null ? new byte[0] : token.toByteArray();
            changed[changed.length / 2] ^= 1;

            assertThat(world.webEid
                            .reverify(with("token", Bytes.of(changed)), world.trust)
                            .kind())
                    .isEqualTo(WebEidOutcome.Kind.REJECTED);
        }

        @Test
        void whenTheNonceWasChanged_thenSignatureInvalid() {
            assertThat(refusal(world.webEid.reverify(withFact("nonce", "B".repeat(44)), world.trust)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenForAnOriginThatIsNotOurs_thenSignatureInvalid() {
            assertThat(refusal(world.webEid.reverify(withFact("origin", "https://evil.example"), world.trust)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenAGoodLoginAtAnOriginThatIsNotOurs_thenSignatureInvalid() {
            WebEid evil = WebEid.builder()
                    .origin("https://evil.example")
                    .trust(world.trust)
                    .replayGuard(world.guard)
                    .ocsp(world.ocsp)
                    .clock(world.clock)
                    .random(world.random)
                    .build();
            WebEidChallenge challenge = evil.start(Purpose.LOGIN, "s");
            String token = world.sandbox.eResident().webEidToken("https://evil.example", challenge.nonce());
            Proof phished = evil.finish(challenge, token, "s").orElseThrow().toProof();

            assertThat(evil.reverify(phished, world.trust).kind()).isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
            assertThat(refusal(world.webEid.reverify(phished, world.trust))).isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenTheTimeWasChanged_thenTheStoredAnswerDoesNotFit() {
            Proof later = at(proof.verifiedAt().plus(Duration.ofDays(2)));
            Proof earlier = at(proof.verifiedAt().minus(Duration.ofHours(1)));

            assertThat(refusal(world.webEid.reverify(later, world.trust))).isEqualTo(WebEidRefusal.OCSP_FAILED);
            assertThat(refusal(world.webEid.reverify(earlier, world.trust))).isEqualTo(WebEidRefusal.OCSP_FAILED);
        }

        @Test
        void whenNotTrustedAnyMore_thenRefused() {
            TrustPolicy stranger = TrustPolicy.test(TrustAnchors.ofCas(
                    List.of(Certificate.of(world.sandbox.pki().stranger().certificate()))));

            assertThat(refusal(world.webEid.reverify(proof, stranger)))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheAnswerIsMissing_thenIncompleteUnlessNotAskedFor() {
            Map<String, Bytes> materials = new HashMap<>(proof.materials());
            materials.remove("ocsp-response");
            Proof bare = Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials);

            assertThat(refusal(world.webEid.reverify(bare, world.trust))).isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
            assertThat(world.withoutOcsp().reverify(bare, world.trust).kind())
                    .isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        }

        @Test
        void whenAProofOfSomethingElse_thenIncomplete() {
            Proof other = Proof.of("other", proof.verifiedAt(), proof.facts(), proof.materials());

            assertThat(refusal(world.webEid.reverify(other, world.trust))).isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
            assertThat(refusal(world.webEid.reverify(with("token", Bytes.of(new byte[] {-1})), world.trust)))
                    .isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
            assertThatThrownBy(() -> Proof.fromBytes(Bytes.empty())).isInstanceOf(ProtocolException.class);
        }

        private Proof with(String material, Bytes value) {
            Map<String, Bytes> materials = new HashMap<>(proof.materials());
            materials.put(material, value);
            return Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials);
        }

        private Proof withFact(String fact, String value) {
            Map<String, String> facts = new HashMap<>(proof.facts());
            facts.put(fact, value);
            return Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials());
        }

        private Proof at(Instant time) {
            return Proof.of(proof.type(), time, proof.facts(), proof.materials());
        }
    }
}
