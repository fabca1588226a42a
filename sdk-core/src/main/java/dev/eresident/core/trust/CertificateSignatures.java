package dev.eresident.core.trust;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.SignedDer;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.security.PublicKey;
import java.util.Optional;

/** Verifies the signature on a certificate (RFC 5280 §4.1.1). */
final class CertificateSignatures {
    private static final int MAX_BYTES = 64 * 1024;

    private final SignatureVerifier verifier;

    CertificateSignatures(CryptoChoice crypto) {
        this.verifier = SignatureVerifier.ofRecurringKeys(crypto);
    }

    /** Tells whether the key signed the certificate; false for algorithms that the SDK does not know, MD5 among them, and for a signature that is not whole octets. */
    boolean isSignedBy(Certificate certificate, PublicKey issuer) {
        SignedDer parts;
        try {
            parts = SignedDer.read(certificate.der().toByteArray(), MAX_BYTES);
        } catch (ProtocolException e) {
            return false;
        }
        Optional<SignatureAlgorithm> algorithm =
                SignatureAlgorithm.ofAlgorithmIdentifier(parts.algorithm().toByteArray());
        return algorithm.isPresent()
                && verifier.verify(
                        algorithm.get(),
                        SignatureVerifier.EcdsaFormat.DER,
                        issuer,
                        parts.signedPart().toByteArray(),
                        parts.signature().toByteArray());
    }
}
