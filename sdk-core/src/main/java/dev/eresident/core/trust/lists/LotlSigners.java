package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is believed to sign the list of lists: certificates pinned by their SHA-256 fingerprints. Immutable.
 *
 * @param fingerprints SHA-256 of the DER of each certificate
 * @param validUntil from when on the pins are no longer used; empty for pins that the caller answers for
 * @param officialJournal the address of the notice that published the pins, as the list of lists names it among its {@code SchemeInformationURI}; when the list
 *     names it no more, the status warns {@code OFFICIAL_JOURNAL_CHANGED}
 */
public record LotlSigners(Set<Bytes> fingerprints, Optional<Instant> validUntil, Optional<String> officialJournal) {
    private static final int SHA256_BYTES = 32;

    /**
     * Copies the fingerprints.
     *
     * @throws ConfigurationException {@code LOTL_SIGNERS_MISSING} if there is none, {@code LOTL_SIGNER_UNUSABLE} if one has not 32 bytes
     */
    public LotlSigners {
        fingerprints = Set.copyOf(fingerprints);
        if (fingerprints.isEmpty()) {
            throw new ConfigurationException(
                    "LOTL_SIGNERS_MISSING",
                    "Nobody is believed to sign the list of lists: give at least one certificate or fingerprint");
        }
        if (fingerprints.stream().anyMatch(f -> f.size() != SHA256_BYTES)) {
            throw new ConfigurationException(
                    "LOTL_SIGNER_UNUSABLE", "A fingerprint of a signer is no SHA-256 value: it must have 32 bytes");
        }
    }

    /**
     * Pins certificates.
     *
     * @param certificates at least one
     * @return pins without an end
     * @throws ConfigurationException {@code LOTL_SIGNERS_MISSING} if there is none
     */
    public static LotlSigners of(Collection<Certificate> certificates) {
        Set<Bytes> fingerprints = new HashSet<>();
        certificates.forEach(c -> fingerprints.add(c.sha256()));
        return new LotlSigners(fingerprints, Optional.empty(), Optional.empty());
    }

    /**
     * Pins fingerprints.
     *
     * @param sha256 64 hexadecimal digits each
     * @return pins without an end
     * @throws ConfigurationException {@code LOTL_SIGNERS_MISSING} or {@code LOTL_SIGNER_UNUSABLE}
     */
    public static LotlSigners ofFingerprints(Collection<String> sha256) {
        Set<Bytes> fingerprints = new HashSet<>();
        for (String each : sha256) {
            try {
                fingerprints.add(Bytes.fromHex(each));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "LOTL_SIGNER_UNUSABLE",
                        "A fingerprint of a signer must be 64 hexadecimal digits: the SHA-256 of its certificate",
                        e);
            }
        }
        return new LotlSigners(fingerprints, Optional.empty(), Optional.empty());
    }

    /**
     * The signers that the European list of lists named in its edition 332 of 27 September 2023, two of the European Commission and four of its officials.
     *
     * <p>They end on 29 April 2026, when the Commission changed its signers by a new notice (Official Journal C/2026/1944): for later lists take the certificates of that notice.
     *
     * @return pins that end on 29 April 2026
     */
    public static LotlSigners europe2023() {
        List<String> sha256 = List.of(
                "d2064fdd70f6982dcc516b86d9d5c56aea939417c624b2e478c0b29de54f8474",
                "9127bcbde1586e02db9d714988139ea2805f21dc088348a7e4fe6269895138bd",
                "f7e8e4e554fb7c7a8f6f360e0ca2f59d466c8f9539a25963f5ed37e905f0c797",
                "c7a2a670c40eb3d952abaf5a6f84e7da9ef58c3662df54774f2c350b5c95d8f3",
                "2697cd0f55aed0905055894ee0b63d7c31c875554cc6394b5c3541cacb4b1ef1",
                "64a9cd80292fdb5a6496ecfcf0dfdbe6a441fbcedfe36f0b214a8f452e77afa8");
        return new LotlSigners(
                ofFingerprints(sha256).fingerprints(),
                Optional.of(Instant.parse("2026-04-29T00:00:00Z")),
                Optional.of(
                        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=uriserv:OJ.C_.2019.276.01.0001.01.ENG"));
    }

    /**
     * Tells whether the pins may be used at a time.
     *
     * @param at the time
     * @return false from {@code validUntil} on
     */
    public boolean usableAt(Instant at) {
        return validUntil.map(at::isBefore).orElse(true);
    }

    boolean include(Certificate certificate) {
        return fingerprints.contains(certificate.sha256());
    }
}
