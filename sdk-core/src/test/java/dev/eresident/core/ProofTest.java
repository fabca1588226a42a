package dev.eresident.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.testing.Failures;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00.123456789Z");

    private static Proof sample() {
        return Proof.of(
                "web-eid-login",
                TIME,
                Map.of("origin", "https://example.com", "nonce", "õ€😀"),
                Map.of("certificate", Bytes.fromHex("3000"), "empty", Bytes.empty()));
    }

    @Test
    void whenWrittenAndRead_thenEqual() {
        assertThat(Proof.fromBytes(sample().toBytes())).isEqualTo(sample());
    }

    @Test
    void whenMapsHaveOtherOrder_thenSameBytes() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> two = new LinkedHashMap<>();
        two.put("b", "2");
        two.put("a", "1");

        assertThat(Proof.of("x", TIME, one, Map.of()).toBytes())
                .isEqualTo(Proof.of("x", TIME, two, Map.of()).toBytes());
    }

    @Test
    void whenSourceMapChanges_thenProofDoesNot() {
        Map<String, String> facts = new HashMap<>(Map.of("a", "1"));
        Proof proof = Proof.of("x", TIME, facts, Map.of());
        facts.put("b", "2");

        assertThat(proof.facts()).containsOnlyKeys("a");
        assertThatThrownBy(() -> proof.facts().put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whenRandomContent_thenRoundTripsAndBytesDecideEquality() {
        Random random = new Random(7);
        Proof before = sample();
        for (int round = 0; round < 300; round++) {
            Map<String, String> facts = new HashMap<>();
            IntStream.range(0, random.nextInt(8)).forEach(i -> facts.put("f" + random.nextInt(99), text(random)));
            Map<String, Bytes> materials = new HashMap<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                materials.put("m/" + random.nextInt(99), Bytes.of(bytes));
            }
            Proof proof = Proof.of("t" + random.nextInt(9), TIME.plusNanos(random.nextInt()), facts, materials);

            assertThat(Proof.fromBytes(proof.toBytes())).isEqualTo(proof).hasSameHashCodeAs(proof);
            assertThat(proof.toBytes().equals(before.toBytes())).isEqualTo(proof.equals(before));
            before = proof;
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 1, 0x2fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void whenCutOffAnywhereOrLonger_thenMalformed() {
        byte[] whole = sample().toBytes().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(Failures.codeOf(() -> Proof.fromBytes(Bytes.of(cut)))).isEqualTo("PROOF_MALFORMED");
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThat(Failures.codeOf(() -> Proof.fromBytes(Bytes.of(longer)))).isEqualTo("PROOF_MALFORMED");
    }

    @Test
    void whenAnyByteChanges_thenMalformedOrAnotherProofWithItsOwnBytes() {
        byte[] whole = sample().toBytes().toByteArray();
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << bit);
                Bytes bytes = Bytes.of(changed);
                try {
                    assertThat(Proof.fromBytes(bytes).toBytes())
                            .isEqualTo(bytes)
                            .isNotEqualTo(sample().toBytes());
                } catch (ProtocolException e) {
                    assertThat(e.code()).isEqualTo("PROOF_MALFORMED");
                }
            }
        }
    }

    @Test
    void whenNamesAreNotAscending_thenMalformed() {
        byte[] bytes = Proof.of("x", TIME, Map.of("a", "1", "b", "2"), Map.of())
                .toBytes()
                .toByteArray();
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        String same = text.replace('b', 'a');
        assertThat(same).isNotEqualTo(text);
        Bytes changed = Bytes.of(same.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(Failures.codeOf(() -> Proof.fromBytes(changed))).isEqualTo("PROOF_MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a b", "ä"})
    void whenTypeIsNoLabel_thenRefused(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> Proof.of(type, TIME, Map.of(), Map.of()));
    }

    @Test
    void whenNameOrFactIsOutsideLimits_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Proof.of("x", TIME, Map.of("with space", "1"), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proof.of("x", TIME, Map.of("a", "x".repeat((1 << 16) + 1)), Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Proof.of("x", TIME, Map.of("a", "\ud800"), Map.of()));
    }

    @Test
    void whenPrinted_thenNoContent() {
        assertThat(sample().toString()).doesNotContain("example.com").doesNotContain("3000");
    }
}
