package dev.eresident.core.signature.create;

import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.crypto.SignatureVerifier.EcdsaFormat;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Optional;

/**
 * A digest that waits for its signature: a plain value, to be kept until the holder of the key has signed. What the digest stands for is
 * known to who made it.
 *
 * @param certificate of the one who is to sign; formats such as XAdES sign it, too, so it is known before
 * @param algorithm with what
 * @param digest what is signed, by the hash of the algorithm
 */
public record PendingSignature(Certificate certificate, SigningAlgorithm algorithm, Bytes digest) {
    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if the key cannot sign like this, or the digest has another length than those of the hash
     */
    public PendingSignature {
        if (!algorithm.fits(certificate.publicKey())) {
            throw new IllegalArgumentException("The key of the certificate cannot sign with " + algorithm);
        }
        if (digest.size() != algorithm.hashLength()) {
            throw new IllegalArgumentException("A digest of " + algorithm.hashName() + " has " + algorithm.hashLength()
                    + " bytes, not " + digest.size());
        }
    }

    /**
     * Verifies what the holder of the key gave back.
     *
     * @param value raw r‖s of ECDSA (IEEE P1363), or a block of RSA as long as the modulus
     * @param crypto who does the arithmetic
     * @return the value, if this certificate's key made it over this digest with this algorithm
     */
    public Optional<SignatureValue> verify(Bytes value, CryptoChoice crypto) {
        boolean good = SignatureVerifier.of(crypto)
                .verifyDigest(
                        algorithm.signature(),
                        EcdsaFormat.P1363,
                        certificate.publicKey(),
                        digest.toByteArray(),
                        value.toByteArray());
        return good ? Optional.of(new SignatureValue(this, value)) : Optional.empty();
    }

    /**
     * Writes it down; equal values give equal texts. The certificate names a person.
     *
     * @return JSON in one line
     */
    public String toText() {
        return JsonWriter.object()
                .field("certificate", certificate.der().base64())
                .field("algorithm", algorithm.name())
                .field("digest", digest.base64())
                .toJson();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the text
     * @return the pending signature
     * @throws ProtocolException {@code PENDING_SIGNATURE_UNREADABLE} if it is something else
     */
    public static PendingSignature fromText(String text) {
        try {
            JsonObject json = StrictJson.strict().parse(text);
            return new PendingSignature(
                    Certificate.read(
                            Bytes.fromBase64(json.requiredString("certificate")).toByteArray()),
                    SigningAlgorithm.valueOf(json.requiredString("algorithm")),
                    Bytes.fromBase64(json.requiredString("digest")));
        } catch (IllegalArgumentException | ProtocolException e) {
            throw new ProtocolException("PENDING_SIGNATURE_UNREADABLE", "The text is not one of a pending signature");
        }
    }

    /** Shows the algorithm, and nothing about the person. */
    @Override
    public String toString() {
        return "PendingSignature[" + algorithm + "]";
    }
}
