package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.transport.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes back: an answer to this question, or one of our exceptions. */
class XRoadMutationTest {
    private static final Bytes QUESTION = SoapEnvelopeWriter.write(World.CLIENT, World.question(), "id-1");
    private static final byte[] ANSWER = World.answer(QUESTION).getBytes(StandardCharsets.UTF_8);
    private static final int ROUNDS = 3000;

    @Test
    void whenTheHeaderOfAnAnswerIsChangedAnywhere_thenAcceptedOnlyWithTheSameHashAndIdentity() {
        String right = new String(ANSWER, StandardCharsets.UTF_8);
        String hash = World.digest("SHA-512", QUESTION);
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = mutate(ANSWER, random);
            try {
                SoapAnswerCheck.check(QUESTION, Bytes.of(mutant));
                String text = new String(mutant, StandardCharsets.UTF_8);
                assertThat(text).as("round %s", round).contains("id-1", "70000310", "12345678", hash.substring(80));
            } catch (ProtocolException e) {
                assertThat(e.code()).isIn("SOAP_MALFORMED", "XROAD_ANSWER_MISMATCH", "XROAD_REQUEST_HASH");
                assertThat(e.getCause()).isNull();
                refused++;
            }
        }
        assertThat(right).contains(hash);
        assertThat(refused).isGreaterThan(ROUNDS / 2);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = java.util.Arrays.copyOf(bytes, at);
            default -> {
                int length = Math.min(1 + random.nextInt(60), bytes.length - at);
                byte[] cut = new byte[bytes.length - length];
                System.arraycopy(bytes, 0, cut, 0, at);
                System.arraycopy(bytes, at + length, cut, at, cut.length - at);
                bytes = cut;
            }
        }
        return bytes;
    }

    @FuzzTest
    void whenAnyBytes_thenAnswerOrTypedFailure(byte[] bytes) {
        try {
            SoapAnswerCheck.check(QUESTION, Bytes.of(bytes));
        } catch (ProtocolException e) {
            assertThat(e.code()).isIn("SOAP_MALFORMED", "XROAD_ANSWER_MISMATCH", "XROAD_REQUEST_HASH");
        }
        try {
            SoapEnvelope.read(bytes)
                    .fault()
                    .ifPresent(fault -> assertThat(new XRoadFaults(fault.code(), fault.text(), fault.detail())
                                    .exception("X-Road", "id-1")
                                    .code())
                            .startsWith("XROAD_"));
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("SOAP_MALFORMED");
        }
        for (String type : new String[] {"text/xml", "application/json"}) {
            String error = new String(bytes, StandardCharsets.ISO_8859_1);
            try {
                Answers.requireMatch(
                        new TransportResponse(
                                500, Map.of("x-road-error", error, "content-type", type), Bytes.of(bytes)),
                        World.CLIENT,
                        World.REST,
                        "X-Road",
                        "id-1");
                throw new AssertionError("An error was taken for an answer");
            } catch (EResidentException e) {
                assertThat(e.code()).startsWith("XROAD_");
            }
        }
    }
}
