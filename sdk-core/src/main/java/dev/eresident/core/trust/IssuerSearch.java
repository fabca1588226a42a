package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Climbs from a certificate to the nearest listed ones that issued it, level by level; every intermediate is tried once, within the limits of {@link PathSearch}. */
final class IssuerSearch {
    private final CertificatePaths paths;
    private final TrustAnchors anchors;
    private final List<Certificate> candidates;
    private int checks;

    IssuerSearch(CertificatePaths paths, TrustAnchors anchors, Collection<Certificate> given) {
        this.paths = paths;
        this.anchors = anchors;
        this.candidates =
                given.stream().limit(PathSearch.MAX_CANDIDATES).distinct().toList();
    }

    List<TrustService> above(Certificate leaf) {
        if (leaf.isCa() && !anchors.servicesOf(leaf).isEmpty()) {
            return anchors.servicesOf(leaf);
        }
        Set<Certificate> visited = new HashSet<>(Set.of(leaf));
        List<Certificate> level = List.of(leaf);
        for (int length = 1; length < PathSearch.MAX_LENGTH && !level.isEmpty(); length++) {
            Set<TrustService> services = new LinkedHashSet<>();
            level.forEach(below -> services.addAll(issuing(below)));
            if (!services.isEmpty()) {
                return List.copyOf(services);
            }
            List<Certificate> next = new ArrayList<>();
            for (Certificate below : level) {
                for (Certificate issuer : candidates) {
                    if (!visited.contains(issuer) && issuer.isCa() && isIssuedBy(below, issuer)) {
                        visited.add(issuer);
                        next.add(issuer);
                    }
                }
            }
            level = next;
        }
        return List.of();
    }

    private List<TrustService> issuing(Certificate below) {
        List<TrustService> services = new ArrayList<>(1);
        for (Certificate anchor : anchors.certificatesNamed(below.issuerName())) {
            if (isIssuedBy(below, anchor)) {
                services.addAll(anchors.servicesOf(anchor));
            }
        }
        return services;
    }

    private boolean isIssuedBy(Certificate certificate, Certificate issuer) {
        if (certificate.equals(issuer) || !CertificatePaths.namesFit(certificate, issuer) || checks >= PathSearch.MAX_CHECKS) {
            return false;
        }
        checks++;
        return paths.isIssuedBy(certificate, issuer);
    }
}
