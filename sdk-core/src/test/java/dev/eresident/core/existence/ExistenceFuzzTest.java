package dev.eresident.core.existence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.existence.EvidenceMaker.Chain;
import dev.eresident.core.existence.EvidenceMaker.Stamp;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Foreign bytes as proofs of existence: a verdict or one typed exception, and nothing proven that was not. */
@ExtendWith(SandboxExtension.class)
class ExistenceFuzzTest {
    private static final int ROUNDS = 300;
    private static final byte[] FILE = {1, 2, 3};

    private final Instant now;
    private final EvidenceRecordCheck check;
    private final List<Chain> chains;

    ExistenceFuzzTest(Sandbox sandbox) {
        this.now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Certificate tsa = Certificate.of(sandbox.pki().tsa().certificate());
        this.check = EvidenceRecordCheck.with(TrustPolicy.test(
                TrustAnchors.builder().add(ServiceType.TSA_QTST, tsa).build()));
        DigestAlgorithm digest = DigestAlgorithm.SHA256;
        List<List<byte[]>> tree = List.of(List.of(digest.digest(FILE)), List.of(digest.digest(new byte[0])));
        Stamp first = EvidenceMaker.stamp(digest, tree, sandbox.pki().tsa(), now.minusSeconds(60));
        this.chains = List.of(new Chain(digest, List.of(first)));
    }

    private Optional<EvidenceStatus> judge(byte[] record) {
        try {
            return Optional.of(
                    check.check(EvidenceRecord.parse(record), List.of(DataObject.of(Bytes.of(FILE))), List.of(), now));
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("EVIDENCE_RECORD_UNREADABLE");
            return Optional.empty();
        }
    }

    @FuzzTest
    void whenAnyBytesAsARecord_thenNothingIsProven(byte[] data) {
        judge(data).ifPresent(status -> assertThat(status.kind()).isEqualTo(EvidenceStatus.Kind.UNACCEPTABLE));
    }

    @FuzzTest
    void whenAnyBytesAsAnOpenTimestamp_thenNothingIsAttested(byte[] data) {
        try {
            OpenTimestampStatus status = OpenTimestampCheck.with(height -> Optional.empty())
                    .check(OpenTimestamp.parse(data), DataObject.of(Bytes.of(FILE)));
            assertThat(status.kind()).isNotEqualTo(OpenTimestampStatus.Kind.ATTESTED);
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("OPEN_TIMESTAMP_UNREADABLE");
        }
    }

    @ParameterizedTest
    @EnumSource(EvidenceRecord.Syntax.class)
    void whenBitsChange_thenNoOtherTimeIsProven(EvidenceRecord.Syntax syntax) {
        byte[] sound = syntax == EvidenceRecord.Syntax.DER
                ? EvidenceMaker.der(chains)
                : EvidenceMaker.xml(chains).getBytes(StandardCharsets.UTF_8);
        Instant proven = judge(sound).orElseThrow().orElseThrow().since();
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            judge(changed).ifPresent(status -> {
                if (status instanceof EvidenceStatus.Proven still) {
                    assertThat(still.since()).isEqualTo(proven);
                }
            });
        }
    }
}
