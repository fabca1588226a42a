package dev.eresident.core.trust;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.certificate.QcStatements;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A condition by which a trusted list says which certificates of a service a qualifier is about (ETSI TS 119 612 §5.5.9.2.2). Further kinds may be added in any release.
 *
 * <p>What a list says in a way that the SDK does not understand makes the answer {@link Match#UNKNOWN}: it may only be used against a certificate, never in its favour.
 */
public sealed interface Criterion {
    /**
     * Tells whether a certificate fulfils the condition.
     *
     * @param certificate a certificate issued by the service
     * @return the answer
     */
    Match matches(Certificate certificate);

    /** Whether a certificate fulfils a condition. */
    enum Match {
        /** It does. */
        YES,
        /** It does not. */
        NO,
        /** The condition is not understood, and everything else that was asked does not decide. */
        UNKNOWN;

        static Match of(boolean fulfilled) {
            return fulfilled ? YES : NO;
        }
    }

    /** How the criteria of a list are combined. */
    enum Assertion {
        /** Every one must be fulfilled. */
        ALL,
        /** One must be fulfilled. */
        AT_LEAST_ONE,
        /** No one may be fulfilled. */
        NONE
    }

    /**
     * Several criteria together ({@code CriteriaList}).
     *
     * @param assertion how they are combined
     * @param criteria the criteria; of none, one is never fulfilled, and the other assertions say nothing
     */
    record CriteriaList(Assertion assertion, List<Criterion> criteria) implements Criterion {
        /** Copies the list. */
        public CriteriaList {
            criteria = List.copyOf(criteria);
        }

        @Override
        public Match matches(Certificate certificate) {
            boolean anyYes = false;
            boolean anyNo = false;
            boolean anyUnknown = false;
            for (Criterion criterion : criteria) {
                switch (criterion.matches(certificate)) {
                    case YES -> anyYes = true;
                    case NO -> anyNo = true;
                    case UNKNOWN -> anyUnknown = true;
                }
            }
            if (assertion == Assertion.AT_LEAST_ONE) {
                return anyYes || !anyUnknown ? Match.of(anyYes) : Match.UNKNOWN;
            }
            boolean broken = assertion == Assertion.ALL ? anyNo : anyYes;
            if (broken) {
                return Match.NO;
            }
            return anyUnknown || criteria.isEmpty() ? Match.UNKNOWN : Match.YES;
        }
    }

    /**
     * Bits of the key usage ({@code KeyUsage}).
     *
     * @param bits which bits must be set (true) or not be set (false); a certificate without the extension has none
     */
    record KeyUsageBits(Map<KeyUsage, Boolean> bits) implements Criterion {
        /** Copies the map. */
        public KeyUsageBits {
            bits = Map.copyOf(bits);
        }

        @Override
        public Match matches(Certificate certificate) {
            Set<KeyUsage> set = certificate.keyUsage().orElse(Set.of());
            return Match.of(bits.entrySet().stream().allMatch(bit -> set.contains(bit.getKey()) == bit.getValue()));
        }
    }

    /**
     * Certificate policies ({@code PolicySet}).
     *
     * @param policies all of which must be among those of the certificate
     */
    record PolicySet(Set<Oid> policies) implements Criterion {
        /** Copies the set. */
        public PolicySet {
            policies = Set.copyOf(policies);
        }

        @Override
        public Match matches(Certificate certificate) {
            return Match.of(certificate.policies().containsAll(policies));
        }
    }

    /**
     * Purposes of the extended key usage ({@code ExtendedKeyUsage}).
     *
     * @param purposes all of which must be among those of the certificate
     */
    record ExtendedKeyUsage(Set<Oid> purposes) implements Criterion {
        /** Copies the set. */
        public ExtendedKeyUsage {
            purposes = Set.copyOf(purposes);
        }

        @Override
        public Match matches(Certificate certificate) {
            return Match.of(certificate.extendedKeyUsage().orElse(List.of()).containsAll(purposes));
        }
    }

    /**
     * Attributes of the subject's name ({@code CertSubjectDNAttribute}).
     *
     * @param types all of which must be in the name with a value that is not empty
     */
    record SubjectAttributes(Set<Oid> types) implements Criterion {
        /** Copies the set. */
        public SubjectAttributes {
            types = Set.copyOf(types);
        }

        @Override
        public Match matches(Certificate certificate) {
            byte[] name = certificate.subjectName().toByteArray();
            Set<Oid> present = new HashSet<>();
            try {
                DerReader sets =
                        DerReader.single(name, DerElement.SEQUENCE, name.length).reader();
                while (sets.hasNext()) {
                    DerReader set = sets.next(DerElement.SET).reader();
                    while (set.hasNext()) {
                        DerReader attribute = set.next(DerElement.SEQUENCE).reader();
                        Oid type = Oid.of(attribute.next(DerElement.OID).oid());
                        if (attribute.next().content().length > 0) {
                            present.add(type);
                        }
                    }
                }
            } catch (ProtocolException e) {
                return Match.UNKNOWN;
            }
            return Match.of(present.containsAll(types));
        }
    }

    /**
     * Statements of a qualified certificate ({@code QcStatementSet}).
     *
     * @param statements identifiers that must all be among the certificate's statements (EN 319 412-5)
     * @param types what must all be among the types of its QcType statement
     */
    record QcStatementSet(Set<Oid> statements, Set<Oid> types) implements Criterion {
        private static final Oid COMPLIANCE = Oid.of("0.4.0.1862.1.1");
        private static final Oid DEVICE = Oid.of("0.4.0.1862.1.4");
        private static final Oid TYPE = Oid.of("0.4.0.1862.1.6");

        /** Copies the sets. */
        public QcStatementSet {
            statements = Set.copyOf(statements);
            types = Set.copyOf(types);
        }

        @Override
        public Match matches(Certificate certificate) {
            QcStatements made = certificate.qcStatements();
            Predicate<Oid> isMade = oid -> (oid.equals(COMPLIANCE) && made.compliant())
                    || (oid.equals(DEVICE) && made.qscd())
                    || (oid.equals(TYPE) && !made.types().isEmpty())
                    || made.others().contains(oid);
            return Match.of(statements.stream().allMatch(isMade) && made.types().containsAll(types));
        }
    }

    /**
     * Something that the SDK does not understand.
     *
     * @param what the name of the element, or what is wrong with it
     */
    record NotUnderstood(String what) implements Criterion {
        @Override
        public Match matches(Certificate certificate) {
            return Match.UNKNOWN;
        }
    }
}
