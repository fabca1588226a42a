package dev.eresident.core.internal.crypto;

import dev.eresident.core.CryptoChoice;
import java.security.PublicKey;

/** Verifies signature values; the only place that does signature arithmetic. Immutable, thread-safe. */
public final class SignatureVerifier {
    /** How an ECDSA value is written; ignored for RSA. */
    public enum EcdsaFormat {
        /** Raw r‖s, each padded to the length of the curve's order. */
        P1363,
        /** DER SEQUENCE of two INTEGERs. */
        DER
    }

    private final CryptoChoice choice;

    private SignatureVerifier(CryptoChoice choice) {
        this.choice = choice;
    }

    public static SignatureVerifier of(CryptoChoice choice) {
        return new SignatureVerifier(choice);
    }

    /**
     * Tells whether the signature over the data verifies under the key. Never throws for foreign bytes: a key that does not fit the algorithm, a value of the wrong length
     * or range, an unusable key give false.
     */
    public boolean verify(
            SignatureAlgorithm algorithm, EcdsaFormat format, PublicKey key, byte[] data, byte[] signature) {
        throw new UnsupportedOperationException("contract " + choice);
    }

    /** The same over an already computed digest of {@code algorithm.digest()}. */
    public boolean verifyDigest(
            SignatureAlgorithm algorithm, EcdsaFormat format, PublicKey key, byte[] digest, byte[] signature) {
        throw new UnsupportedOperationException("contract " + choice);
    }
}
