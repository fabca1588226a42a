package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.Judgement;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * EN 319 102-1 §5.2.3: finds the certificate that the signer committed to.
 *
 * <p>The signed digest alone decides. Of several certificates in KeyInfo the one with that digest is taken; that another one's key would fit the signature value is never looked at
 * (key substitution).
 */
final class SigningCertificateIdentification {
    private static final int MAX_ISSUER_SERIAL = 16_384;

    private SigningCertificateIdentification() {}

    static Optional<Certificate> identify(ParsedSignature signature, Shape shape, Judgement judgement) {
        List<CertificateReference> references = signature.signingCertificate();
        if (references.isEmpty()) {
            judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, "The signed properties name no certificate.");
            return Optional.empty();
        }
        List<Bytes> candidates = new ArrayList<>(signature.keyInfoCertificates());
        if (shape == Shape.DOCUMENT) {
            candidates.addAll(signature.certificateValues());
        }
        for (Bytes candidate : candidates) {
            byte[] der = candidate.toByteArray();
            boolean all = true;
            for (CertificateReference reference : references) {
                all &= matches(reference, der);
            }
            if (all) {
                return read(candidate, references, judgement);
            }
        }
        judgement.fail(
                FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                FindingCode.SIGNING_CERT_DIGEST_MISMATCH,
                candidates.isEmpty() ? "There is no certificate." : "");
        return Optional.empty();
    }

    private static boolean matches(CertificateReference reference, byte[] der) {
        Optional<DigestAlgorithm> digest = DigestAlgorithm.byXmlUri(reference.digestUri());
        return digest.isPresent()
                && MessageDigest.isEqual(
                        digest.get().digest(der), reference.digestValue().toByteArray());
    }

    private static Optional<Certificate> read(Bytes der, List<CertificateReference> references, Judgement judgement) {
        Certificate certificate;
        try {
            certificate = Certificate.read(der.toByteArray());
        } catch (ProtocolException e) {
            judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, "The signer's certificate cannot be read.");
            return Optional.empty();
        }
        for (CertificateReference reference : references) {
            if (reference.serialNumber().isPresent()
                    && !reference.serialNumber().get().equals(certificate.serialNumber())) {
                judgement.warn(FindingCode.SIGNING_CERT_ISSUER_MISMATCH, "");
            } else if (reference.issuerSerial().isPresent()
                    && !namesIssuer(reference.issuerSerial().get(), certificate)) {
                judgement.warn(FindingCode.SIGNING_CERT_ISSUER_MISMATCH, "");
            }
        }
        return Optional.of(certificate);
    }

    /** {@code IssuerSerial ::= SEQUENCE { GeneralNames, INTEGER }} (RFC 5035): one directoryName and the serial number. */
    private static boolean namesIssuer(Bytes issuerSerial, Certificate certificate) {
        try {
            DerReader fields = DerReader.of(issuerSerial.toByteArray(), MAX_ISSUER_SERIAL)
                    .next(DerElement.SEQUENCE)
                    .reader();
            DerReader names = fields.next(DerElement.SEQUENCE).reader();
            byte[] name = names.next(DerElement.explicit(4)).content();
            return Bytes.of(name).equals(certificate.issuerName())
                    && fields.next(DerElement.INTEGER).integer().equals(certificate.serialNumber());
        } catch (ProtocolException e) {
            return false;
        }
    }
}
