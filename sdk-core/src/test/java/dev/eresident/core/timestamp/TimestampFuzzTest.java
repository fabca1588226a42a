package dev.eresident.core.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.tsa.TsaFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Foreign bytes as a time-stamp token: one exception or a verdict, and no time that was not signed. */
@ExtendWith(SandboxExtension.class)
class TimestampFuzzTest {
    private static final int ROUNDS = 2000;
    private static final byte[] DIGEST = DigestAlgorithm.SHA256.digest(new byte[] {1});

    private final Sandbox sandbox;
    private final TimestampCheck check;

    TimestampFuzzTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        Certificate tsa = Certificate.of(sandbox.pki().tsa().certificate());
        this.check = TimestampCheck.with(TrustPolicy.test(
                TrustAnchors.builder().add(ServiceType.TSA_QTST, tsa).build()));
    }

    /** Tokens with a fault that makes them prove nothing; the same seed gives the same keys in another sandbox. */
    static Stream<byte[]> seeds() {
        try (Sandbox same = Sandbox.start()) {
            List<byte[]> tokens = new ArrayList<>();
            for (TsaFault how : List.of(
                    TsaFault.WRONG_IMPRINT,
                    TsaFault.BAD_SIGNATURE,
                    TsaFault.SIGNER_WITHOUT_PURPOSE,
                    TsaFault.SIGNER_EXPIRED)) {
                tokens.add(same.tsa().token(DIGEST, same.clock().instant(), how));
            }
            tokens.add(Arrays.copyOf(tokens.get(0), tokens.get(0).length - 1));
            return tokens.stream();
        }
    }

    @MethodSource("seeds")
    @FuzzTest
    void whenAnyBytesAsAToken_thenNothingIsProven(byte[] data) {
        try {
            TimestampToken token = TimestampToken.parse(data);
            assertThat(check.check(token, DIGEST, List.of())).isInstanceOf(TimestampStatus.Unacceptable.class);
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("TIMESTAMP_UNREADABLE");
        }
    }

    @Test
    void whenBitsChange_thenNoOtherTimeIsProven() {
        Instant now = sandbox.clock().instant();
        byte[] sound = sandbox.tsa().token(DIGEST, now, null);
        Instant proven =
                ((TimestampStatus.Proven) check.check(TimestampToken.parse(sound), DIGEST, List.of())).generatedAt();
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                TimestampStatus status = check.check(TimestampToken.parse(changed), DIGEST, List.of());
                if (status instanceof TimestampStatus.Proven still) {
                    assertThat(still.generatedAt()).isEqualTo(proven);
                }
            } catch (ProtocolException e) {
                assertThat(e.code()).isEqualTo("TIMESTAMP_UNREADABLE");
            }
        }
    }
}
