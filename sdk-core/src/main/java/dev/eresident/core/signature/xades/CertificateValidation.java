package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** EN 319 102-1 §5.2.6 for the signer's certificate: the path to a trusted service, and what the key may be used for. Its validity in time is judged by {@link LongTermValidation}. */
final class CertificateValidation {
    private static final Set<ServiceType> AUTHORITIES = EnumSet.of(ServiceType.CA_QC, ServiceType.CA_PKC);

    private CertificateValidation() {}

    /** All readable certificates of the document; unreadable ones are ignored, since nothing can depend on them. */
    static List<Certificate> candidates(ParsedSignature signature, Certificate signer) {
        List<Certificate> candidates = new ArrayList<>();
        for (List<Bytes> source : List.of(signature.certificateValues(), signature.keyInfoCertificates())) {
            for (Bytes der : source) {
                if (!der.equals(signer.der())) {
                    readable(der).ifPresent(candidates::add);
                }
            }
        }
        return candidates;
    }

    static Optional<Certificate> readable(Bytes der) {
        try {
            return Optional.of(Certificate.read(der.toByteArray()));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /**
     * Finds the issuer, as of the best signature time, or of the nearest moment at which the certificate itself was valid.
     *
     * @return the issuing certificate of a trusted path
     */
    static Optional<Certificate> trustedIssuer(
            Certificate signer,
            Collection<Certificate> candidates,
            Instant bestTime,
            TrustPolicy policy,
            Judgement judgement) {
        Instant control = bestTime;
        if (control.isBefore(signer.notBefore())) {
            control = signer.notBefore();
        } else if (control.isAfter(signer.notAfter())) {
            control = signer.notAfter();
        }
        PathResult result = policy.paths().build(signer, candidates, AUTHORITIES, control);
        if (result instanceof PathResult.Trusted trusted) {
            Optional<Certificate> issuer = trusted.issuer();
            if (issuer.isEmpty()) {
                judgement.fail(
                        FindingCode.NO_CERTIFICATE_CHAIN_FOUND,
                        "The signer's certificate is itself listed as a service; a person's certificate needs an issuer.");
            }
            return issuer;
        }
        if (result instanceof PathResult.Untrusted untrusted) {
            if (untrusted.problem() == PathResult.PathProblem.SERVICE_NOT_ACTIVE) {
                judgement.fail(
                        FindingCode.NO_CERTIFICATE_CHAIN_FOUND, FindingCode.CERT_SERVICE_NOT_ACTIVE, untrusted.text());
            } else {
                judgement.fail(FindingCode.NO_CERTIFICATE_CHAIN_FOUND, untrusted.text());
            }
        }
        return Optional.empty();
    }

    /** The Estonian rules demand nonRepudiation, and refuse self-signed signers. */
    static void purpose(Certificate signer, Judgement judgement) {
        boolean forSigning =
                signer.keyUsage().map(u -> u.contains(KeyUsage.NON_REPUDIATION)).orElse(false);
        if (!forSigning) {
            judgement.fail(FindingCode.CHAIN_CONSTRAINTS_FAILURE, FindingCode.CERT_KEY_USAGE, "");
        } else if (signer.subjectName().equals(signer.issuerName())) {
            judgement.fail(FindingCode.CHAIN_CONSTRAINTS_FAILURE, "It was issued by its own holder.");
        }
    }
}
