package dev.eresident.auth.mobileid;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A verified signature value over the digest that was given, by a certificate that was valid then. Only verification makes it.
 * Instances are immutable. What the digest stands for is the caller's to know.
 */
public final class MobileIdSignature {
    private final Bytes value;
    private final MobileIdHash hash;
    private final List<Certificate> path;
    private final Instant verifiedAt;

    MobileIdSignature(Bytes value, MobileIdHash hash, List<Certificate> path, Instant verifiedAt) {
        this.value = value;
        this.hash = hash;
        this.path = List.copyOf(path);
        this.verifiedAt = verifiedAt;
    }

    /**
     * Returns the signature value.
     *
     * @return raw r‖s of ECDSA, or a block of RSA PKCS#1 v1.5 as long as the modulus, as the certificate's key is
     */
    public Bytes value() {
        return value;
    }

    /**
     * Returns over which hash it was made: always what was asked for.
     *
     * @return the hash
     */
    public MobileIdHash hash() {
        return hash;
    }

    /**
     * Returns the signing certificate.
     *
     * @return the certificate
     */
    public Certificate certificate() {
        return path.get(0);
    }

    /**
     * Returns the certificate with its issuers.
     *
     * @return the certificate first, the trusted authority last
     */
    public List<Certificate> path() {
        return path;
    }

    /**
     * Returns when it was verified.
     *
     * @return by the clock of the verifier
     */
    public Instant verifiedAt() {
        return verifiedAt;
    }

    /** Shows the hash. */
    @Override
    public String toString() {
        return "MobileIdSignature[" + hash + "]";
    }
}
