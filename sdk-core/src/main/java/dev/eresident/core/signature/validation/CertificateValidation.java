package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Subject;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** EN 319 102-1 §5.2.6 for the signer's certificate: the path to a trusted service, and what the key may be used for. Its validity in time is judged by {@link LongTermValidation}. */
public final class CertificateValidation {
    private static final Set<ServiceType> AUTHORITIES = EnumSet.of(ServiceType.CA_QC, ServiceType.CA_PKC);

    /** Plain ETSI believes every certification authority that a list names, national roots among them. */
    private static final Set<ServiceType> ANY_AUTHORITY =
            EnumSet.of(ServiceType.CA_QC, ServiceType.CA_PKC, ServiceType.OTHER);

    private CertificateValidation() {}

    /**
     * Reads an embedded certificate.
     *
     * @param der its bytes
     * @return the certificate; empty when it cannot be read: nothing can depend on it then
     */
    public static Optional<Certificate> readable(Bytes der) {
        try {
            return Optional.of(Certificate.read(der.toByteArray()));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** Finds a trusted path as of the best signature time, or of the nearest moment at which the certificate itself was valid. */
    static Optional<PathResult.Trusted> path(
            Certificate signer,
            Collection<Certificate> candidates,
            Instant bestTime,
            TrustPolicy policy,
            Rules rules,
            Judgement judgement) {
        Instant control = bestTime;
        if (control.isBefore(signer.notBefore())) {
            control = signer.notBefore();
        } else if (control.isAfter(signer.notAfter())) {
            control = signer.notAfter();
        }
        PathResult result = policy.paths()
                .build(
                        signer,
                        candidates,
                        rules.ask(Rules.Demand.LISTED_ISSUER) ? AUTHORITIES : ANY_AUTHORITY,
                        control);
        if (result instanceof PathResult.Trusted trusted) {
            if (trusted.issuer().isPresent() || !rules.ask(Rules.Demand.LISTED_ISSUER)) {
                return Optional.of(trusted);
            }
            judgement.fail(
                    FindingCode.NO_CERTIFICATE_CHAIN_FOUND,
                    "The signer's certificate is itself listed as a service; a person's certificate needs an issuer.");
        } else if (result instanceof PathResult.Untrusted untrusted) {
            if (untrusted.problem() == PathResult.PathProblem.SERVICE_NOT_ACTIVE) {
                judgement.fail(
                        FindingCode.NO_CERTIFICATE_CHAIN_FOUND, FindingCode.CERT_SERVICE_NOT_ACTIVE, untrusted.text());
            } else {
                judgement.fail(FindingCode.NO_CERTIFICATE_CHAIN_FOUND, untrusted.text() + issuedBy(signer));
            }
        }
        return Optional.empty();
    }

    /** Which list would help; nothing where the signer is its own issuer. */
    private static String issuedBy(Certificate signer) {
        Subject issuer = signer.issuer();
        String country =
                issuer.country().map(code -> " of " + DisplayName.of(code)).orElse("");
        return issuer.commonName()
                .filter(name -> !signer.issuerName().equals(signer.subjectName()))
                .map(name -> ". It was issued by " + DisplayName.of(name) + country)
                .orElse("");
    }

    /** What the key is for: the Estonian rules demand nonRepudiation; nobody may issue a certificate to himself. */
    static void purpose(Certificate signer, Rules rules, Judgement judgement) {
        boolean forSigning =
                signer.keyUsage().map(u -> u.contains(KeyUsage.NON_REPUDIATION)).orElse(false);
        if (!forSigning && rules.ask(Rules.Demand.NON_REPUDIATION)) {
            judgement.fail(FindingCode.CHAIN_CONSTRAINTS_FAILURE, FindingCode.CERT_KEY_USAGE, "");
            return;
        }
        if (!forSigning) {
            judgement.warn(FindingCode.CERT_KEY_USAGE, "");
        }
        if (signer.subjectName().equals(signer.issuerName())) {
            judgement.fail(FindingCode.CHAIN_CONSTRAINTS_FAILURE, "It was issued by its own holder.");
        }
    }
}
