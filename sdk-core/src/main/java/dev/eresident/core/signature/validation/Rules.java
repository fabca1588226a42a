package dev.eresident.core.signature.validation;

import dev.eresident.core.signature.ValidationPolicy;
import java.util.EnumSet;
import java.util.Set;

/**
 * A validation policy spelled out, as the steps ask for it (signature-corpus reference §6).
 *
 * @param policy the policy
 * @param algorithms until when which algorithms and keys are accepted
 * @param demands what is asked beyond EN 319 102-1
 */
public record Rules(ValidationPolicy policy, AlgorithmTable algorithms, Set<Demand> demands) {
    /** What a policy may ask for. */
    public enum Demand {
        /** A signature has a time-stamp or time-mark that proves its time. */
        TIMESTAMP,
        /** The signer's status comes from OCSP, not older than the time-stamp. */
        OCSP,
        /** The signer's certificate is for signatures. */
        NON_REPUDIATION,
        /** By the trusted lists, signer's issuer, time-stamping authority and listed responder are qualified services. */
        QUALIFIED_SERVICES,
        /** The certificates between signer and anchor have a revocation status and strong algorithms. */
        WHOLE_CHAIN,
        /** The certificate of who answered is still valid when the answer is proven to exist. */
        RESPONDER_VALIDITY,
        /** The signer's certificate was issued by a service that is listed for issuing such certificates. */
        LISTED_ISSUER,
        /** A signature policy that is named is a known one. */
        KNOWN_POLICY,
        /** The signature has a baseline level with a time-stamp and is a qualified one. */
        QUALIFIED
    }

    private static final Rules ESTONIA = new Rules(
            ValidationPolicy.ESTONIA,
            AlgorithmTable.ESTONIA,
            EnumSet.of(
                    Demand.TIMESTAMP,
                    Demand.OCSP,
                    Demand.NON_REPUDIATION,
                    Demand.QUALIFIED_SERVICES,
                    Demand.LISTED_ISSUER,
                    Demand.KNOWN_POLICY));
    private static final Rules ETSI = new Rules(
            ValidationPolicy.ETSI, AlgorithmTable.ETSI, EnumSet.of(Demand.WHOLE_CHAIN, Demand.RESPONDER_VALIDITY));
    private static final Rules QES = new Rules(
            ValidationPolicy.QES,
            AlgorithmTable.ESTONIA,
            EnumSet.of(Demand.TIMESTAMP, Demand.NON_REPUDIATION, Demand.LISTED_ISSUER, Demand.QUALIFIED));

    /** Copies the set. */
    public Rules {
        demands = Set.copyOf(demands);
    }

    /**
     * Spells a policy out.
     *
     * @param policy the policy
     * @return its rules
     */
    public static Rules of(ValidationPolicy policy) {
        return switch (policy) {
            case ESTONIA -> ESTONIA;
            case ETSI -> ETSI;
            case QES -> QES;
        };
    }

    /**
     * Tells whether the policy asks for something.
     *
     * @param demand what
     * @return whether it does
     */
    public boolean ask(Demand demand) {
        return demands.contains(demand);
    }
}
