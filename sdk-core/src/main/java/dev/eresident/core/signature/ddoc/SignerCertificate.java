package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** EN 319 102-1 §5.2.3: the certificate in KeyInfo, which the signed properties must name by its digest; then by issuer and serial number, which the state's tools demand as well. */
final class SignerCertificate {
    /** The parts of a name that the state's tools compare; others were written in too many ways. */
    private static final Set<String> COMPARED = Set.of("CN", "ST", "O", "OU", "C", "STREET", "DC", "UID");

    private SignerCertificate() {}

    static Optional<Certificate> identify(DdocSignature signature, Judgement judgement) {
        Optional<Certificate> certificate = signature.certificate().flatMap(CertificateValidation::readable);
        if (certificate.isEmpty()) {
            judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, "");
            return certificate;
        }
        Bytes digest =
                Bytes.of(DigestAlgorithm.SHA1.digest(certificate.get().der().toByteArray()));
        boolean named = signature
                .signingCertificate()
                .filter(ref -> ref.digestMethod().equals(DigestAlgorithm.SHA1.xmlUri()))
                .filter(ref -> ref.digest().equals(digest))
                .isPresent();
        if (!named) {
            judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, FindingCode.SIGNING_CERT_DIGEST_MISMATCH, "");
            return Optional.empty();
        }
        return certificate;
    }

    static void issuer(DdocSignature signature, Certificate signer, DdocVersion version, Judgement judgement) {
        Optional<DdocSignature.CertificateRef> ref = signature.signingCertificate();
        if (ref.isEmpty()) {
            return;
        }
        boolean sameSerial =
                ref.get().serial().map(signer.serialNumber()::equals).orElse(false);
        boolean sameIssuer = ref.get().issuer().map(name -> names(name, signer)).orElse(true);
        if (!sameSerial || !sameIssuer) {
            judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, FindingCode.SIGNING_CERT_ISSUER_MISMATCH, "");
        }
        if (ref.get().namespaced()) {
            return;
        }
        if (version.isSkXml()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.DDOC_ISSUER_NAMESPACE, "");
        } else {
            judgement.warn(FindingCode.DDOC_ISSUER_NAMESPACE, "");
        }
    }

    /** Whether each compared part of the written name is in the issuer's name; both kinds of writing were used, with commas and with slashes. */
    private static boolean names(String written, Certificate signer) {
        List<String> actual;
        try {
            actual = parts(new X500Principal(signer.issuerName().toByteArray()).getName(X500Principal.RFC2253), ',');
        } catch (IllegalArgumentException e) {
            return false;
        }
        List<String> stated = parts(written, ',');
        if (stated.size() < 3) {
            stated = parts(written, '/');
        }
        for (String part : stated) {
            String type = part.substring(0, part.indexOf('='));
            if (COMPARED.contains(type) && !containsIgnoringCase(actual, part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsIgnoringCase(List<String> parts, String part) {
        return parts.stream().anyMatch(p -> p.toLowerCase(Locale.ROOT).equals(part.toLowerCase(Locale.ROOT)));
    }

    /** {@code TYPE=value} without spaces around, in order; a backslash protects the separator. */
    private static List<String> parts(String name, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean ends =
                    i == name.length() || (name.charAt(i) == separator && (i == 0 || name.charAt(i - 1) != '\\'));
            if (ends) {
                String part = name.substring(from, i);
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parts.add(part.substring(0, equals).strip() + "="
                            + part.substring(equals + 1).strip());
                }
                from = i + 1;
            }
        }
        return parts;
    }
}
