package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Climbs from a certificate to the ones that issued it, level by level, and notes those that are listed; every issuer is taken once, within the limits of {@link PathSearch}. */
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

    List<List<TrustService>> above(Certificate leaf) {
        List<List<TrustService>> found = new ArrayList<>(1);
        Set<Certificate> visited = new HashSet<>(Set.of(leaf));
        List<Certificate> level = List.of(leaf);
        if (leaf.isCa()) {
            add(found, level);
        }
        for (int length = 1; length < PathSearch.MAX_LENGTH && !level.isEmpty(); length++) {
            List<Certificate> above = new ArrayList<>();
            for (Certificate below : level) {
                Stream.concat(anchors.certificatesNamed(below.issuerName()).stream(), candidates.stream())
                        .filter(issuer -> !visited.contains(issuer) && isIssuedBy(below, issuer))
                        .forEach(issuer -> {
                            visited.add(issuer);
                            above.add(issuer);
                        });
            }
            add(found, above);
            level = above;
        }
        return List.copyOf(found);
    }

    private void add(List<List<TrustService>> found, List<Certificate> level) {
        List<TrustService> services = level.stream()
                .flatMap(certificate -> anchors.servicesOf(certificate).stream())
                .distinct()
                .toList();
        if (!services.isEmpty()) {
            found.add(services);
        }
    }

    private boolean isIssuedBy(Certificate certificate, Certificate issuer) {
        if (!CertificatePaths.namesFit(certificate, issuer) || checks >= PathSearch.MAX_CHECKS) {
            return false;
        }
        if (!issuer.isCa() && anchors.servicesOf(issuer).isEmpty()) {
            return false;
        }
        checks++;
        return paths.isIssuedBy(certificate, issuer);
    }
}
