package dev.eresident.core.signature.create;

import dev.eresident.core.Bytes;

/**
 * A signature value that was verified over the digest, by the key of the certificate: only {@link PendingSignature#verify} makes it. Whether the
 * certificate was trusted and valid is judged by the room that reached the signer. Immutable.
 */
public final class SignatureValue {
    private final PendingSignature signed;
    private final Bytes value;

    SignatureValue(PendingSignature signed, Bytes value) {
        this.signed = signed;
        this.value = value;
    }

    /**
     * Returns what was signed.
     *
     * @return certificate, algorithm and digest
     */
    public PendingSignature signed() {
        return signed;
    }

    /**
     * Returns the bytes, as they stand in {@code ds:SignatureValue} of XAdES.
     *
     * @return raw r‖s of ECDSA (IEEE P1363), or a block of RSA as long as the modulus
     */
    public Bytes value() {
        return value;
    }

    /** Shows the algorithm. */
    @Override
    public String toString() {
        return "SignatureValue[" + signed.algorithm() + "]";
    }
}
