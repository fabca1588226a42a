package dev.eresident.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SessionBindingTest {
    @Test
    void whenSameValueAsTextOrBytes_thenEqual() {
        assertThat(SessionBinding.of("tõnu"))
                .isEqualTo(SessionBinding.of(Bytes.of("tõnu".getBytes(StandardCharsets.UTF_8))))
                .hasSameHashCodeAs(SessionBinding.of("tõnu"));
        assertThat(SessionBinding.of("a")).isNotEqualTo(SessionBinding.of("b"));
    }

    @Test
    void whenHashed_thenLabelledSha256() {
        // printf 'eresident session binding\0abc' | sha256sum
        assertThat(SessionBinding.of("abc").hash().hex())
                .isEqualTo("e3737b1680d4b76f11b4f6d4227cd8a093ce25e5de792d29925e028b719c60d1");
    }

    @Test
    void whenPrinted_thenRedacted() {
        assertThat(SessionBinding.of("very-secret")).hasToString("SessionBinding[redacted]");
    }

    @Test
    void whenEmpty_thenRefused() {
        assertThatThrownBy(() -> SessionBinding.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SessionBinding.of(Bytes.empty())).isInstanceOf(IllegalArgumentException.class);
    }
}
