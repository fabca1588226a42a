package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustPolicy;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Step 5: the certificate is valid now, and leads to a configured authority (reference §5.2, 5). The service sends only the leaf, so
 * intermediates are configured besides; they are not believed by themselves.
 */
record Step5Trust(TrustPolicy trust, List<Certificate> intermediates, Instant at) {
    static final Set<ServiceType> AUTHORITIES = Set.of(ServiceType.CA_QC, ServiceType.CA_PKC);
    private static final int SHORTEST_RSA = 2048;

    Outcome<Trusted, SmartIdRefusal> check(Answer answer) {
        Certificate certificate = answer.certificate();
        if (at.isBefore(certificate.notBefore())) {
            return Outcome.refused(SmartIdRefusal.CERTIFICATE_NOT_YET_VALID);
        }
        if (!certificate.validAt(at)) {
            return Outcome.refused(SmartIdRefusal.CERTIFICATE_EXPIRED);
        }
        PathResult result = trust.paths().build(certificate, intermediates, AUTHORITIES, at);
        if (result instanceof PathResult.Untrusted untrusted) {
            return Outcome.refused(
                    SmartIdRefusal.CERTIFICATE_NOT_TRUSTED, untrusted.problem().name());
        }
        List<Certificate> path = ((PathResult.Trusted) result).path();
        if (path.size() < 2 || certificate.isCa()) {
            return Outcome.refused(
                    SmartIdRefusal.CERTIFICATE_NOT_TRUSTED, "the certificate itself is listed as, or is, an authority");
        }
        boolean strong = certificate.publicKey() instanceof RSAPublicKey
                && certificate.keySize() >= SHORTEST_RSA
                && !certificate.hasRocaKey();
        return strong
                ? Outcome.succeeded(new Trusted(answer, path))
                : Outcome.refused(SmartIdRefusal.CERTIFICATE_KEY_WEAK);
    }
}
