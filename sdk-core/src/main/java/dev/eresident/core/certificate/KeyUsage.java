package dev.eresident.core.certificate;

/** Bits of the key usage extension (RFC 5280 §4.2.1.3). */
public enum KeyUsage {
    /** Bit 0: signatures other than on certificates and revocation lists, such as a login. */
    DIGITAL_SIGNATURE(0),
    /** Bit 1, also called contentCommitment: signatures that a person stands by. */
    NON_REPUDIATION(1),
    /** Bit 2: encryption of keys. */
    KEY_ENCIPHERMENT(2),
    /** Bit 3: encryption of data. */
    DATA_ENCIPHERMENT(3),
    /** Bit 4: agreement on keys. */
    KEY_AGREEMENT(4),
    /** Bit 5: signatures on certificates. */
    KEY_CERT_SIGN(5),
    /** Bit 6: signatures on revocation lists. */
    CRL_SIGN(6),
    /** Bit 7: with key agreement, for encryption only. */
    ENCIPHER_ONLY(7),
    /** Bit 8: with key agreement, for decryption only. */
    DECIPHER_ONLY(8);

    private final int bit;

    KeyUsage(int bit) {
        this.bit = bit;
    }

    /**
     * Returns the position in the extension's BIT STRING.
     *
     * @return 0 to 8
     */
    public int bit() {
        return bit;
    }
}
