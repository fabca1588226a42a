package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.PathResult.PathProblem;
import dev.eresident.core.trust.PathResult.Trusted;
import dev.eresident.core.trust.PathResult.Untrusted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One search for a path, breadth first: the shortest acceptable path wins, every intermediate is tried once, so the work is bounded however the given certificates refer to each other.
 */
final class PathSearch {
    /** Certificates of a path, leaf and anchor included. */
    static final int MAX_LENGTH = 6;

    /** Intermediates looked at; more are ignored. */
    static final int MAX_CANDIDATES = 128;

    /** Certificate signatures computed or looked up in one search. */
    static final int MAX_CHECKS = 256;

    /**
     * Extensions that may be critical (RFC 5280 §4.2): what is checked here or by the caller (basic constraints, usages, statements), what only informs (key identifiers, alternative names, the
     * key's period, where to find revocation lists), and policy processing, which decides nothing because no path is accepted or refused for an inherited policy. Not name constraints.
     */
    private static final Set<Oid> UNDERSTOOD = Stream.of(
                    "2.5.29.14",
                    "2.5.29.15",
                    "2.5.29.16",
                    "2.5.29.17",
                    "2.5.29.18",
                    "2.5.29.19",
                    "2.5.29.31",
                    "2.5.29.32",
                    "2.5.29.33",
                    "2.5.29.35",
                    "2.5.29.36",
                    "2.5.29.37",
                    "2.5.29.54",
                    "1.3.6.1.5.5.7.1.3")
            .map(Oid::of)
            .collect(Collectors.toUnmodifiableSet());

    private final CertificatePaths paths;
    private final TrustAnchors anchors;
    private final Set<ServiceType> types;
    private final Instant at;
    private final List<Instant> statusTimes;
    private final Map<Bytes, List<Certificate>> candidates = new HashMap<>();
    private final Set<Certificate> visited = new HashSet<>();
    private final Queue<List<Certificate>> open = new ArrayDeque<>();
    private Untrusted best;
    private int checks;

    PathSearch(
            CertificatePaths paths,
            TrustAnchors anchors,
            Collection<Certificate> given,
            Set<ServiceType> types,
            Instant at,
            List<Instant> statusTimes) {
        this.paths = paths;
        this.anchors = anchors;
        this.types = types;
        this.at = at;
        this.statusTimes = statusTimes;
        this.best = new Untrusted(
                PathProblem.NO_PATH,
                "No chain of issuers leads from the certificate to a trusted service"
                        + (anchors.haveEnded()
                                ? "; trusted lists are past their next update and no longer believed: refresh them"
                                : ""));
        given.stream()
                .limit(MAX_CANDIDATES)
                .distinct()
                .forEach(c -> candidates
                        .computeIfAbsent(c.subjectName(), n -> new ArrayList<>(1))
                        .add(c));
    }

    PathResult from(Certificate leaf) {
        Optional<PathResult> listed = listed(leaf);
        if (listed.isPresent()) {
            return listed.get();
        }
        visited.add(leaf);
        open.add(List.of(leaf));
        while (true) {
            List<Certificate> path = open.poll();
            if (path == null) {
                return best;
            }
            Optional<PathResult> trusted = viaAnchors(path);
            if (trusted.isPresent()) {
                return trusted.get();
            }
            viaCandidates(path);
        }
    }

    /** The certificate itself is on the list: what the list says of it is final, when it is a service of a type that was asked for. */
    private Optional<PathResult> listed(Certificate leaf) {
        boolean decided = false;
        for (TrustService service : anchors.servicesOf(leaf)) {
            ServiceType type = service.typeAt(at);
            if (!types.contains(type)) {
                note(PathProblem.WRONG_SERVICE_TYPE, "The certificate is listed as a service of another type: " + type);
            } else if (type.issuesCertificates() && !leaf.isCa()) {
                note(
                        PathProblem.NOT_A_CA,
                        "The certificate is listed as a CA but is not one, so it cannot vouch for itself");
            } else {
                decided = true;
                if (isAcceptable(List.of(), leaf, service)) {
                    return Optional.of(new Trusted(List.of(leaf), service));
                }
            }
        }
        return decided ? Optional.of(best) : Optional.empty();
    }

    private Optional<PathResult> viaAnchors(List<Certificate> path) {
        Certificate last = path.get(path.size() - 1);
        for (Certificate anchor : anchors.certificatesNamed(last.issuerName())) {
            if (!anchor.equals(last) && isIssuedBy(last, anchor)) {
                for (TrustService service : anchors.servicesOf(anchor)) {
                    if (isAcceptable(path, anchor, service)) {
                        List<Certificate> whole = new ArrayList<>(path);
                        whole.add(anchor);
                        return Optional.of(new Trusted(whole, service));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void viaCandidates(List<Certificate> path) {
        Certificate last = path.get(path.size() - 1);
        for (Certificate issuer : candidates.getOrDefault(last.issuerName(), List.of())) {
            if (visited.contains(issuer) || anchors.isAnchorKey(issuer) || !isIssuedBy(last, issuer)) {
                continue;
            }
            if (!mayIssue(issuer)) {
                note(
                        PathProblem.NOT_A_CA,
                        "A certificate of the chain is used as an issuer but is not a CA certificate");
            } else if (path.size() + 2 > MAX_LENGTH || !allowsBelow(issuer, path)) {
                note(PathProblem.TOO_LONG, "The chain has more certificates than allowed");
            } else {
                visited.add(issuer);
                List<Certificate> longer = new ArrayList<>(path);
                longer.add(issuer);
                open.add(longer);
            }
        }
    }

    /** Judges a chain whose signatures are verified, the leaf first; the most telling problem of all chains is kept. */
    private boolean isAcceptable(List<Certificate> below, Certificate anchor, TrustService service) {
        List<Certificate> timed = below.isEmpty() ? List.of(anchor) : below;
        for (Certificate certificate : timed) {
            String which = certificate.equals(timed.get(0)) ? "The certificate" : "An intermediate certificate";
            if (at.isBefore(certificate.notBefore())) {
                return note(PathProblem.NOT_YET_VALID, which + " is only valid from " + certificate.notBefore());
            }
            if (at.isAfter(certificate.notAfter())) {
                return note(PathProblem.EXPIRED, which + " expired on " + certificate.notAfter());
            }
        }
        if (!below.stream().allMatch(PathSearch::isUnderstood)) {
            return note(
                    PathProblem.CRITICAL_EXTENSION,
                    "The certificate, or one above it, has a critical extension that is not known");
        }
        for (Instant time : statusTimes) {
            ServiceType type = service.typeAt(time);
            if (!types.contains(type)) {
                return note(
                        PathProblem.WRONG_SERVICE_TYPE,
                        "The certificate leads to a trusted service of another type: " + type + " at " + time);
            }
        }
        if (!below.isEmpty() && !mayBeIssuingAnchor(anchor)) {
            return note(PathProblem.NOT_A_CA, "The trusted certificate that the chain ends in is not a CA certificate");
        }
        if (!allowsBelow(anchor, below)) {
            return note(PathProblem.TOO_LONG, "The chain is longer than the trusted CA allows");
        }
        for (Instant time : statusTimes) {
            if (!service.activeAt(time)) {
                String status = service.periodAt(time)
                        .map(TrustService.StatusPeriod::statusUri)
                        .orElse("not yet listed");
                return note(
                        PathProblem.SERVICE_NOT_ACTIVE,
                        "The trusted service was not active at " + time + ": " + status);
            }
        }
        if (!anchor.validAt(at)) {
            return note(
                    PathProblem.ANCHOR_NOT_VALID,
                    "The certificate of the trusted service was not valid at " + at + ": it is from "
                            + anchor.notBefore() + " to " + anchor.notAfter());
        }
        return true;
    }

    private static boolean isUnderstood(Certificate certificate) {
        return UNDERSTOOD.containsAll(certificate.criticalExtensions());
    }

    private static boolean mayIssue(Certificate issuer) {
        return issuer.isCa()
                && issuer.keyUsage()
                        .map(u -> u.contains(KeyUsage.KEY_CERT_SIGN))
                        .orElse(true);
    }

    /**
     * The list or the caller says that an anchor is a CA; it is only disbelieved where the certificate itself says that it is none. Some listed CAs have a fitting key usage but no
     * basic constraints; old roots of version 1 say nothing at all.
     */
    private static boolean mayBeIssuingAnchor(Certificate anchor) {
        return anchor.keyUsage()
                .map(usage -> usage.contains(KeyUsage.KEY_CERT_SIGN))
                .orElseGet(() -> anchor.isCa() || anchor.version() < 3);
    }

    /** Whether the path length constraint of an issuer, if any, allows the intermediates below it (RFC 5280 §4.2.1.9: self-issued ones do not count). */
    private static boolean allowsBelow(Certificate issuer, List<Certificate> below) {
        int pathLength = issuer.isCa() ? issuer.pathLength().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        long intermediates = below.stream()
                .skip(1)
                .filter(c -> !c.subjectName().equals(c.issuerName()))
                .count();
        return intermediates <= pathLength;
    }

    private boolean isIssuedBy(Certificate certificate, Certificate issuer) {
        if (checks >= MAX_CHECKS) {
            note(PathProblem.TOO_LONG, "So many possible issuers were given that the search was stopped");
            return false;
        }
        if (!CertificatePaths.namesFit(certificate, issuer)) {
            return false;
        }
        checks++;
        return paths.isIssuedBy(certificate, issuer);
    }

    private boolean note(PathProblem problem, String text) {
        if (problem.compareTo(best.problem()) > 0) {
            best = new Untrusted(problem, text);
        }
        return false;
    }
}
