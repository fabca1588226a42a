package dev.eresident.core.certificate;

import java.util.Set;

/**
 * The statements of a certificate that claims to be qualified (EN 319 412-5 §4.2, §4.3).
 *
 * @param compliant QcCompliance: the issuer says that it is an EU qualified certificate
 * @param qscd QcSSCD: the private key is in a qualified device
 * @param types QcType: {@code 0.4.0.1862.1.6.1} for signatures, {@code .2} for seals, {@code .3} for web sites
 * @param others the identifiers of all other statements
 */
public record QcStatements(boolean compliant, boolean qscd, Set<Oid> types, Set<Oid> others) {
    /** No statements. */
    public static final QcStatements NONE = new QcStatements(false, false, Set.of(), Set.of());

    /** Copies the sets. */
    public QcStatements {
        types = Set.copyOf(types);
        others = Set.copyOf(others);
    }
}
