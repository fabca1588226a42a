package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.cms.CertificateHash;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.Judgement;
import java.util.List;
import java.util.Optional;

/** EN 319 102-1 §5.2.3: the signer's certificate is the one whose digest is signed. The unsigned signer identifier only helps to explain. */
final class SignerIdentification {
    private SignerIdentification() {}

    static Optional<Certificate> identify(
            CmsSigner signer, List<Bytes> candidates, boolean legacy, Judgement judgement) {
        List<CertificateHash> hashes = signer.certificateHashes();
        if (hashes.isEmpty()) {
            if (legacy) {
                return byName(signer, candidates, judgement);
            }
            judgement.fail(
                    FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                    "The signed attributes do not name a certificate by digest.");
            return Optional.empty();
        }
        for (Bytes candidate : candidates) {
            if (hashes.stream().allMatch(hash -> hash.matches(candidate))) {
                Optional<Certificate> certificate = CertificateValidation.readable(candidate);
                if (certificate.isEmpty()) {
                    judgement.fail(
                            FindingCode.NO_SIGNING_CERTIFICATE_FOUND, "The signer's certificate cannot be read.");
                } else if (!fits(signer, hashes, certificate.get())) {
                    judgement.warn(FindingCode.SIGNING_CERT_ISSUER_MISMATCH, "");
                }
                return certificate;
            }
        }
        judgement.fail(
                FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                FindingCode.SIGNING_CERT_DIGEST_MISMATCH,
                candidates.isEmpty() ? "The document holds no certificate." : "");
        return Optional.empty();
    }

    /** The signer did not commit to a certificate: the one that it names is reported, and the signature is never good. */
    private static Optional<Certificate> byName(CmsSigner signer, List<Bytes> candidates, Judgement judgement) {
        judgement.fail(
                FindingCode.SIG_CONSTRAINTS_FAILURE, "The signed attributes do not name a certificate by digest.");
        return candidates.stream()
                .flatMap(candidate -> CertificateValidation.readable(candidate).stream())
                .filter(c -> signer.id().names(c.issuerName(), c.serialNumber(), c.subjectKeyIdentifier()))
                .findFirst();
    }

    private static boolean fits(CmsSigner signer, List<CertificateHash> hashes, Certificate certificate) {
        return signer.id()
                        .names(certificate.issuerName(), certificate.serialNumber(), certificate.subjectKeyIdentifier())
                && hashes.stream()
                        .allMatch(hash -> hash.issuerFits(certificate.issuerName(), certificate.serialNumber()));
    }
}
