package dev.eresident.core.signature.xades;

/** The signature policy that a signature names. */
sealed interface SignaturePolicy {
    /** None is named. */
    record None() implements SignaturePolicy {}

    /** "Implied": a policy that both sides are supposed to know. */
    record Implied() implements SignaturePolicy {}

    /**
     * A policy by identifier.
     *
     * @param identifier as written, e.g. {@code urn:oid:1.3.6.1.4.1.10015.1000.3.2.1}
     * @param qualifier how it is written, e.g. {@code OIDAsURN}; empty text when not stated
     * @param hasUri whether an address of the policy document (SPURI) is stated
     * @param impliedToo whether the policy is said to be implied as well
     */
    record Explicit(String identifier, String qualifier, boolean hasUri, boolean impliedToo)
            implements SignaturePolicy {
        private static final String BDOC_ARC = "urn:oid:1.3.6.1.4.1.10015.1000.";

        /** Whether this is the policy of BDOC 2.1, the only one that a time-mark without time-stamp may have, fully stated. */
        boolean isTimeMark21() {
            return identifier.equals(BDOC_ARC + "3.2.1") && qualifier.equals("OIDAsURN") && hasUri && !impliedToo;
        }

        /** Whether this is one of the four policies of BDOC 1.9.9 to 2.1.2 (signatures reference §9). */
        boolean isTimeMark() {
            if (!identifier.startsWith(BDOC_ARC)) {
                return false;
            }
            return switch (identifier.substring(BDOC_ARC.length())) {
                case "2.10.10", "3.1.1", "3.2.1", "3.2.3" -> true;
                default -> false;
            };
        }
    }
}
