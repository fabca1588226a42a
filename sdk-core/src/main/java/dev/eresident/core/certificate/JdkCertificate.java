package dev.eresident.core.certificate;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** A certificate as the JDK's type, made when it is first asked for, because the JDK reads more slowly and refuses more. Thread-safe. */
final class JdkCertificate {
    private final Bytes der;
    private final PublicKey publicKey;
    private final String keyAlgorithm;
    private volatile @Nullable X509Certificate known;

    JdkCertificate(Bytes der, PublicKey publicKey, String keyAlgorithm) {
        this.der = der;
        this.publicKey = publicKey;
        this.keyAlgorithm = keyAlgorithm;
    }

    X509Certificate get() {
        X509Certificate made = known;
        if (made == null) {
            try {
                made = CertificateReader.x509(der.toByteArray());
            } catch (CertificateException e) {
                throw publicKey instanceof UnsupportedKey
                        ? new ProtocolException(
                                "CERTIFICATE_KEY_UNSUPPORTED",
                                "The JDK cannot read the public key of this certificate (algorithm " + keyAlgorithm
                                        + "); only RSA and the curves P-256, P-384 and P-521 are supported.",
                                e)
                        : CertificateReader.unreadable("the JDK refused it", e);
            }
            known = made;
        }
        return made;
    }
}
