package dev.eresident.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.util.Random;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Reading answers any bytes with a certificate, all of whose accessors work, or with CERTIFICATE_UNREADABLE. */
class CertificateFuzzTest {
    @FuzzTest
    void anyBytes(byte[] bytes) {
        try {
            Certificate.readAll(bytes).forEach(CertificateFuzzTest::touch);
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("CERTIFICATE_UNREADABLE");
        }
    }

    @Test
    void whenCertificateIsMutated_thenReadOrRefused() {
        byte[] seed = new CertificateMaker()
                .subject("C=EE,O=ESTEID,CN=A\\,B\\,1,SERIALNUMBER=PNOEE-1")
                .policies("1.3.6.1.4.1.51361.1.1.4", "0.4.0.2042.1.2")
                .extension("2.5.29.15", true, new KeyUsage(KeyUsage.digitalSignature))
                .extension("2.5.29.19", true, new BasicConstraints(false))
                .der();
        anyBytes(seed);
        Random random = new Random(7);
        for (int i = 0; i < 1_500; i++) {
            byte[] mutated = seed.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            anyBytes(mutated);
        }
    }

    private static void touch(Certificate certificate) {
        assertThat(certificate.document(Environment.TEST).type()).isNotNull();
        assertThat(certificate.document(Environment.PRODUCTION).eResidency()).isNotNull();
        assertThat(certificate.subject().identityCode()).isNotNull();
        assertThat(certificate.qcStatements()).isNotNull();
        assertThat(certificate.ocspUri()).isNotNull();
        assertThat(certificate.keySize()).isNotNegative();
        certificate.hasRocaKey();
        certificate.validAt(certificate.notBefore());
        SignatureVerifier.of(CryptoChoice.standard()).verifyCertificate(certificate.der(), certificate.publicKey());
    }
}
