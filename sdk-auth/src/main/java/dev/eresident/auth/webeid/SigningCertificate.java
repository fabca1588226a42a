package dev.eresident.auth.webeid;

import dev.eresident.auth.webeid.CardAlgorithm.Hash;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.NamedCurve;
import dev.eresident.core.internal.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate with which a card can sign, found to be valid and of a trusted card authority. Only verification makes one.
 *
 * <p>It proves nothing about who is at the card, which signs only later, and its status was not asked for: {@link CardSigning#finish}
 * does, once the card has signed. The algorithms are what the client's software says of the card. Immutable and thread-safe.
 */
public final class SigningCertificate {
    private static final List<Hash> PREFERRED = List.of(Hash.SHA_512, Hash.SHA_384, Hash.SHA_256);
    private static final List<Hash> PREFERRED_FOR_RSA = List.of(Hash.SHA_256, Hash.SHA_384, Hash.SHA_512);
    /** Of the strength of SHA-1's successor that is being retired; no new signature should begin with it. */
    private static final Set<Hash> WEAK = EnumSet.of(Hash.SHA_224, Hash.SHA3_224);

    private final TrustedOffer offer;
    private final SemanticsIdentifier signer;
    private final Instant verifiedAt;

    SigningCertificate(TrustedOffer offer, SemanticsIdentifier signer, Instant verifiedAt) {
        this.offer = offer;
        this.signer = signer;
        this.verifiedAt = verifiedAt;
    }

    /**
     * Returns the certificate.
     *
     * @return verified but for its status
     */
    public Certificate certificate() {
        return offer.certificate();
    }

    /**
     * Returns whose it is.
     *
     * @return the holder's identifier, as in {@code AuthenticatedPerson}
     */
    public SemanticsIdentifier signer() {
        return signer;
    }

    /**
     * Returns with what the card signs, as the client's software says; some may make no sense for the key.
     *
     * @return at least one
     */
    public List<CardAlgorithm> algorithms() {
        return offer.algorithms();
    }

    /**
     * Returns when it was verified.
     *
     * @return by the clock of the verifier
     */
    public Instant verifiedAt() {
        return verifiedAt;
    }

    /**
     * Chooses with what the card should sign, among what it supports: for elliptic curves the hash of the key's size (SHA-256 for P-256,
     * SHA-384 for P-384, SHA-512 for P-521), else the longest of SHA-2; for RSA SHA-256, else a longer one, with PKCS#1 v1.5 rather
     * than PSS (Web eID §6).
     *
     * @return the algorithm; empty if there is none that fits the key
     */
    public Optional<CardAlgorithm> negotiate() {
        Optional<Hash> ofCurve = NamedCurve.of(certificate().publicKey()).map(curve -> switch (curve) {
            case P256 -> Hash.SHA_256;
            case P384 -> Hash.SHA_384;
            case P521 -> Hash.SHA_512;
        });
        if (ofCurve.isEmpty()) {
            return negotiate(PREFERRED_FOR_RSA);
        }
        Set<Hash> order = new LinkedHashSet<>(List.of(ofCurve.get()));
        order.addAll(PREFERRED);
        return negotiate(new ArrayList<>(order));
    }

    /**
     * Chooses with what the card should sign, by the caller's preferences. SHA-224 and SHA3-224 are never chosen.
     *
     * @param preferred the hash functions that the format to be signed allows, the best one first
     * @return the algorithm; empty if the card supports none of them in a way that fits its key
     */
    public Optional<CardAlgorithm> negotiate(List<Hash> preferred) {
        return preferred.stream()
                .flatMap(hash -> algorithms().stream()
                        .filter(algorithm -> algorithm.hash() == hash && canSignWith(algorithm))
                        .sorted((a, b) -> a.padding().compareTo(b.padding())))
                .findFirst();
    }

    /** The certificate first, the anchor last. */
    List<Certificate> path() {
        return offer.path();
    }

    boolean canSignWith(CardAlgorithm algorithm) {
        return algorithms().contains(algorithm)
                && !WEAK.contains(algorithm.hash())
                && algorithm.fits(certificate().publicKey());
    }

    /**
     * Returns the text from which {@link CardSigning#certificate} makes it again, with the same checks: for the session, when the
     * signature is not begun at once. Holds personal data, and of the authorities that came with it only those that were needed.
     *
     * @return JSON as {@code getSigningCertificate} of web-eid.js gives it
     */
    public String toJson() {
        return toJson(algorithms().stream().distinct().toList());
    }

    /** The text with a choice of the algorithms. */
    String toJson(List<CardAlgorithm> kept) {
        JsonWriter json = JsonWriter.object().field("certificate", offer.offer().certificate());
        List<String> between = path().subList(1, path().size() - 1).stream()
                .map(authority -> authority.der().base64())
                .toList();
        if (!between.isEmpty()) {
            json.field("intermediateCertificates", between);
        }
        json.beginArray("supportedSignatureAlgorithms");
        for (CardAlgorithm algorithm : kept) {
            json.beginObject()
                    .field("cryptoAlgorithm", algorithm.crypto().name())
                    .field("hashFunction", algorithm.hash().wireName())
                    .field("paddingScheme", algorithm.padding().wireName())
                    .end();
        }
        return json.end().toJson();
    }

    /** Shows when it was verified. */
    @Override
    public String toString() {
        return "SigningCertificate[verified at " + verifiedAt + "]";
    }
}
