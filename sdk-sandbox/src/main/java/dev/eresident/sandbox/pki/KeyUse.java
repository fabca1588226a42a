package dev.eresident.sandbox.pki;

import org.bouncycastle.asn1.x509.KeyUsage;

/** The bits of the key usage extension (RFC 5280 §4.2.1.3). */
public enum KeyUse {
    /** Proving who one is. */
    DIGITAL_SIGNATURE(KeyUsage.digitalSignature),
    /** Signing with legal effect (contentCommitment). */
    NON_REPUDIATION(KeyUsage.nonRepudiation),
    /** Encrypting keys (RSA). */
    KEY_ENCIPHERMENT(KeyUsage.keyEncipherment),
    /** Encrypting data directly (RSA). */
    DATA_ENCIPHERMENT(KeyUsage.dataEncipherment),
    /** Agreeing on keys (elliptic curves). */
    KEY_AGREEMENT(KeyUsage.keyAgreement),
    /** Signing certificates. */
    KEY_CERT_SIGN(KeyUsage.keyCertSign),
    /** Signing revocation lists. */
    CRL_SIGN(KeyUsage.cRLSign);

    private final int bit;

    KeyUse(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
