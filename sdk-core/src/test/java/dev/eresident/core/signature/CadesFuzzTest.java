package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.cades.CadesDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, a CMS is read or refused, and no change to what was signed stays unseen. */
class CadesFuzzTest {
    private static final int ROUNDS = 2000;
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);

    @FuzzTest
    void whenAnyBytes_thenADocumentOrTypedFailure(byte[] bytes) throws IOException {
        try {
            assertThat(CadesDocument.read(ByteSource.of(bytes), "content").digests())
                    .isNotNull();
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("CMS_MALFORMED");
        }
    }

    @Test
    void whenBitsChange_thenNothingElseIsEverSignedByTheSigner() throws IOException {
        try (Signed signed = new Signed()) {
            byte[] sound = CadesMaker.ber(
                    new CadesMaker(signed.sandbox, CONTENT).archived().attached());
            CheckReport before = signed.checker.check("contract.txt.p7m", sound);
            assertThat(before.verdict()).isEqualTo(Verdict.VALID);
            Random random = new Random(1);
            for (int i = 0; i < ROUNDS; i++) {
                byte[] changed = sound.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                CheckReport after = signed.checker.check("contract.txt.p7m", changed);
                assertThat(after.findings()).noneMatch(f -> f.code() == FindingCode.INTERNAL_ERROR);
                if (after.verdict() == Verdict.VALID) {
                    assertThat(after.files()).isEqualTo(before.files());
                    assertThat(after.signatures().get(0).signer())
                            .isEqualTo(before.signatures().get(0).signer());
                    assertThat(after.signatures().get(0).claimedAt())
                            .isEqualTo(before.signatures().get(0).claimedAt());
                }
            }
        }
    }
}
