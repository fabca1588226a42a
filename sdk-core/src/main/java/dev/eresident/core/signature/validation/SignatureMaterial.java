package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a format has read of one signature and compared cryptographically: all that the steps need which are the same in every format.
 *
 * @param signer the certificate that the signed digest names
 * @param certificates all other readable certificates of the signature; not believed
 * @param algorithm algorithm of the signature value; empty when it is not known, which the format has noted as a failure
 * @param digests digest algorithms over the signed data and properties
 * @param claimedAt signing time as claimed
 * @param profile level as far as the structure tells
 * @param signatureValue the signature value, which an OCSP time-mark binds
 * @param contentTimestamps time-stamps over the signed data, made before the signature
 * @param signatureTimestamps time-stamps over the signature value
 * @param archiveTimestamps time-stamps over everything before them, oldest first; document time-stamps of a PDF among them
 * @param ocspAnswers DER of embedded OCSPResponses
 * @param crls DER of embedded revocation lists
 * @param existedSince a time proven by other means, for example an evidence record that covers the whole signature; a time that is not before the validation time says that there was
 *     such a means, and that it proves nothing
 * @param files data whose signed digest matches
 */
public record SignatureMaterial(
        Certificate signer,
        List<Certificate> certificates,
        Optional<SignatureAlgorithm> algorithm,
        Set<DigestAlgorithm> digests,
        Optional<Instant> claimedAt,
        Profile profile,
        Bytes signatureValue,
        List<EmbeddedTimestamp> contentTimestamps,
        List<EmbeddedTimestamp> signatureTimestamps,
        List<EmbeddedTimestamp> archiveTimestamps,
        List<Bytes> ocspAnswers,
        List<Bytes> crls,
        Optional<Instant> existedSince,
        List<SignedFile> files) {
    /** Copies the collections. */
    public SignatureMaterial {
        certificates = List.copyOf(certificates);
        digests = Set.copyOf(digests);
        contentTimestamps = List.copyOf(contentTimestamps);
        signatureTimestamps = List.copyOf(signatureTimestamps);
        archiveTimestamps = List.copyOf(archiveTimestamps);
        ocspAnswers = List.copyOf(ocspAnswers);
        crls = List.copyOf(crls);
        files = List.copyOf(files);
    }
}
