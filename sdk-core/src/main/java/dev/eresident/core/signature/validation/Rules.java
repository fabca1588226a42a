package dev.eresident.core.signature.validation;

import dev.eresident.core.signature.ValidationPolicy;

/**
 * A validation policy spelled out, as the steps ask for it (signature-corpus reference §6).
 *
 * @param policy the policy
 * @param algorithms until when which algorithms and keys are accepted
 * @param timestampRequired whether a signature without a time-stamp or time-mark is refused
 * @param ocspOnly whether the signer's status must come from OCSP, not older than the time-stamp
 * @param nonRepudiation whether the signer's certificate must be for signatures
 * @param wholeChain whether the certificates between signer and anchor, and those of time-stamping authorities, need a revocation status
 * @param responderValidity whether the certificate of who answered must still be valid when the answer is proven to exist
 * @param qualified whether the signature must be a qualified one
 */
public record Rules(
        ValidationPolicy policy,
        AlgorithmTable algorithms,
        boolean timestampRequired,
        boolean ocspOnly,
        boolean nonRepudiation,
        boolean wholeChain,
        boolean responderValidity,
        boolean qualified) {
    private static final Rules ESTONIA =
            new Rules(ValidationPolicy.ESTONIA, AlgorithmTable.ESTONIA, true, true, true, false, false, false);
    private static final Rules ETSI =
            new Rules(ValidationPolicy.ETSI, AlgorithmTable.ETSI, false, false, false, true, true, false);
    private static final Rules QES =
            new Rules(ValidationPolicy.QES, AlgorithmTable.ESTONIA, true, false, true, false, false, true);

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
}
