package dev.eresident.auth.webeid;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.SemanticsIdentifier;
import java.time.Instant;
import java.util.Optional;

/**
 * A verified signature value over the digest that was given, by a certificate that was valid then. Only verification makes it.
 * Immutable. What the digest stands for is the caller's to know.
 */
public final class CardSignature {
    private final Bytes value;
    private final PendingCardSignature pending;
    private final TrustedOffer offer;
    private final Optional<Bytes> ocspResponse;
    private final Instant verifiedAt;

    CardSignature(
            Bytes value,
            PendingCardSignature pending,
            TrustedOffer offer,
            Optional<Bytes> ocspResponse,
            Instant verifiedAt) {
        this.value = value;
        this.pending = pending;
        this.offer = offer;
        this.ocspResponse = ocspResponse;
        this.verifiedAt = verifiedAt;
    }

    /**
     * Returns the signature value, in the form that XML signatures take as it is.
     *
     * @return raw r‖s for elliptic curves, as long as the modulus for RSA
     */
    public Bytes value() {
        return value;
    }

    /**
     * Returns with what it was made: always what was asked for.
     *
     * @return the algorithm
     */
    public CardAlgorithm algorithm() {
        return pending.algorithm();
    }

    /**
     * Returns what was signed.
     *
     * @return the digest that was given
     */
    public Bytes digest() {
        return pending.digest();
    }

    /**
     * Returns by whom.
     *
     * @return the holder of the certificate
     */
    public SemanticsIdentifier signer() {
        return pending.signer();
    }

    /**
     * Returns the certificate.
     *
     * @return valid at {@link #verifiedAt()}
     */
    public Certificate certificate() {
        return offer.certificate();
    }

    /**
     * Returns its issuer.
     *
     * @return the authority's certificate by which it was verified
     */
    public Certificate issuer() {
        return offer.path().get(1);
    }

    /**
     * Returns what the OCSP responder said, for the archive. For a signature that lasts, ask again after the time-stamp.
     *
     * @return the answer as received; empty if nobody was asked
     */
    public Optional<Bytes> ocspResponse() {
        return ocspResponse;
    }

    /**
     * Returns when it was verified.
     *
     * @return by the clock of the verifier
     */
    public Instant verifiedAt() {
        return verifiedAt;
    }

    /** Shows algorithm and time. */
    @Override
    public String toString() {
        return "CardSignature[" + algorithm().hash().wireName() + ", verified at " + verifiedAt + "]";
    }
}
