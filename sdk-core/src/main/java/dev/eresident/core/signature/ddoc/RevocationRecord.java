package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.Judgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The signature's record of its OCSP answer (signatures reference §10): there is exactly one answer, and the references name it, the responder's certificate and the time. They are not
 * signed, and prove nothing; that they fit tells that nothing was exchanged.
 */
final class RevocationRecord {
    private RevocationRecord() {}

    /** Whether there is exactly one answer, and the record fits it. */
    static void compare(
            DdocSignature signature,
            List<Certificate> embedded,
            DdocVersion version,
            Optional<Instant> producedAt,
            Judgement judgement) {
        if (signature.ocspValues().size() > 1) {
            judgement.fail(
                    FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                    FindingCode.OCSP_NOT_ACCEPTABLE,
                    "DDOC knows one answer for each signature, and here are several.");
        }
        for (DdocSignature.OcspValue value : signature.ocspValues()) {
            Optional<DdocSignature.OcspRef> ref = signature.ocspRefs().stream()
                    .filter(r -> r.uri().equals("#" + value.id()))
                    .findFirst();
            if (ref.isEmpty()) {
                judgement.fail(FindingCode.OCSP_REFERENCE_MISMATCH, "");
            } else {
                answer(ref.get(), value, version, producedAt, judgement);
            }
        }
        if (!signature.ocspValues().isEmpty()
                && embedded.stream().noneMatch(c -> isRecorded(c, signature.certificateRefs()))) {
            judgement.fail(FindingCode.OCSP_REFERENCE_MISMATCH, "The record names no embedded certificate.");
        }
    }

    private static void answer(
            DdocSignature.OcspRef ref,
            DdocSignature.OcspValue value,
            DdocVersion version,
            Optional<Instant> producedAt,
            Judgement judgement) {
        if (version.hasOcspDigest() && !isDigest(ref.digestMethod(), ref.digest(), value.der())) {
            judgement.fail(FindingCode.OCSP_REFERENCE_MISMATCH, "Its digest is another one.");
        }
        if (producedAt.isPresent()
                && !ref.producedAt().equals(producedAt.map(t -> t.truncatedTo(ChronoUnit.SECONDS)))) {
            judgement.fail(FindingCode.OCSP_REFERENCE_MISMATCH, "Its time is another one.");
        }
    }

    private static boolean isRecorded(Certificate certificate, List<DdocSignature.CertificateRef> refs) {
        return refs.stream()
                .anyMatch(ref -> isDigest(ref.digestMethod(), ref.digest(), certificate.der())
                        && ref.serial().equals(Optional.of(certificate.serialNumber())));
    }

    private static boolean isDigest(String method, Bytes digest, Bytes content) {
        return method.equals(DigestAlgorithm.SHA1.xmlUri())
                && Bytes.of(DigestAlgorithm.SHA1.digest(content.toByteArray())).equals(digest);
    }
}
