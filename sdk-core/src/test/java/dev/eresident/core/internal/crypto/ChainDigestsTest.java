package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The published digests of "abc". */
class ChainDigestsTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whenRipemd160_thenThePublishedDigest() {
        assertThat(Bytes.of(ChainDigests.ripemd160(ABC)).hex()).isEqualTo("8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    }

    @Test
    void whenKeccak256_thenThePublishedDigest_notSha3() {
        assertThat(Bytes.of(ChainDigests.keccak256(ABC)).hex())
                .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    }
}
