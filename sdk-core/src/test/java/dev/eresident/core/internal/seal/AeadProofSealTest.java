package dev.eresident.core.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.ProofSeal.Rejection;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.internal.seal.SealOutcome.Opened;
import dev.eresident.core.internal.seal.SealOutcome.Rejected;
import dev.eresident.core.testing.Failures;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AeadProofSealTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final Bytes PAYLOAD = Bytes.of("who it is".getBytes(UTF_8));

    private static SecretBytes key(long seed) {
        return SecretBytes.random(32, new Random(seed));
    }

    private static ProofSeal.Builder builder(Instant now) {
        return ProofSeal.builder(Clock.fixed(now, ZoneOffset.UTC), new Random(1));
    }

    private static AeadProofSeal sealAt(Instant now) {
        return (AeadProofSeal) builder(now).activeKey("k1", key(1)).build();
    }

    private static String sealed() {
        return sealAt(NOW).seal("session", "person", "PNOEE-1", LATER, PAYLOAD);
    }

    private static Rejection rejection(SealOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        return ((Rejected) outcome).reason();
    }

    private static SealOutcome open(String text) {
        return sealAt(NOW).open(text, "session", "person", "PNOEE-1");
    }

    @Test
    void whenEverythingFits_thenOpened() {
        assertThat(open(sealed())).isEqualTo(new Opened(PAYLOAD, LATER));
    }

    @Test
    void whenRead_thenNeitherSubjectNorPayloadIsVisible() {
        String text = sealed();
        assertThat(text).matches("eres1\\.[A-Za-z0-9_-]+");
        String raw = new String(
                Base64.getUrlDecoder().decode(text.substring(6)), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(raw).contains("session").doesNotContain("PNOEE").doesNotContain("who it is");
    }

    @Test
    void whenSealedTwice_thenTextsDiffer() {
        AeadProofSeal seal = sealAt(NOW);
        assertThat(seal.seal("p", "t", "s", LATER, PAYLOAD)).isNotEqualTo(seal.seal("p", "t", "s", LATER, PAYLOAD));
    }

    @Test
    void whenRandomContent_thenOpenedAgain() {
        Random random = new Random(99);
        AeadProofSeal seal = sealAt(NOW);
        for (int round = 0; round < 200; round++) {
            byte[] payload = new byte[random.nextInt(5000)];
            random.nextBytes(payload);
            String subject = "õ" + random.nextLong();
            Instant expiry = NOW.plusMillis(1 + random.nextInt(1_000_000));
            String text = seal.seal("p" + round, "t", subject, expiry, Bytes.of(payload));
            assertThat(seal.open(text, "p" + round, "t", subject)).isEqualTo(new Opened(Bytes.of(payload), expiry));
        }
    }

    @Nested
    class Rejections {
        @Test
        void whenOtherPurpose_thenWrongPurpose() {
            assertThat(rejection(sealAt(NOW).open(sealed(), "authorise", "person", "PNOEE-1")))
                    .isEqualTo(Rejection.WRONG_PURPOSE);
        }

        @Test
        void whenOtherType_thenWrongType() {
            assertThat(rejection(sealAt(NOW).open(sealed(), "session", "payment", "PNOEE-1")))
                    .isEqualTo(Rejection.WRONG_TYPE);
        }

        @Test
        void whenOtherSubject_thenWrongSubject() {
            assertThat(rejection(sealAt(NOW).open(sealed(), "session", "person", "PNOEE-2")))
                    .isEqualTo(Rejection.WRONG_SUBJECT);
        }

        @Test
        void whenTimeIsOver_thenExpired() {
            assertThat(sealAt(LATER.minusMillis(1)).open(sealed(), "session", "person", "PNOEE-1"))
                    .isInstanceOf(Opened.class);
            assertThat(rejection(sealAt(LATER).open(sealed(), "session", "person", "PNOEE-1")))
                    .isEqualTo(Rejection.EXPIRED);
        }

        @Test
        void whenKeyIsNotThere_thenUnknownKey() {
            AeadProofSeal other =
                    (AeadProofSeal) builder(NOW).activeKey("k2", key(1)).build();
            assertThat(rejection(other.open(sealed(), "session", "person", "PNOEE-1")))
                    .isEqualTo(Rejection.UNKNOWN_KEY);
        }

        @Test
        void whenKeyIsAnotherOfTheSameId_thenTampered() {
            AeadProofSeal other =
                    (AeadProofSeal) builder(NOW).activeKey("k1", key(2)).build();
            assertThat(rejection(other.open(sealed(), "session", "person", "PNOEE-1")))
                    .isEqualTo(Rejection.TAMPERED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "eres1.", "eres1.AAAA", "eres2.AAAA", "eres1.****", "x"})
        void whenNoSealedText_thenMalformed(String text) {
            assertThat(rejection(open(text))).isEqualTo(Rejection.MALFORMED);
        }

        @Test
        void whenPaddedOrTooLong_thenMalformed() {
            assertThat(rejection(open(sealed() + "="))).isEqualTo(Rejection.MALFORMED);
            assertThat(rejection(open("eres1." + "A".repeat(1 << 21)))).isEqualTo(Rejection.MALFORMED);
        }

        @Test
        void whenAnyBitChanges_thenNeverOpened() {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed().substring(6));
            for (int i = 0; i < bytes.length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = bytes.clone();
                    changed[i] ^= (byte) (1 << bit);
                    String text =
                            "eres1." + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
                    assertThat(rejection(open(text)))
                            .isIn(Rejection.TAMPERED, Rejection.UNKNOWN_KEY, Rejection.MALFORMED);
                }
            }
        }

        @Test
        void whenAnyCharacterChanges_thenNeverOpened() {
            String text = sealed();
            for (int i = 0; i < text.length(); i++) {
                for (char other : new char[] {'A', 'B', '_', '='}) {
                    if (text.charAt(i) != other) {
                        String changed = text.substring(0, i) + other + text.substring(i + 1);
                        assertThat(open(changed)).isInstanceOf(Rejected.class);
                    }
                }
            }
        }

        @Test
        void whenCutOffAnywhere_thenNeverOpened() {
            String text = sealed();
            for (int length = 0; length < text.length(); length++) {
                assertThat(open(text.substring(0, length))).isInstanceOf(Rejected.class);
            }
        }
    }

    @Nested
    class Rotation {
        @Test
        void whenKeyBecameOlder_thenStillOpensAndNewTextsUseTheActiveKey() {
            AeadProofSeal rotated = (AeadProofSeal)
                    builder(NOW).activeKey("k2", key(2)).olderKey("k1", key(1)).build();

            assertThat(rotated.open(sealed(), "session", "person", "PNOEE-1")).isInstanceOf(Opened.class);
            String fresh = rotated.seal("session", "person", "PNOEE-1", LATER, PAYLOAD);
            assertThat(rejection(open(fresh))).isEqualTo(Rejection.UNKNOWN_KEY);
            assertThat(rotated.keyIds()).containsExactlyInAnyOrder("k1", "k2");
            assertThat(rotated.activeKeyId()).isEqualTo("k2");
        }

        @Test
        void whenSecretIsClosedAfterBuild_thenSealWorks() {
            SecretBytes secret = key(1);
            AeadProofSeal seal =
                    (AeadProofSeal) builder(NOW).activeKey("k1", secret).build();
            secret.close();
            assertThat(seal.open(sealed(), "session", "person", "PNOEE-1")).isInstanceOf(Opened.class);
        }
    }

    @Nested
    class Setup {
        @Test
        void whenKeysAreWrong_thenConfigurationSaysSo() {
            assertThat(Failures.codeOf(() -> builder(NOW).build())).isEqualTo("SEAL_KEY_MISSING");
            assertThat(Failures.codeOf(() -> builder(NOW).olderKey("k", key(1)).build()))
                    .isEqualTo("SEAL_KEY_MISSING");
            assertThat(Failures.codeOf(() -> builder(NOW).activeKey("k", SecretBytes.of(new byte[16]))))
                    .isEqualTo("SEAL_KEY_SIZE");
            assertThat(Failures.codeOf(() -> builder(NOW).activeKey("k ", key(1))))
                    .isEqualTo("SEAL_KEY_ID");
            assertThat(Failures.codeOf(() -> builder(NOW).activeKey("k", key(1)).olderKey("k", key(2))))
                    .isEqualTo("SEAL_KEY_ID");
            assertThat(Failures.codeOf(() -> builder(NOW).activeKey("k", key(1)).activeKey("l", key(2))))
                    .isEqualTo("SEAL_KEY_ID");
        }

        @Test
        void whenArgumentsAreOutsideLimits_thenRefused() {
            AeadProofSeal seal = sealAt(NOW);
            assertThatIllegalArgumentException().isThrownBy(() -> seal.seal("", "t", "s", LATER, PAYLOAD));
            assertThatIllegalArgumentException().isThrownBy(() -> seal.seal("p", "õ", "s", LATER, PAYLOAD));
            assertThatIllegalArgumentException().isThrownBy(() -> seal.seal("p", "t", "s", NOW, PAYLOAD));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> seal.seal("p", "t", "s".repeat(1025), LATER, PAYLOAD));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> seal.seal("p", "t", "s", LATER, Bytes.of(new byte[(1 << 20) + 1])));
        }
    }
}
