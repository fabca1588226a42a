package dev.eresident.sandbox.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.security.auth.x500.X500Principal;

/** The profiles of the sandbox's certificates but those of cards: what each says, and how long it is valid as seen from the day on which the sandbox was started. */
final class Profiles {
    private static final String ANY_POLICY = "2.5.29.32.0";

    private final Instant today;

    Profiles(Instant today) {
        this.today = today;
    }

    Instant today() {
        return today;
    }

    CertificateSpec authority(String commonName, KeyType keyType, int age) {
        return new CertificateSpec(organisation(commonName), years(-age), years(15 - age))
                .keyType(keyType)
                .keyUsage(KeyUse.KEY_CERT_SIGN, KeyUse.CRL_SIGN)
                .policies(ANY_POLICY)
                .authority(1);
    }

    CertificateSpec ocspResponder(Authority authority) {
        String name = commonName(authority.certificate()) + " AIA OCSP RESPONDER";
        boolean rsa = authority.credential().keyType() == KeyType.RSA2048;
        return new CertificateSpec(
                        organisation(name), today.minus(30, ChronoUnit.DAYS), today.plus(335, ChronoUnit.DAYS))
                .issuer(authority)
                .keyType(rsa ? KeyType.RSA2048 : KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(true, SandboxPki.OCSP_SIGNING)
                .ocspNoCheck(true);
    }

    CertificateSpec tsa(Authority authority) {
        return new CertificateSpec(organisation("TEST of SANDBOX TIMESTAMPING AUTHORITY"), years(-1), years(5))
                .issuer(authority)
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(true, SandboxPki.TIME_STAMPING);
    }

    CertificateSpec operator(String name) {
        return new CertificateSpec(organisation(name), years(-1), years(3))
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE, KeyUse.NON_REPUDIATION)
                .purposes(false, "0.4.0.2231.3.0");
    }

    CertificateSpec tls(String commonName, String purpose) {
        return new CertificateSpec(organisation(commonName), years(-1), years(5))
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(false, purpose);
    }

    private Instant years(int count) {
        return today.plus(Duration.ofDays(365L * count + count / 4));
    }

    private static X500Principal organisation(String commonName) {
        return new X500Principal("CN=" + commonName + ",O=" + SandboxPki.ORGANISATION + ",C=EE");
    }

    private static String commonName(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.substring("CN=".length(), name.indexOf(','));
    }
}
