package dev.eresident.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Set;

/** Compares what the SDK's own reader says with what the JDK says. */
final class JdkAgreement {
    private JdkAgreement() {}

    static void check(Certificate certificate) {
        X509Certificate jdk = certificate.x509();
        assertThat(certificate.serialNumber()).isEqualTo(jdk.getSerialNumber());
        assertThat(certificate.notBefore()).isEqualTo(jdk.getNotBefore().toInstant());
        assertThat(certificate.notAfter()).isEqualTo(jdk.getNotAfter().toInstant());
        assertThat(certificate.subjectName())
                .isEqualTo(Bytes.of(jdk.getSubjectX500Principal().getEncoded()));
        assertThat(certificate.issuerName())
                .isEqualTo(Bytes.of(jdk.getIssuerX500Principal().getEncoded()));
        assertThat(certificate.isCa()).isEqualTo(jdk.getBasicConstraints() >= 0);
        assertThat(certificate.publicKey()).isEqualTo(jdk.getPublicKey());
        boolean[] bits = jdk.getKeyUsage();
        assertThat(certificate.keyUsage().isPresent()).isEqualTo(bits != null);
        if (bits != null) {
            Set<KeyUsage> usages = certificate.keyUsage().orElseThrow();
            for (KeyUsage usage : KeyUsage.values()) {
                assertThat(usages.contains(usage)).isEqualTo(usage.bit() < bits.length && bits[usage.bit()]);
            }
        }
        try {
            assertThat(certificate
                            .extendedKeyUsage()
                            .map(list -> list.stream().map(Oid::toString).toList())
                            .orElse(null))
                    .isEqualTo(jdk.getExtendedKeyUsage());
        } catch (CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }
}
