package dev.eresident.core.certificate;

import java.util.Set;

/** Qualified-certificate statements (EN 319 412-5). */
public record QcStatements(boolean compliant, boolean qscd, Set<Oid> types, Set<Oid> others) {
    /** No statements. */
    public static final QcStatements NONE = new QcStatements(false, false, Set.of(), Set.of());
}
