package dev.eresident.core.signature;

/**
 * What a signature is worth in law under Regulation (EU) 910/2014, as far as certificate, trusted lists and the check tell (ETSI TS 119 615; the names are those of the European Commission's
 * validation software).
 *
 * <p>Only the values without prefix are about a signature that passed. Further values may be added in any release; treat an unknown one as {@link #NA}.
 */
public enum Qualification {
    /** Qualified electronic signature: equal to a handwritten one (article 25). */
    QESIG,
    /** Qualified electronic seal (article 35). */
    QESEAL,
    /** Qualified, with a qualified device, but whether a signature or a seal is not known. */
    UNKNOWN_QC_QSCD,
    /** Advanced electronic signature with a qualified certificate, not known to be made in a qualified device. */
    ADESIG_QC,
    /** Advanced electronic seal with a qualified certificate, not known to be made in a qualified device. */
    ADESEAL_QC,
    /** With a qualified certificate, but whether a signature or a seal is not known. */
    UNKNOWN_QC,
    /** Advanced electronic signature with a certificate that is not qualified. */
    ADESIG,
    /** Advanced electronic seal with a certificate that is not qualified. */
    ADESEAL,
    /** With a certificate that is not qualified, and whether a signature or a seal is not known. */
    UNKNOWN,
    /** Would be {@link #QESIG} if the check had come to a result. */
    INDETERMINATE_QESIG,
    /** Would be {@link #QESEAL} if the check had come to a result. */
    INDETERMINATE_QESEAL,
    /** Would be {@link #UNKNOWN_QC_QSCD} if the check had come to a result. */
    INDETERMINATE_UNKNOWN_QC_QSCD,
    /** Would be {@link #ADESIG_QC} if the check had come to a result. */
    INDETERMINATE_ADESIG_QC,
    /** Would be {@link #ADESEAL_QC} if the check had come to a result. */
    INDETERMINATE_ADESEAL_QC,
    /** Would be {@link #UNKNOWN_QC} if the check had come to a result. */
    INDETERMINATE_UNKNOWN_QC,
    /** Would be {@link #ADESIG} if the check had come to a result. */
    INDETERMINATE_ADESIG,
    /** Would be {@link #ADESEAL} if the check had come to a result. */
    INDETERMINATE_ADESEAL,
    /** Would be {@link #UNKNOWN} if the check had come to a result. */
    INDETERMINATE_UNKNOWN,
    /** The check failed; the certificate is qualified and its key is in a qualified device. */
    NOT_ADES_QC_QSCD,
    /** The check failed; the certificate is qualified. */
    NOT_ADES_QC,
    /** The check failed, or the certificate is one for web sites. */
    NOT_ADES,
    /** Nothing can be said: no trusted list was reached, or the lists contradict each other. */
    NA;

    /**
     * Tells whether this is a qualified electronic signature or seal.
     *
     * @return true for {@link #QESIG} and {@link #QESEAL}
     */
    public boolean qualified() {
        return this == QESIG || this == QESEAL;
    }
}
