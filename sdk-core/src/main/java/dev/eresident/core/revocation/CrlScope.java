package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * IssuingDistributionPoint (RFC 5280 §5.2.5): which certificates a list speaks about.
 *
 * @param names full names of the distribution point, each in DER; null when it has none
 * @param relative whether its name is relative to the issuer's, which is not supported
 * @param onlyUsers only end entities
 * @param onlyAuthorities only CAs
 * @param onlySomeReasons only some reasons of revocation
 * @param indirect also certificates of other issuers
 * @param onlyAttributes only attribute certificates
 */
record CrlScope(
        @Nullable Set<Bytes> names,
        boolean relative,
        boolean onlyUsers,
        boolean onlyAuthorities,
        boolean onlySomeReasons,
        boolean indirect,
        boolean onlyAttributes) {
    static final CrlScope ALL = new CrlScope(null, false, false, false, false, false, false);
    private static final String DISTRIBUTION_POINTS = "2.5.29.31";

    static CrlScope read(DerElement value) {
        DerReader parts = value.reader();
        Optional<DerElement> point = parts.nextIf(DerElement.explicit(0));
        boolean users = flag(parts, 1);
        boolean authorities = flag(parts, 2);
        boolean reasons = parts.nextIf(DerElement.implicit(3)).isPresent();
        boolean indirect = flag(parts, 4);
        boolean attributes = flag(parts, 5);
        parts.expectEnd();
        Optional<Set<Bytes>> names = point.flatMap(CrlScope::fullNames);
        return new CrlScope(
                names.orElse(null),
                point.isPresent() && names.isEmpty(),
                users,
                authorities,
                reasons,
                indirect,
                attributes);
    }

    private static boolean flag(DerReader parts, int number) {
        Optional<DerElement> given = parts.nextIf(DerElement.implicit(number));
        if (given.isEmpty()) {
            return false;
        }
        byte[] value = given.get().content();
        if (value.length != 1) {
            throw Crl.malformed("a flag of its distribution point is not one octet");
        }
        return value[0] != 0;
    }

    /** The GeneralNames of a DistributionPointName; empty when it is a relative one. */
    private static Optional<Set<Bytes>> fullNames(DerElement distributionPointName) {
        DerReader choice = distributionPointName.reader();
        DerElement name = choice.next();
        choice.expectEnd();
        if (name.tag() != DerElement.explicit(0)) {
            return Optional.empty();
        }
        Set<Bytes> names = new HashSet<>();
        DerReader list = name.reader();
        while (list.hasNext()) {
            names.add(Bytes.of(list.next().encoded()));
        }
        return Optional.of(names);
    }

    /** Whether the list speaks about this certificate, whatever the reason of a revocation. */
    boolean covers(Certificate subject) {
        boolean ofItsKind = !onlyAttributes && !(subject.isCa() ? onlyUsers : onlyAuthorities);
        return ofItsKind && !onlySomeReasons && !relative && (names == null || isNamedBy(subject, names));
    }

    /** RFC 5280 §6.3.3 (b)(2)(i): the certificate must name this distribution point, and not under another issuer. */
    private static boolean isNamedBy(Certificate subject, Set<Bytes> names) {
        Crl.Extension extension = certificateExtensions(subject).get(DISTRIBUTION_POINTS);
        if (extension == null) {
            return false;
        }
        DerReader points = Crl.single(extension).reader();
        while (points.hasNext()) {
            DerReader parts = points.next(DerElement.SEQUENCE).reader();
            Optional<Set<Bytes>> full = parts.nextIf(DerElement.explicit(0)).flatMap(CrlScope::fullNames);
            parts.nextIf(DerElement.implicit(1));
            boolean otherIssuer = parts.nextIf(DerElement.explicit(2)).isPresent();
            if (!otherIssuer && full.isPresent() && full.get().stream().anyMatch(names::contains)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Crl.Extension> certificateExtensions(Certificate certificate) {
        byte[] der = certificate.der().toByteArray();
        DerReader fields = DerReader.single(der, DerElement.SEQUENCE, der.length)
                .reader()
                .next(DerElement.SEQUENCE)
                .reader();
        Map<String, Crl.Extension> extensions = new HashMap<>();
        while (fields.hasNext()) {
            DerElement field = fields.next();
            if (field.tag() == DerElement.explicit(3)) {
                Crl.readExtensions(field.reader().next(DerElement.SEQUENCE).reader(), extensions);
            }
        }
        return extensions;
    }
}
