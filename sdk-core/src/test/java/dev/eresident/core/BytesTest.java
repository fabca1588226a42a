package dev.eresident.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void whenArrayChanges_thenBytesDoNot() {
        byte[] source = {1, 2};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        bytes.toByteArray()[1] = 9;
        assertThat(bytes.toByteArray()).containsExactly(1, 2);
    }

    @Test
    void whenEncoded_thenDecodedAgain() throws IOException {
        Bytes bytes = Bytes.fromHex("00fF10");
        assertThat(bytes.hex()).isEqualTo("00ff10");
        assertThat(bytes.base64()).isEqualTo("AP8Q");
        assertThat(Bytes.fromBase64("AP8Q")).isEqualTo(bytes).hasSameHashCodeAs(bytes);
        assertThat(bytes.openStream().readAllBytes()).containsExactly(0, -1, 16);
        assertThat(bytes.size()).isEqualTo(3);
    }

    @Test
    void whenNotBase64OrHex_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromBase64("AP8\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0g"));
    }

    @Test
    void whenCompared_thenUnsigned() {
        assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
        assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("7f00")).isNotEqualTo(Bytes.fromHex("7f00"));
    }

    @Test
    void whenLong_thenPrintedBySize() {
        assertThat(Bytes.of(new byte[33])).hasToString("Bytes[33 bytes]");
        assertThat(Bytes.empty().isEmpty()).isTrue();
    }
}
