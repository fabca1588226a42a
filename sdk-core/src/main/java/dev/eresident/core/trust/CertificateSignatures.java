package dev.eresident.core.trust;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.security.PublicKey;

/** Verifies the signature on a certificate (RFC 5280 §4.1.1). */
final class CertificateSignatures {
    private final SignatureVerifier verifier;

    CertificateSignatures(CryptoChoice crypto) {
        this.verifier = SignatureVerifier.ofRecurringKeys(crypto);
    }

    /**
     * Tells whether the key signed the certificate; false for algorithms that the SDK does not know, MD5 among them, for a certificate that names one algorithm inside and another one outside
     * of what is signed, and for a signature that is not whole octets.
     */
    boolean isSignedBy(Certificate certificate, PublicKey issuer) {
        return verifier.verifyCertificate(certificate.der(), issuer);
    }
}
