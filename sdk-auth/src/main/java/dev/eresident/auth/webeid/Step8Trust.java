package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustPolicy;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Steps 7 and 8: the certificate is valid now, and was issued by a trusted authority (Web eID §4, 7–8).
 *
 * <p>Its own validity is looked at first and named as such. A certificate that is itself listed as an anchor is not accepted: a
 * person is vouched for by an
 * issuer. Then the key must not be one whose private part can be computed.
 */
record Step8Trust(TrustPolicy trust, Instant at) {
    static final Set<ServiceType> AUTHORITIES = Set.of(ServiceType.CA_QC, ServiceType.CA_PKC);
    private static final Oid ANY_PURPOSE = Oid.of("2.5.29.37.0");
    private static final int SHORTEST_RSA = 2048;

    Step<Candidate> checkValidity(Candidate candidate) {
        Certificate certificate = candidate.certificate();
        if (at.isBefore(certificate.notBefore())) {
            return Step.refused(WebEidRefusal.CERTIFICATE_NOT_YET_VALID);
        }
        return certificate.validAt(at) ? Step.passed(candidate) : Step.refused(WebEidRefusal.CERTIFICATE_EXPIRED);
    }

    Step<TrustedCandidate> checkTrust(Candidate candidate) {
        return path(candidate.certificate(), candidate.intermediates(), WebEidRefusal.CERTIFICATE_NOT_TRUSTED)
                .then(path -> path.stream().skip(1).allMatch(Step8Trust::mayIssueForAuthentication)
                        ? Step.passed(new TrustedCandidate(candidate.known(), path))
                        : Step.refused(
                                WebEidRefusal.CERTIFICATE_NOT_TRUSTED,
                                "its authority is not one for authentication certificates"));
    }

    /** At least two certificates, the last one an anchor; authorities from the token are candidates and believed nothing. */
    Step<List<Certificate>> path(Certificate certificate, List<Certificate> intermediates, WebEidRefusal otherwise) {
        PathResult result = trust.paths().build(certificate, intermediates, AUTHORITIES, at);
        if (result instanceof PathResult.Untrusted untrusted) {
            return Step.refused(otherwise, untrusted.problem().name());
        }
        List<Certificate> path = ((PathResult.Trusted) result).path();
        return path.size() < 2
                ? Step.refused(otherwise, "the certificate itself is listed as an authority")
                : Step.passed(path);
    }

    /** The purposes of an authority, where it has any, are those that it may pass on, as browsers and the Estonian authorities' own certificates have it. */
    private static boolean mayIssueForAuthentication(Certificate authority) {
        return authority
                .extendedKeyUsage()
                .map(purposes -> purposes.contains(Step5Purpose.CLIENT_AUTH) || purposes.contains(ANY_PURPOSE))
                .orElse(true);
    }

    static Step<TrustedCandidate> checkKey(TrustedCandidate candidate) {
        return isWeak(candidate.certificate())
                ? Step.refused(WebEidRefusal.CERTIFICATE_KEY_WEAK)
                : Step.passed(candidate);
    }

    static boolean isWeak(Certificate certificate) {
        return certificate.publicKey() instanceof RSAPublicKey
                && (certificate.keySize() < SHORTEST_RSA || certificate.hasRocaKey());
    }
}
