package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Foreign bytes as a revocation list: a verdict or one typed exception, and never Good. */
@ExtendWith(SandboxExtension.class)
class CrlFuzzTest {
    private static final int ROUNDS = 1000;

    private final Sandbox sandbox;
    private final Certificate subject;
    private final Certificate issuer;
    private final CrlCheck check;

    CrlFuzzTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.subject = Certificate.of(sandbox.pki().tsa().certificate());
        this.issuer = Certificate.of(sandbox.pki().tsaAuthority().certificate());
        this.check = CrlCheck.with(TrustPolicy.test(TrustAnchors.ofCas(List.of(issuer))));
    }

    private CrlStatus.Kind judge(byte[] data) {
        try {
            return check.checkEmbedded(Crl.parse(data), subject, issuer).kind();
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("CRL_UNREADABLE");
            return CrlStatus.Kind.UNACCEPTABLE;
        }
    }

    @FuzzTest
    void whenAnyBytesAsAList_thenNothingIsConcluded(byte[] data) {
        assertThat(judge(data)).isEqualTo(CrlStatus.Kind.UNACCEPTABLE);
    }

    @Test
    void whenBitsChange_thenTheRevokedCertificateIsNeverGood() {
        byte[] sound = new CrlMaker(
                        sandbox.pki().tsaAuthority().credential(),
                        sandbox.clock().instant())
                .revoke(BigInteger.ONE, sandbox.clock().instant(), null)
                .revoke(subject.serialNumber(), sandbox.clock().instant(), null)
                .der();
        assertThat(judge(sound)).isEqualTo(CrlStatus.Kind.REVOKED);
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(judge(changed)).isNotEqualTo(CrlStatus.Kind.GOOD);
        }
    }
}
