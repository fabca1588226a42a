package dev.eresident.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
    private static final byte[] KEY = {1, 2, 3};

    @Test
    void whenUsed_thenCopyIsLentAndWiped() {
        AtomicReference<byte[]> kept = new AtomicReference<>();
        try (SecretBytes secret = SecretBytes.of(KEY)) {
            assertThat(secret.<Integer>use(bytes -> {
                        kept.set(bytes);
                        return (int) bytes[2];
                    }))
                    .isEqualTo(3);
            assertThat(kept.get()).containsOnly(0);
            secret.accept(bytes -> assertThat(bytes).containsExactly(KEY));
        }
    }

    @Test
    void whenSourceChanges_thenSecretDoesNot() {
        byte[] source = KEY.clone();
        SecretBytes secret = SecretBytes.of(source);
        source[0] = 9;
        assertThat(secret).isEqualTo(SecretBytes.of(KEY));
    }

    @Test
    void whenClosed_thenNotUsableAndEqualToNothingElse() {
        SecretBytes secret = SecretBytes.of(KEY);
        secret.close();
        secret.close();

        assertThat(secret.isDestroyed()).isTrue();
        assertThat(secret.size()).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(() -> secret.accept(bytes -> {}));
        Object same = secret;
        assertThat(secret.equals(same)).isTrue();
        assertThat(secret).isNotEqualTo(SecretBytes.of(new byte[3]));
    }

    @Test
    void whenCompared_thenByContent() {
        assertThat(SecretBytes.of(KEY))
                .isEqualTo(SecretBytes.of(KEY))
                .hasSameHashCodeAs(SecretBytes.of(KEY))
                .isNotEqualTo(SecretBytes.of(new byte[] {1, 2, 4}))
                .isNotEqualTo(SecretBytes.of(new byte[] {1, 2}));
    }

    @Test
    void whenPrinted_thenRedacted() {
        assertThat(SecretBytes.of(KEY)).hasToString("SecretBytes[redacted]");
    }

    @Test
    void whenDrawn_thenFromTheGivenSource() {
        byte[] expected = new byte[32];
        new Random(5).nextBytes(expected);
        assertThat(SecretBytes.random(32, new Random(5))).isEqualTo(SecretBytes.of(expected));
    }
}
