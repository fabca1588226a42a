package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.ocsp.OcspFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Foreign bytes as an OCSP answer: a verdict, never an exception, and never Good. */
@ExtendWith(SandboxExtension.class)
class OcspFuzzTest {
    private static final int ROUNDS = 2000;

    private final Sandbox sandbox;
    private final Certificate subject;
    private final Certificate issuer;
    private final OcspCheck check;

    OcspFuzzTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.subject = Certificate.of(sandbox.eResident().authenticationCertificate());
        this.issuer = Certificate.of(sandbox.eResident().issuer().certificate());
        this.check = OcspCheck.with(TrustPolicy.test(TrustAnchors.ofCas(List.of(issuer))));
    }

    /** Answers about the very certificate, each with a fault that makes it unacceptable; the same seed gives the same keys in another sandbox. */
    static Stream<byte[]> seeds() {
        try (Sandbox same = Sandbox.start()) {
            IdCard card = same.eResident();
            List<byte[]> answers = new ArrayList<>();
            for (OcspFault how : List.of(
                    OcspFault.BAD_SIGNATURE,
                    OcspFault.WRONG_CERT_ID,
                    OcspFault.RESPONDER_WITHOUT_PURPOSE,
                    OcspFault.RESPONDER_EXPIRED,
                    OcspFault.NO_RESPONSES,
                    OcspFault.INTERNAL_ERROR)) {
                answers.add(same.ocsp()
                        .answerFor(
                                card.authenticationCertificate(),
                                card.issuer(),
                                same.clock().instant(),
                                how));
            }
            answers.add(Arrays.copyOf(answers.get(0), answers.get(0).length - 1));
            answers.add(new byte[] {0x30, 3, 0x0a, 1, 6});
            return answers.stream();
        }
    }

    @MethodSource("seeds")
    @FuzzTest
    void whenAnyBytesAsAnAnswer_thenNothingIsConcluded(byte[] data) {
        assertThat(check.checkEmbedded(Bytes.of(data), subject, issuer, List.of()))
                .isInstanceOf(OcspStatus.Unacceptable.class);
    }

    @Test
    void whenSignedBytesChange_thenNeverAnExceptionAndTheStatusIsNotInvented() {
        byte[] sound = sandbox.ocsp()
                .answerFor(
                        sandbox.eResident().authenticationCertificate(),
                        sandbox.eResident().issuer(),
                        sandbox.clock().instant(),
                        null);
        OcspStatus.Good good = (OcspStatus.Good) check.checkEmbedded(Bytes.of(sound), subject, issuer, List.of());
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            OcspStatus status = check.checkEmbedded(Bytes.of(changed), subject, issuer, List.of());
            if (status instanceof OcspStatus.Good still) {
                assertThat(still.producedAt()).isEqualTo(good.producedAt());
                assertThat(still.thisUpdate()).isEqualTo(good.thisUpdate());
            } else {
                assertThat(status).isInstanceOf(OcspStatus.Unacceptable.class);
            }
        }
    }
}
