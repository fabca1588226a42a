package dev.eresident.core.signature.qualification;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.qualification.CertificateQualification.Standing;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The service whose word counts for a certificate at a time (TS 119 615 §4.3, §4.4): the nearest listed then, of type CA/QC, for certificates of this type, without contradiction, and granted.
 *
 * @param standing what the selection came to
 * @param service the service; present exactly when one vouched
 */
record ServiceSelection(Standing standing, Optional<ServiceAtTime> service) {
    static ServiceSelection of(
            Certificate certificate, CertificateStatements own, List<List<TrustService>> services, Instant at) {
        if (services.stream().flatMap(List::stream).noneMatch(TrustService::listed)) {
            return new ServiceSelection(Standing.NOT_LISTED, Optional.empty());
        }
        List<ServiceAtTime> left =
                preferring(ServiceAtTime::issuesQualifiedCertificates, nearest(certificate, services, at));
        left.removeIf(service -> !service.isFor(certificate, own.type()));
        if (CertificateQualification.conflict(own, left)) {
            return new ServiceSelection(Standing.CONFLICT, Optional.empty());
        }
        Optional<ServiceAtTime> selected = preferring(
                        service -> service.period().qualified(), left)
                .stream()
                .findFirst()
                .filter(service -> service.issuesQualifiedCertificates()
                        && service.period().qualified());
        return new ServiceSelection(selected.isPresent() ? Standing.VOUCHED : Standing.NOT_VOUCHED, selected);
    }

    /** Those that were listed at the time and stand nearest to the certificate: what a list says of an issuer comes before what it says of the issuer's issuer. */
    private static List<ServiceAtTime> nearest(Certificate certificate, List<List<TrustService>> services, Instant at) {
        return services.stream()
                .map(level -> level.stream()
                        .flatMap(service -> ServiceAtTime.of(service, certificate, at).stream())
                        .toList())
                .filter(level -> !level.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Those of a kind, or all when there is none. */
    private static List<ServiceAtTime> preferring(Predicate<ServiceAtTime> kind, List<ServiceAtTime> services) {
        List<ServiceAtTime> preferred = new ArrayList<>(services);
        preferred.removeIf(kind.negate());
        return preferred.isEmpty() ? new ArrayList<>(services) : preferred;
    }
}
