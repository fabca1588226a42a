package dev.eresident.core.internal.cms;

/**
 * How much is read of one SignedData.
 *
 * @param maxBytes all parts but the attached content together, in bytes
 * @param maxCertificates certificates
 * @param maxRevocations revocation lists and answers
 * @param maxSigners SignerInfos
 */
public record CmsLimits(int maxBytes, int maxCertificates, int maxRevocations, int maxSigners) {
    /** Attributes of one signer, signed and unsigned each. */
    static final int MAX_ATTRIBUTES = 64;

    /** Values of one attribute. */
    static final int MAX_VALUES = 64;
}
