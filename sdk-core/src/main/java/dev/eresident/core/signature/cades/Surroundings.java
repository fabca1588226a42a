package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the document around a CMS adds to it: a PDF keeps the claimed time, time-stamps and validation data outside. Nothing of it is believed.
 *
 * @param claimedAt signing time as claimed by the document; takes the place of the signed attribute
 * @param timestamps time-stamps over the document with the CMS in it, oldest first
 * @param stampedMaterial whether the newest of them also covers validation data
 * @param certificates DER
 * @param ocspAnswers DER of OCSPResponses
 * @param crls DER
 * @param legacy whether the signer may be named by issuer and serial number alone, as before PAdES; such a signature is never good
 * @param baseline whether the document keeps the rules of the baseline levels
 */
public record Surroundings(
        Optional<Instant> claimedAt,
        List<EmbeddedTimestamp> timestamps,
        boolean stampedMaterial,
        List<Bytes> certificates,
        List<Bytes> ocspAnswers,
        List<Bytes> crls,
        boolean legacy,
        boolean baseline) {
    /** Copies the lists. */
    public Surroundings {
        timestamps = List.copyOf(timestamps);
        certificates = List.copyOf(certificates);
        ocspAnswers = List.copyOf(ocspAnswers);
        crls = List.copyOf(crls);
    }
}
